import { describe, expect, it } from 'vitest'
import { cleaned } from '../../src/guard/headers.ts'
import { cookiesOfInes, gatehouse, onlySeen, PAGE, passIn, signed } from './gatehouse.ts'
import { FORWARDING, HONEST, IDENTITY } from './header-names.ts'

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/

/** Every way to write a name that a program behind CGI knows as the same. */
const spellings = (name: string): string[] =>
  [
    name,
    name.toLowerCase(),
    name.toUpperCase(),
    name.replaceAll(/[-_]/g, '_'),
    name.replaceAll(/[-_]/g, '.'),
    name.replaceAll(/[-_]/g, '--'),
  ]
    .flatMap((each) => [each, `${each}-`, `${each}_`, each.replace(/[-_]([^-_]*)$/, '~$1'), each.replace(/[-_]/, '!')])
    .filter((each) => TOKEN.test(each))

const namesIn = (headers: Headers): string[] => [...headers.keys()]

describe('whatever a client says of itself is taken away, in every spelling', () => {
  it.each([...Object.entries(IDENTITY), ...Object.entries(FORWARDING)])('%s', (_, names) => {
    for (const name of names) expect([name, namesIn(cleaned(new Headers([[name, 'root']])))]).toEqual([name, []])
    const all = names.flatMap(spellings)
    expect(all.length).toBeGreaterThan(names.length * 3)
    expect(namesIn(cleaned(new Headers(all.map((name) => [name, 'root']))))).toEqual([])
  })

  it('however often it is said, with spaces around it', () => {
    const headers = new Headers()
    for (let time = 0; time < 50; time++) headers.append('X-User-Id', ` root${time} `)
    headers.append('x_user_id', 'root')
    headers.append('Accept', 'text/html')
    expect([...cleaned(headers)]).toEqual([['accept', 'text/html']])
  })
})

it.each(HONEST)('what an honest client sends arrives: %s', (name) => {
  expect([...cleaned(new Headers([[name, 'as sent']]))]).toEqual([[name.toLowerCase(), 'as sent']])
})

describe('what concerns this hop alone goes no further', () => {
  it.each([
    'Expect',
    'Keep-Alive',
    'Proxy-Authorization',
    'Proxy-Authenticate',
    'Proxy-Connection',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'Upgrade',
    'Host',
  ])('%s', (name) => {
    expect(namesIn(cleaned(new Headers([[name, 'x']])))).toEqual([])
  })

  it.each(['X-Hop', 'close, X-Hop', ' X-HOP ,keep-alive', 'x-hop,,', 'upgrade,x-hop'])('whatever Connection: %s lists', (connection) => {
    expect(namesIn(cleaned(new Headers({ Connection: connection, 'X-Hop': 'x', Accept: '*/*' })))).toEqual(['accept'])
  })

  it('but an upgrade to a WebSocket, whose own headers can’t be listed away', () => {
    const asked = {
      Connection: 'keep-alive, Upgrade, Sec-WebSocket-Key, X-Hop',
      Upgrade: 'WebSocket',
      'Sec-WebSocket-Key': 'a-key',
      'X-Hop': 'x',
    }
    expect(Object.fromEntries(cleaned(new Headers(asked)))).toEqual({
      ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-key': 'a-key' },
    })
  })
})

describe('the portal', () => {
  it('hears who asks from the guard, whatever a client lists in Connection', async () => {
    const house = gatehouse({ clientAddress: () => '198.51.100.7' })
    const listed = 'Latchkey-Pass, Cookie, X-Forwarded-For, X-Forwarded-Host, X-Forwarded-Proto'
    const lies = { 'Latchkey-Pass': 'forged', latchkey_pass: 'forged', 'X-Forwarded-For': '127.0.0.1', 'X-Forwarded-Host': 'evil.example' }
    const cookie = `${await cookiesOfInes()}; own=1`
    await house.ask('/', { headers: { ...PAGE, ...lies, Connection: listed }, cookie })
    const seen = onlySeen(house)
    expect(passIn(seen)).toBe(await signed())
    const { headers } = seen.request
    expect(Object.fromEntries([...headers].filter(([name]) => !name.startsWith('sec-fetch') && name !== 'accept'))).toEqual({
      ...{ 'latchkey-pass': passIn(seen), cookie: 'own=1', 'x-forwarded-for': '198.51.100.7' },
      ...{ 'x-forwarded-host': 'portal.example.com', 'x-forwarded-proto': 'https' },
    })
  })

  it('hears of no pass, and of no address, where there is none', async () => {
    const house = gatehouse({ publicPaths: ['/'] })
    const lies = {
      'Latchkey-Pass': await signed(),
      'Latchkey-Rollout': 'off',
      'X-Forwarded-For': '127.0.0.1',
      'CF-Connecting-IP': '127.0.0.1',
    }
    await house.ask('/', { headers: lies })
    const seen = onlySeen(house)
    expect(seen.pass).toBeNull()
    expect(namesIn(seen.request.headers)).toEqual(['x-forwarded-host', 'x-forwarded-proto'])
  })
})

/** K03 */
describe('CF-Connecting-IP', () => {
  const forwardedFor = async (more: object) => {
    const house = gatehouse({ publicPaths: ['/'] })
    const { guarded } = await import('../../src/guard/mod.ts')
    const request = Object.assign(new Request('https://portal.example.com/', { headers: { 'CF-Connecting-IP': '198.51.100.7' } }), more)
    const answer = await guarded(house.options, ({ headers }) => new Response(headers.get('X-Forwarded-For')))(request)
    return answer.text()
  }

  it('is believed from Cloudflare, which marks the request', async () => {
    expect(await forwardedFor({ cf: { colo: 'VIE' } })).toBe('198.51.100.7')
  })

  it('is believed from nobody else', async () => {
    expect(await forwardedFor({})).toBe('')
    expect(await forwardedFor({ cf: undefined })).toBe('')
  })
})
