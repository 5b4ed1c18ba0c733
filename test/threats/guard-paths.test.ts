import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWays, sendBy, WAYS, type Ways } from '../support/ways.ts'
import { isPublic } from '../support/ways-readings.ts'

/** What a stranger writes into a request line, to come by a public path to one that is not. The ports of hosts don't matter. */
const TRICKS = [
  '/echo/public/../vault',
  '/echo/public/./../vault',
  '/echo/public/x/../../vault',
  '/echo/public/..%2fvault',
  '/echo/public/..%2Fvault',
  '/echo/public/%2e%2e/vault',
  '/echo/public/.%2e/vault',
  '/echo/public/%2e%2e%2fvault',
  '/echo/public%2f..%2fvault',
  '/echo/public/%252e%252e/vault',
  '/echo/public/%252e%252e%252fvault',
  '/echo/public/%25%32%65%25%32%65/vault',
  '/echo/public/..%5cvault',
  '/echo/public/..\\vault',
  '/echo/public\\..\\vault',
  '/echo/public/..;/vault',
  '/echo/public/..;x=1/vault',
  '/echo/public;/../vault',
  '/echo/public/;/../../vault',
  '/echo/public/%3b/..%3b/vault',
  '/echo/public//../vault',
  '//echo/public/../vault',
  '/echo//public/../vault',
  '/echo/public/..//vault',
  '/echo/public/%c0%ae%c0%ae/vault',
  '/echo/public/%e0%80%ae%e0%80%ae/vault',
  '/echo/public/..%c0%afvault',
  '/echo/public/..%00/vault',
  '/echo/public/%00/../vault',
  '/echo/public/..%09/vault',
  '/echo/public/..%0a/vault',
  '/echo/public/..%20/vault',
  '/echo/public/.. /vault',
  '/echo/public/..\t/vault',
  '/echo/public/..../vault',
  '/echo/public/%ef%bc%8e%ef%bc%8e/vault',
  '/echo/public/..%ef%bc%8fvault',
  '/echo/public/..%e2%88%95vault',
  '/echo/public/\xc0\xae\xc0\xae/vault',
  '/echo/public/\xef\xbc\x8e\xef\xbc\x8e/vault',
  '/echo/publicvault',
  '/echo/public.html',
  '/echo/public.',
  '/echo/public%2e',
  '/echo/public%20',
  '/echo/PUBLIC/page',
  '/echo/Public/page',
  '/ECHO/public/page',
  '/echo/public%2fpage',
  '/echo%2fpublic/page',
  '/%65cho/vault',
  '/echo/healthz',
  '/echo/health/vault',
  '/echo/health/../vault',
  '/echo/health%2f..%2fvault',
  '/echo/health;/vault',
  '/echo/health%3f/../vault',
  '/echo/health%23/../vault',
  '/echo/public#/../vault',
  '/echo/public/#/../../vault',
  '/echo/vault?/echo/public/',
  '/echo/vault#/echo/public/',
  '/echo/vault?next=/../public/x',
  '/echo/vault;/../public/x',
  '/echo/vault/..;/public/x',
  '/echo/vault%3f/../public/x',
  '/echo/vault/%2e%2e/public/x',
  'http://localhost/echo/public/../vault',
  'http://localhost/echo/vault',
  'http://evil.example/echo/public/../vault',
  'http://evil.example/echo/vault',
  'http:///echo/public/../vault',
  'http:/echo/public/../vault',
  'https://localhost/echo/vault',
  'http://localhost@evil.example/echo/vault',
  'file:///echo/public/../vault',
  'echo/public/../vault',
  '*',
  '?/echo/public/',
  '#/echo/public/',
  '/auth/../echo/vault',
  '/auth/..%2fecho/vault',
  '/auth/jwks.json/../../echo/vault',
  '/auth/../auth/../echo/vault',
]

/** What two programs may read as two paths, wherever both of them lead. */
const AMBIGUOUS = [
  ...['/echo/public/a%2fb', '/echo/public/a%2Fb', '/echo/public/a%5cb', '/echo/public/a;b', '/echo/public/a%3bb', '/echo/public//a'],
  ...['/echo/public/%252e', '/echo/public/a%2525', '/echo/public/a%00b', '/echo/public/%ff', '/echo/public/a/...', '/echo/public/a%0ab'],
]

/** Headers that tell a server to take another path than that of the request. */
const REWRITES = ['X-Original-URL', 'X-Rewrite-URL', 'X-Forwarded-Uri', 'X-Forwarded-Path', 'X-Forwarded-Prefix', 'X-Accel-Redirect']

let ways: Ways
beforeAll(async () => {
  ways = await openWays()
})
afterAll(() => ways?.close())

describe.each(WAYS)('a stranger, by %s', (name) => {
  it('reaches what is public', async () => {
    for (const target of ['/echo/public', '/echo/public/page', '/echo/public/a%20b/c.css?x=/../vault', '/echo/health']) {
      const { answer, asked } = await sendBy(ways.named(name), { target })
      expect([answer?.status, asked.map(({ url }) => url)], target).toEqual([200, [target]])
    }
  })

  /** K05: the path that is decided on is the one that is forwarded, and no way to read it leads out of what is public. */
  it.each(TRICKS)('reaches nothing else by %j', async (target) => {
    const { answer, asked } = await sendBy(ways.named(name), { target, lines: ['Accept: text/html'] })
    for (const { url } of asked) expect(isPublic(url), url).toBe(true)
    if (asked.length === 0) expect(answer?.status ?? 400).toBeGreaterThanOrEqual(300)
  })

  /** K05 */
  it.each(AMBIGUOUS)('is told that %j can’t be read, and the portal is not asked', async (target) => {
    const { answer, asked } = await sendBy(ways.named(name), { target })
    // nginx takes 401 and 403 for a no, and nothing else.
    expect([answer?.status, asked]).toEqual([name === 'forward auth' ? 403 : 400, []])
  })

  /** K04 */
  it.each(REWRITES)('reaches nothing else by a header %s', async (header) => {
    for (const [target, rewrite] of [
      ['/echo/vault', '/echo/public/page'],
      ['/echo/vault', '/echo/health'],
      ['/echo/public/page', '/echo/vault'],
    ] as const) {
      const lines = [
        'Accept: text/html',
        `${header}: ${rewrite}`,
        `${header.replaceAll('-', '_')}: ${rewrite}`,
        'X-HTTP-Method-Override: GET',
      ]
      for (const method of ['GET', 'POST', 'HEAD', 'OPTIONS']) {
        const { asked } = await sendBy(ways.named(name), {
          target,
          method,
          lines: [...lines, 'X-Forwarded-Method: OPTIONS', 'Content-Length: 0'],
        })
        for (const each of asked) expect([each.method, each.url]).toEqual([method, '/echo/public/page'])
        if (target === '/echo/vault') expect(asked).toEqual([])
      }
    }
  })

  /** K04 */
  it.each(['CONNECT', 'TRACE', 'TRACK', 'PROPFIND', 'get', 'PUBLIC', 'PURGE'])('reaches nothing else by the method %s', async (method) => {
    const { asked } = await sendBy(ways.named(name), { target: '/echo/vault', method, lines: ['Accept: text/html'] })
    expect(asked).toEqual([])
  })
})
