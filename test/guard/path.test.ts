import { describe, expect, it } from 'vitest'
import { pathOf } from '../../src/guard/path.ts'
import { gatehouse, ORIGIN } from './gatehouse.ts'

/** K05 */
const AMBIGUOUS = {
  'an encoded slash': ['/public/..%2fadmin', '/public/..%2Fadmin', '/assets%2f..', '/%2fadmin', '/a%2f%2fb', '/a%2f', '/%2F'],
  'encoded dots as raw servers hand them on': ['/%2e%2e/admin', '/a/%2E%2E/b', '/a/.%2e/b', '/a/%2e./b', '/a/%2e/b', '/%2e'],
  'dots as raw servers hand them on': ['/a/../b', '/a/./b', '/..', '/.', '/a/..', '/../../admin'],
  'an escape of an escape': ['/%252e%252e/admin', '/%25%32%65', '/a%252fb', '/a%255cb', '/%25252e', '/%2541dmin', '/a%25u002fb'],
  'two slashes': ['//', '//admin', '/a//b', '/a//', '///'],
  'a backslash': ['/a\\b', '/..\\admin', '/a%5cb', '/a%5C..%5Cb', '/%5c', '/\\admin'],
  'a parameter of a part': ['/admin;x', '/public;/../admin', '/a;jsessionid=1', '/a%3bb', '/;', '/public/..;/admin', '/a%3B'],
  'a control character': ['/%00', '/a%00.css', '/a%0d%0ab', '/a%09', '/a%7f', '/a%1f', '/a%c2%85b', '/a\tb', '/a\nb', '/a\0b'],
  'UTF-8 that is none': [
    '/%c0%af',
    '/%c0%ae%c0%ae/',
    '/%e0%80%af',
    '/%ff',
    '/%ed%a0%80',
    '/%ed%bf%bf',
    '/a%e2%82',
    '/%f5%80%80%80',
    '/%80',
  ],
  'an escape that is none': ['/%', '/%2', '/%zz', '/a%u002fb', '/100%'],
  'characters that are read as others': [
    ...['/a%E2%81%84b', '/..%E2%88%95admin', '/a%E2%88%96b'],
    ...['/%EF%BC%8E%EF%BC%8E/admin', '/a%EF%BC%8Fb', '/%E2%80%A5/admin', '/%E2%80%A4%E2%80%A4/a', '/a%EF%BC%BCb', '/a%EF%BC%9Bb'],
    ...['/%EF%BC%852fadmin', '/a/%E2%80%A6', '/a%E2%84%80b'],
  ],
  'a part of dots and spaces': ['/a/...', '/.../a', '/a/....../b', '/%20', '/a/%20/b', '/a/.%20/b', '/a/%20..', '/a/.%20.', '/a/. /b'],
  'characters that an address writes otherwise': ['/a b', '/ä', '/a\ud800', '/"', '/<a>', '/a^`{}'],
}

describe('an ambiguous address is nobody’s', () => {
  it.each(Object.entries(AMBIGUOUS))('%s', (_, paths) => {
    for (const path of paths) expect([path, pathOf(ORIGIN + path)]).toEqual([path, null])
    for (const path of paths) expect([path, pathOf(`${ORIGIN + path}?x=1#part`)]).toEqual([path, null])
  })

  it.each(['', '/', '/a', 'a', '//', `${ORIGIN}`, 'http://', 'https://[::1', 'http://a/b c', '?', '*', 'portal:443'])('%j', (address) => {
    expect(pathOf(address)).toBeNull()
  })

  it('also where only the part before a query is', () => {
    expect(pathOf(`${ORIGIN}/a/..?x=/b`)).toBeNull()
    expect(pathOf(`${ORIGIN}/a%2fb?x`)).toBeNull()
  })
})

const HONEST = [
  ...[
    '/',
    '/cases',
    '/cases/',
    '/cases/2026-11/42',
    '/%C3%BCbersicht/M%C3%BCnchen',
    '/stra%C3%9Fe',
    '/%E4%B8%AD%E6%96%87',
    '/%F0%9F%A6%84',
  ],
  ...['/a%20b', '/a+b', '/12:30', '/@ines', '/~ines', '/a,b', '/report_(final).pdf', "/o'neill", '/a!b', '/a$b', '/a&b=c', '/a*b', '/a|b'],
  ...['/100%25', '/50%25%20off', '/.well-known/openid-configuration', '/.a', '/..a', '/a..b', '/a.', '/v1.0/x', '/what%3F.pdf', '/%23tag'],
  ...['/half-%C2%BD', '/%EF%AC%81le', '/%41dmin', '/%7Eines', '/favicon.ico', `/${'long-'.repeat(1600)}`, '/cafe%CC%81'],
]

it.each(HONEST)('leaves an honest address as it is: %.60s', (path) => {
  expect(pathOf(ORIGIN + path)).toBe(path)
  expect(pathOf(`${ORIGIN + path}?to=/../%2e//;\\#//`)).toBe(path)
  expect(pathOf(`http://localhost:8787${path}`)).toBe(path)
})

/** K05 */
describe('the guard', () => {
  it('answers 400 to an ambiguous address, whoever asks, and asks nobody', async () => {
    const house = gatehouse({ publicPaths: ['/public/*'] })
    const page = await house.ask('/public/..%2fadmin')
    expect([page.status, page.headers.get('Content-Type')]).toEqual([400, 'text/html; charset=utf-8'])
    expect(await page.text()).toContain('This address can be read in more than one way')
    const program = await house.ask('/public/..%2fadmin', { headers: {} })
    expect([program.status, program.headers.get('Content-Type')]).toEqual([400, 'application/problem+json'])
    expect(await program.json()).toMatchObject({ status: 400, title: 'This address can be read in more than one way' })
    expect([house.seen.length, house.asked.length]).toEqual([0, 0])
  })

  it('forwards the path that it decided on, to the letter', async () => {
    const house = gatehouse({ publicPaths: ['/*'] })
    for (const path of HONEST) await house.ask(`${path}?a=%2e%2e%2f`)
    expect(house.seen.map(({ request }) => request.url)).toEqual(HONEST.map((path) => `${ORIGIN + path}?a=%2e%2e%2f`))
  })
})

/** N08 */
it.each([
  ['dots', `/a${'.'.repeat(16_000)}x`],
  ['dots and spaces', `/a${'.%20'.repeat(4000)}x`],
  ['more than anybody needs', `/${'a'.repeat(17_000)}`],
])('an address of %s is read in no time', (_, path) => {
  const began = performance.now()
  pathOf(`${ORIGIN}${path}`)
  expect(performance.now() - began).toBeLessThan(50)
})
