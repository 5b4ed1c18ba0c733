import { describe, expect, it } from 'vitest'
import { gatehouse, PAGE } from './gatehouse.ts'

/** How each of them asks, by what is known of it. */
const ASKERS = {
  browser: PAGE,
  'text browser': { Accept: 'text/html, text/plain;q=0.5, */*;q=0.1' },
  htmx: { ...PAGE, 'Sec-Fetch-Mode': 'cors', 'HX-Request': 'true', 'HX-Current-URL': 'https://portal.example.com/cases?open=1' },
  'htmx, boosted': { Accept: '*/*', 'HX-Request': 'true', 'HX-Boosted': 'true', 'HX-Current-URL': 'https://portal.example.com/cases' },
  fetch: { Accept: '*/*', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' },
  'fetch for HTML': { Accept: 'text/html', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' },
  XMLHttpRequest: { Accept: 'text/html', 'X-Requested-With': 'XMLHttpRequest' },
  picture: { Accept: 'image/avif,image/*;q=0.8', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' },
  API: { Accept: 'application/json' },
  curl: { Accept: '*/*', 'User-Agent': 'curl/8.5.0' },
  'nothing said': {},
  WebSocket: { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-Fetch-Mode': 'websocket', Origin: 'https://portal.example.com' },
} satisfies Record<string, Record<string, string>>

const stopped = (asker: keyof typeof ASKERS, path = '/cases/42?tab=1', init: RequestInit = {}) =>
  gatehouse().ask(path, { ...init, headers: { ...ASKERS[asker], ...init.headers } })

const LOGIN = '/auth/login?return_to=%2Fcases%2F42%3Ftab%3D1'
const POST = { method: 'POST', body: 'a=1' }

describe('without a session', () => {
  it.each(['browser', 'text browser'] as const)('a page of a %s is led to log in, and back', async (asker) => {
    const answer = await stopped(asker)
    expect([answer.status, answer.headers.get('Location'), await answer.text()]).toEqual([303, LOGIN, ''])
  })

  it.each(['fetch', 'fetch for HTML', 'XMLHttpRequest', 'picture', 'API', 'curl', 'nothing said', 'WebSocket'] as const)(
    '%s is told, in a problem with the way on',
    async (asker) => {
      const answer = await stopped(asker)
      expect([answer.status, answer.headers.get('Content-Type')]).toEqual([401, 'application/problem+json'])
      expect([answer.headers.get('WWW-Authenticate'), answer.headers.get('HX-Redirect'), answer.headers.get('Location')]).toEqual([
        ...[`Latchkey login="${LOGIN}"`, null, null],
      ])
      expect(await answer.json()).toEqual({
        ...{ type: 'about:blank', title: 'Not signed in', status: 401, login: LOGIN },
        detail: 'There is no session, or it is over. Log in, then ask again.',
      })
    },
  )

  it('htmx is told to leave its page for the login, and to come back to it', async () => {
    const answer = await stopped('htmx')
    expect([answer.status, answer.headers.get('HX-Redirect')]).toEqual([401, '/auth/login?return_to=%2Fcases%3Fopen%3D1'])
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
  })

  it('htmx comes back to where a boosted link leads', async () => {
    expect((await stopped('htmx, boosted')).headers.get('HX-Redirect')).toBe(LOGIN)
  })

  it('HEAD of a page is answered as GET is', async () => {
    const answer = await stopped('browser', '/cases/42?tab=1', { method: 'HEAD' })
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, LOGIN])
  })

  /** L01, L03 */
  it.each(Object.keys(ASKERS) as (keyof typeof ASKERS)[])('no cache keeps what %s is answered', async (asker) => {
    const { headers } = await stopped(asker)
    expect([headers.get('Cache-Control'), headers.get('Vary')]).toEqual(['no-store, private', 'Cookie, HX-Request'])
  })
})

describe('a form that was sent without a session', () => {
  it('is said to be lost, and leads back to its page', async () => {
    const headers = { Referer: 'https://portal.example.com/cases/new?kind=b' }
    const answer = await stopped('browser', '/cases', { ...POST, headers })
    expect([answer.status, answer.headers.get('Location')]).toEqual([
      303,
      '/auth/login?return_to=%2Fcases%2Fnew%3Fkind%3Db&notice=not-sent',
    ])
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('also as %s by htmx', async (method) => {
    const answer = await stopped('htmx', '/cases', { method })
    expect([answer.status, answer.headers.get('HX-Redirect')]).toEqual([401, '/auth/login?return_to=%2Fcases%3Fopen%3D1&notice=not-sent'])
  })

  it('also by htmx, boosted', async () => {
    expect((await stopped('htmx, boosted', '/cases/new', POST)).headers.get('HX-Redirect')).toBe(
      '/auth/login?return_to=%2Fcases&notice=not-sent',
    )
  })

  it.each([
    ['of another site', 'https://evil.example/cases/new'],
    ['of another port', 'https://portal.example.com:8443/cases/new'],
    ['of the same host over http', 'http://portal.example.com/cases/new'],
    ['that is none', 'about:blank'],
    ['that can’t be read', '//'],
    ['of ours, which asks to log in', 'https://portal.example.com/auth/login'],
    ['of ours, in capitals', 'https://portal.example.com/AUTH/login'],
    ['of ours, its first', 'https://portal.example.com/auth'],
  ])('leads to its own address where it came from a page %s', async (_, Referer) => {
    const answer = await stopped('browser', '/cases', { ...POST, headers: { Referer } })
    expect(answer.headers.get('Location')).toBe('/auth/login?return_to=%2Fcases&notice=not-sent')
  })

  it('leads back to a page whose name begins as ours do', async () => {
    const answer = await stopped('browser', '/cases', { ...POST, headers: { Referer: 'https://portal.example.com/authors' } })
    expect(answer.headers.get('Location')).toBe('/auth/login?return_to=%2Fauthors&notice=not-sent')
  })

  it('leads a program to where it was sent from', async () => {
    const answer = await stopped('fetch', '/api/cases', { ...POST, headers: { Referer: 'https://portal.example.com/cases' } })
    expect(await answer.json()).toMatchObject({ login: '/auth/login?return_to=%2Fcases&notice=not-sent' })
  })
})

/** H: whatever an address says stays an address in a parameter. */
it('says nothing of a request anywhere but in return_to, escaped', async () => {
  const answer = await stopped('API', '/a"b?c="\'><script>&return_to=//evil.example#x')
  expect(answer.headers.get('WWW-Authenticate')).toBe(
    'Latchkey login="/auth/login?return_to=%2Fa%2522b%3Fc%3D%2522%2527%253E%253Cscript%253E%26return_to%3D%2F%2Fevil.example"',
  )
})
