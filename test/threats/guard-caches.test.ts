import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWays, sendBy, WAYS, type Ways } from '../support/ways.ts'
import { cookieLine, type People, signedInEverywhere, whoAt } from '../support/ways-people.ts'

let ways: Ways
let people: People
beforeAll(async () => {
  ;[ways, people] = await Promise.all([openWays(), signedInEverywhere()])
})
afterAll(() => ways?.close())

/** What a portal says to caches, and what the guard makes of it. */
const ASKED: [asked: string | null, said: string][] = [
  [null, 'private, no-store'],
  ['public, max-age=600', 'private, max-age=600'],
  ['max-age=600, s-maxage=9000, proxy-revalidate', 'private, max-age=600'],
  ['PUBLIC, S-MAXAGE=9000', 'private'],
  ['immutable, max-age=31536000', 'private, immutable, max-age=31536000'],
  ['no-store', 'private, no-store'],
]
/** Addresses that a cache would take for files. */
const FILES = ['/cases/page.css', '/page.js', '/echo/page.css', '/echo/avatar.png', '/echo/page?x=1', '/favicon.ico', '/robots.txt']

/** A proxy that only asks keeps to what the portal says itself. */
describe.each(WAYS.filter((name) => name !== 'forward auth'))('what somebody sees who is signed in, by %s', (name) => {
  const signedInLine = () => cookieLine(whoAt(people, ways.named(name).stack))

  /** L01 */
  it('is kept by no cache that others share, whatever the portal says', async () => {
    for (const [asked, said] of ASKED) {
      const shared = { 'CDN-Cache-Control': 'max-age=99', 'Cloudflare-CDN-Cache-Control': 'max-age=99', 'Surrogate-Control': 'max-age=99' }
      const query = new URLSearchParams({ ...(asked !== null && { 'Cache-Control': asked }), ...shared })
      const { answer } = await sendBy(ways.named(name), { target: `/echo/headers?${query}`, lines: [signedInLine()] })
      expect(answer?.headers['cache-control']).toEqual([said])
      for (const each of Object.keys(shared)) expect(answer?.headers[each.toLowerCase()]).toBeUndefined()
    }
  })

  /** L01: nor on a public page, whose portal may greet by name. */
  it('is nobody else’s on a public page either', async () => {
    const target = '/echo/public/page'
    const { answer } = await sendBy(ways.named(name), { target, lines: [signedInLine()] })
    expect(answer?.headers['cache-control']).toEqual(['private, no-store'])
  })
})

describe.each(WAYS)('after somebody who is signed in, by %s', (name) => {
  /** L01 */
  it.each(FILES)('a stranger who asks for %s sees nothing of it', async (target) => {
    const way = ways.named(name)
    const mine = await sendBy(way, { target, lines: [cookieLine(whoAt(people, way.stack)), 'Accept: text/html'] })
    expect(mine.asked).toHaveLength(1)
    expect(mine.answer?.headers['cache-control']?.join() ?? 'private').toContain('private')
    for (const accept of ['text/html', 'text/css', 'image/png', '*/*']) {
      const { answer, asked } = await sendBy(way, { target, lines: [`Accept: ${accept}`, 'Sec-Fetch-Mode: no-cors'] })
      expect([answer?.status, asked]).toEqual([401, []])
      expect(answer?.body).not.toContain(whoAt(people, way.stack).person.username)
    }
    const page = await sendBy(way, { target, lines: ['Accept: text/html'] })
    expect([page.answer?.status, page.asked]).toEqual([name === 'forward auth' ? 401 : 303, []])
  })
})

describe.each(WAYS)('what a stranger is answered, by %s', (name) => {
  const POISON = [
    ...[
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-Scheme: http',
      'X-Forwarded-Proto: gopher',
      'X-Forwarded-Port: 444',
      'X-Host: evil.example',
    ],
    ...[
      'X-Forwarded-Server: evil.example',
      'X-HTTP-Host-Override: evil.example',
      'Forwarded: host=evil.example',
      'X-Forwarded-Prefix: //evil.example',
    ],
    ...[
      'X-Original-URL: //evil.example',
      'Referer: https://evil.example/form',
      'Origin: https://evil.example',
      'HX-Current-URL: https://evil.example/x',
    ],
    ...['X-Forwarded-Uri: //evil.example', 'HX-Target: evil.example', 'HX-Prompt: evil.example'],
  ]

  /** L02 */
  it('repeats nothing of what they say in headers, and leads nowhere else', async () => {
    for (const asker of ['Accept: text/html', 'HX-Request: true', 'Sec-Fetch-Mode: cors', 'HX-Request: true\r\nHX-Boosted: true']) {
      for (const method of ['GET', 'POST']) {
        const { answer, asked } = await sendBy(ways.named(name), {
          target: '/echo/page',
          method,
          lines: [asker, ...POISON, 'Content-Length: 0'],
        })
        expect(asked).toEqual([])
        expect(JSON.stringify(answer)).not.toMatch(/evil|gopher|444/)
        const led = ['location', 'hx-redirect', 'latchkey-location', 'www-authenticate'].flatMap((each) => answer?.headers[each] ?? [])
        for (const each of led) expect(each).toMatch(/^(Latchkey login=")?\/auth\/login\?return_to=%2Fecho%2Fpage/)
        // A proxy that only asks is told where pages are led, and of everything else that it is stopped.
        expect(led.length > 0).toBe(name !== 'forward auth' || asker === 'Accept: text/html')
      }
    }
  })
})

describe.each(WAYS.filter((name) => name !== 'forward auth'))('what somebody is answered in place of the portal, by %s', (name) => {
  /** L03, L01: a page and a part of it, and somebody with and without a session, share an address. */
  it('is kept nowhere, and varies with what it was made from', async () => {
    for (const [asker, target] of [
      ['Accept: text/html', '/echo/page'],
      ['HX-Request: true', '/echo/page'],
      ['Sec-Fetch-Mode: cors', '/echo/page'],
      ['Accept: application/json', '/echo/public/..%2fpage'],
    ] as const) {
      const { answer } = await sendBy(ways.named(name), { target, lines: [asker] })
      expect([300, 400].some((from) => (answer?.status ?? 0) >= from && (answer?.status ?? 0) < from + 100)).toBe(true)
      expect(answer?.headers['cache-control']).toEqual(['no-store, private'])
      const vary = answer?.headers.vary?.join(', ') ?? ''
      for (const each of ['HX-Request', 'Cookie']) expect(`${target} ${asker}: ${vary}`).toContain(each)
    }
  })
})
