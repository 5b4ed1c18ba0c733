import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Hop, headerOf, openHop, passOf } from './at-a-hop.ts'

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

  it('is told no to an address with a fragment, which it would hand on as more of the path', async () => {
    const answer = await hop.check({ ...PAGE, 'X-Forwarded-Uri': '/open/#/../admin' })
    expect(answer.status).toBe(400)
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
