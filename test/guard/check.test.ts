import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EchoPortal, pairsOf, startEchoPortal } from '../support/echo-portal.ts'
import { exchange } from '../support/exchange.ts'
import { GUARD_KEY, type Hop, headerOf, openHop, PEER, passOf } from './at-a-hop.ts'

let hop: Hop
let cookie: string

beforeAll(async () => {
  hop = await openHop()
  cookie = await hop.logIn()
})
afterAll(() => hop.close())

const PAGE = { Accept: 'text/html', 'Sec-Fetch-Mode': 'navigate', 'X-Forwarded-Uri': '/cases?open=1', 'X-Forwarded-Method': 'GET' }

describe('a proxy of the house', () => {
  it('is told to let somebody through, with the pass and their cookies without ours', async () => {
    const answer = await hop.check({ ...PAGE, Cookie: `own=1; ${cookie}; latchkey-flow=x; b=2` })
    expect([answer.status, headerOf(answer, 'Cookie'), headerOf(answer, 'Latchkey-Rollout'), answer.text]).toEqual([
      201,
      'own=1; b=2',
      '',
      '',
    ])
    expect(passOf(answer)).toMatchObject({
      iss: hop.origin,
      aud: hop.origin,
      name: 'Ines Castell',
      facility: 'Harbor View',
      amr: ['pwd', 'sms', 'mfa'],
    })
    expect(headerOf(answer, 'Set-Cookie')).toContain(`latchkey-pass=${headerOf(answer, 'Latchkey-Pass')}; Max-Age=60; Path=/; HttpOnly`)
  })

  it('is told so again without a new cookie while the pass is fresh', async () => {
    const pass = headerOf(await hop.check({ ...PAGE, Cookie: cookie }), 'Latchkey-Pass')
    const answer = await hop.check({ ...PAGE, Cookie: `${cookie}; latchkey-pass=${pass}` })
    expect([answer.status, headerOf(answer, 'Latchkey-Pass'), headerOf(answer, 'Set-Cookie')]).toEqual([200, pass, null])
  })

  it('is told where to lead a page, and what to tell a program', async () => {
    const page = await hop.check(PAGE)
    expect([page.status, headerOf(page, 'Location')]).toEqual([303, '/auth/login?return_to=%2Fcases%3Fopen%3D1'])
    const program = await hop.check({ 'X-Forwarded-Uri': '/api' })
    expect([program.status, headerOf(program, 'WWW-Authenticate')]).toEqual([401, 'Latchkey login="/auth/login?return_to=%2Fapi"'])
    expect(JSON.parse(program.text)).toMatchObject({ status: 401, login: '/auth/login?return_to=%2Fapi' })
  })

  it('is told that a form is lost', async () => {
    const answer = await hop.check({ ...PAGE, 'X-Forwarded-Method': 'POST', Referer: `${hop.origin}/cases/new` })
    expect(headerOf(answer, 'Location')).toBe('/auth/login?return_to=%2Fcases%2Fnew&notice=not-sent')
  })

  it('is told to overwrite what a client says of itself, on public paths too', async () => {
    const lies = { 'Latchkey-Pass': 'forged', 'Latchkey-Rollout': 'off', 'X-Forwarded-User': 'root' }
    const answer = await hop.check({ ...lies, 'X-Forwarded-Uri': '/open/a', Cookie: 'latchkey-flow=x' })
    expect([answer.status, headerOf(answer, 'Latchkey-Pass'), headerOf(answer, 'Latchkey-Rollout'), headerOf(answer, 'Cookie')]).toEqual([
      ...[200, '', '', ''],
    ])
  })

  /** K05 */
  it.each([
    ...[
      '/open/..%2fcases',
      '/open/%2e%2e/cases',
      '/open/../cases',
      '/cases/../open/a',
      '/open//../cases',
      '//evil.example/open/a',
      '/open/a;x',
    ],
    ...['/open/a, /cases', '/open/%252e', '/open\\..\\cases', '/open/a b'],
  ])('is told that an address can be read in more than one way: %s', async (path) => {
    const answer = await hop.check({ ...PAGE, 'X-Forwarded-Uri': path, Cookie: cookie })
    expect([path, answer.status, headerOf(answer, 'Latchkey-Pass')]).toEqual([path, 400, null])
    expect(answer.text).toContain('This address can be read in more than one way')
  })

  it('is told so when it hands on the address of a client beside its own', async () => {
    const answer = await hop.check({ Accept: 'text/html', 'X-Forwarded-Uri': ['/open/a', '/cases'] })
    expect([answer.status, headerOf(answer, 'Latchkey-Pass')]).toEqual([400, null])
  })

  it.each<Record<string, string>>([
    {},
    { 'X-Forwarded-Uri': '' },
    { 'X-Forwarded-Uri': 'cases' },
    { 'X-Forwarded-Uri': 'https://portal.example.com/open/a' },
    { 'X-Original-Uri': '/open/a', 'X-Original-Url': '/open/a', 'X-Rewrite-Url': '/open/a' },
    { 'X-Forwarded-Uri': '/open/a', 'X-Forwarded-Method': 'CONNECT' },
    { 'X-Forwarded-Uri': '/open/a', 'X-Forwarded-Method': 'GET /' },
  ])('has to say what it holds back: %j', async (told) => {
    const answer = await hop.check({ ...told, Cookie: cookie })
    expect([answer.status, headerOf(answer, 'Latchkey-Pass')]).toEqual([400, null])
    expect(JSON.parse(answer.text).detail).toContain('X-Forwarded-Uri')
  })

  it('asks of the path that it holds back, and not of its own question', async () => {
    const told = await hop.check({ ...PAGE, 'X-Forwarded-Uri': '/cases' }, '?path=/open/a&X-Forwarded-Uri=/open/a')
    expect(headerOf(told, 'Location')).toBe('/auth/login?return_to=%2Fcases')
  })
})

describe('a proxy that understands a status only', () => {
  it.each<[string, Record<string, string>, number, string | null]>([
    ['a page is 401, with the way on beside it', PAGE, 401, '/auth/login?return_to=%2Fcases%3Fopen%3D1'],
    ['a program is 401', { 'X-Forwarded-Uri': '/api' }, 401, null],
    ['an address that can be read in two ways is 403', { ...PAGE, 'X-Forwarded-Uri': '/a;b' }, 403, null],
  ])('%s', async (_, told, status, location) => {
    const answer = await hop.check(told, '?answer=status')
    expect([answer.status, headerOf(answer, 'Latchkey-Location'), headerOf(answer, 'Location'), answer.text]).toEqual([
      status,
      location,
      null,
      '',
    ])
    expect(headerOf(answer, 'Cache-Control')).toBe('no-store, private')
  })

  it('is told yes as every other', async () => {
    const answer = await hop.check({ ...PAGE, Cookie: cookie }, '?answer=status')
    expect([answer.status, passOf(answer).name]).toEqual([201, 'Ines Castell'])
  })
})

/** K04 */
describe('a stranger', () => {
  let house: Hop
  beforeAll(async () => {
    house = await openHop({ TRUSTED_HOPS: '192.0.2.2, 10.0.0.0/8' })
  })
  afterAll(() => house.close())

  it.each<Record<string, string>>([
    {},
    { 'X-Forwarded-Uri': '/open/a' },
    { 'X-Forwarded-Uri': '/open/a', 'X-Forwarded-For': '10.0.0.1' },
    { 'X-Forwarded-Uri': '/open/a', 'X-Real-Ip': '192.0.2.2', Forwarded: 'for=192.0.2.2' },
    { 'Latchkey-Guard-Key': '' },
    { 'Latchkey-Guard-Key': 'another key, of just as many characters.' },
    { 'Latchkey-Guard-Key': `${GUARD_KEY}x` },
    { 'Latchkey-Guard-Key': GUARD_KEY.toUpperCase() },
  ])('is answered nothing, whatever they say: %j', async (told) => {
    const answer = await house.check({ ...told, Cookie: await house.logIn() })
    expect([answer.status, headerOf(answer, 'Latchkey-Pass'), headerOf(answer, 'Set-Cookie')]).toEqual([403, null, null])
    expect(JSON.parse(answer.text)).toMatchObject({ status: 403, title: 'Not a proxy of this house' })
  })

  it('is no proxy even where there is no key to compare with', async () => {
    const keyless = await openHop({ TRUSTED_HOPS: '', GUARD_KEY: '' })
    expect((await keyless.check({ 'Latchkey-Guard-Key': '', 'X-Forwarded-Uri': '/open/a' })).status).toBe(403)
    expect((await keyless.check({ 'Latchkey-Guard-Key': 'undefined', 'X-Forwarded-Uri': '/open/a' })).status).toBe(403)
    await keyless.close()
  })
})

describe('a guard that runs elsewhere', () => {
  let house: Hop
  beforeAll(async () => {
    house = await openHop({ TRUSTED_HOPS: '' })
  })
  afterAll(() => house.close())

  it('is given a new pass for a live session', async () => {
    const answer = await house.check({ 'Latchkey-Guard-Key': GUARD_KEY, Cookie: await house.logIn() })
    expect([answer.status, passOf(answer).name]).toEqual([200, 'Ines Castell'])
    expect(headerOf(answer, 'Set-Cookie')).toContain('latchkey-pass=')
  })

  it.each(['', 'latchkey=rubbish', `latchkey=${'a'.repeat(22)}.${'b'.repeat(43)}`, 'latchkey=null'])(
    'is told 401 for %j',
    async (session) => {
      const answer = await house.check({ 'Latchkey-Guard-Key': GUARD_KEY, Cookie: session, Accept: 'text/html' })
      expect([answer.status, headerOf(answer, 'Latchkey-Pass')]).toEqual([401, null])
    },
  )

  it('is told 401 once the session has ended', async () => {
    const ended = await house.logIn()
    const [id = ''] = ended.replace('latchkey=', '').split('.')
    await house.rows('update sessions set ended_at = 1 where id = ?', id)
    expect((await house.check({ 'Latchkey-Guard-Key': GUARD_KEY, Cookie: ended })).status).toBe(401)
  })

  it('verifies it by the keys that anybody may keep for ten minutes', async () => {
    const answer = await exchange(`${house.origin}/auth/jwks.json`)
    expect([answer.status, headerOf(answer, 'Cache-Control')]).toEqual([200, 'public, max-age=600'])
    const { keys } = JSON.parse(answer.text)
    expect(keys).toHaveLength(3)
    for (const key of keys) expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
  })
})

/** K03 */
describe('the address that the portal is told', () => {
  let portal: EchoPortal
  beforeAll(async () => {
    portal = await startEchoPortal()
  })
  afterAll(() => portal.close())

  const told = async (hops: string, chain: string) => {
    const house = await openHop({ TRUSTED_HOPS: hops, PORTAL_ORIGIN: portal.origin })
    const lies = {
      'X-Real-IP': '127.0.0.1',
      Forwarded: 'for=127.0.0.1',
      'CF-Connecting-IP': '127.0.0.1',
      'X-Forwarded-Host': 'evil.example',
    }
    await exchange(`${house.origin}/open/a`, { headers: { ...lies, 'X-Forwarded-For': chain } })
    await house.close()
    const seen = pairsOf(portal.asked.at(-1)?.rawHeaders ?? [])
    expect(
      Object.keys(seen).filter((name) => Object.keys(lies).some((lie) => lie.toLowerCase() === name && name !== 'x-forwarded-host')),
    ).toEqual([])
    expect(seen['x-forwarded-host']).toEqual([new URL(house.origin).host])
    return seen['x-forwarded-for']
  }

  it.each([
    ['', '127.0.0.1', PEER],
    ['10.0.0.0/8', '127.0.0.1', PEER],
    [PEER, '198.51.100.7', '198.51.100.7'],
    [PEER, '127.0.0.1, 198.51.100.7', '198.51.100.7'],
    [`${PEER}, 10.0.0.0/8`, '127.0.0.1, 198.51.100.7, 10.0.0.9', '198.51.100.7'],
    [PEER, 'unknown', PEER],
  ])('behind %j, of %j, is %s', async (hops, chain, address) => {
    expect(await told(hops, chain)).toEqual([address])
  })
})
