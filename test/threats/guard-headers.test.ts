import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWays, sendBy, WAYS, type Ways } from '../support/ways.ts'
import { cookieLine, linesOf, type People, peopleIn, signedInEverywhere, valuesOf, whoAt } from '../support/ways-people.ts'

/** What the guard alone may say; even a proxy that only asks it says nothing else. */
const OURS = ['Latchkey-Pass', 'Latchkey-Rollout', 'X-Forwarded-Host', 'X-Forwarded-Proto']
/** By which portals behind other products are told who somebody is, and whence a request comes. A proxy of one's own takes these away itself. */
const OTHERS = [
  ...['Remote-User', 'X-Remote-User', 'X-User', 'X-User-Id', 'X-User-Email', 'X-Username', 'X-Email', 'X-Groups', 'X-Role', 'X-Roles'],
  ...['X-Auth', 'X-Auth-User', 'X-Auth-Request-User', 'X-Auth-Request-Email', 'X-Auth-Request-Groups', 'X-Auth-Token', 'X-Login'],
  ...['X-Forwarded-User', 'X-Forwarded-Email', 'X-Forwarded-Groups', 'X-Forwarded-Preferred-Username', 'X-Forwarded-Access-Token'],
  ...['X-Authenticated-User', 'X-Authentik-Username', 'X-WebAuth-User', 'X-Pomerium-Jwt-Assertion', 'X-Vouch-User', 'X-Consumer-Username'],
  ...['X-MS-Client-Principal', 'X-MS-Client-Principal-Name', 'X-MS-Token-AAD-Id-Token', 'X-Goog-Authenticated-User-Email'],
  ...['X-Goog-IAP-JWT-Assertion', 'X-Amzn-Oidc-Identity', 'X-Amzn-Oidc-Data', 'Cf-Access-Jwt-Assertion', 'OIDC-Claim-Sub', 'Mellon-Name'],
  ...['Shib-Identity-Provider', 'SM-User', 'IV-User', 'X-SSL-Client-Cert', 'SSL-Client-S-DN', 'X-Client-Cert', 'X-Latchkey-Pass'],
  ...['Latchkey-Facility', 'Latchkey-Guard-Key', 'Latchkey-User', 'Latchkey', 'X-Latchkey'],
  ...[
    'X-Forwarded-For',
    'X-Real-IP',
    'X-Client-IP',
    'Forwarded',
    'True-Client-IP',
    'X-Cluster-Client-IP',
    'Fastly-Client-IP',
    'X-Originating-IP',
  ],
  ...['X-Original-URL', 'X-Rewrite-URL', 'X-Forwarded-Uri', 'X-Forwarded-Method', 'X-Forwarded-Scheme', 'X-Forwarded-Port', 'X-Host'],
]

const SPELLINGS: Record<string, (name: string) => string> = {
  'as they are': (name) => name,
  'in capitals': (name) => name.toUpperCase(),
  'in small letters': (name) => name.toLowerCase(),
  'with underscores': (name) => name.replaceAll('-', '_'),
  'with one underscore': (name) => name.replace('-', '_'),
  'with dots': (name) => name.replaceAll('-', '.'),
}
/** Of which a proxy that is told the names, as they are, knows nothing. */
const STRANGE: typeof SPELLINGS = {
  'with two hyphens': (name) => name.replaceAll('-', '--'),
  'with a tail': (name) => `${name}-`,
}

/** Lines that two programs part into names and values in two ways. */
const LINES = [
  'Latchkey-Pass : forged',
  'Latchkey-Pass\t: forged',
  ' Latchkey-Pass: forged',
  'Accept: a\n Latchkey-Pass: forged',
  'Accept: a\r\n Latchkey-Pass: forged',
  'Accept: a\nLatchkey-Pass: forged',
  'Accept: a\rLatchkey-Pass: forged',
  'Accept: a\r\r\nLatchkey-Pass: forged',
  'Accept: a\0\r\nLatchkey-Pass: forged',
  'Latchkey-Pass:forged\r\nLatchkey-Pass: forged',
  'Latchkey-Pass:\r\n forged',
  'Latchkey\u00adPass: forged',
  'Latchkey-Pass\0: forged',
  'Latchkey-Pass\xa0: forged',
  '\xefLatchkey-Pass: forged',
  ': forged\r\nLatchkey-Pass: forged',
  'Connection: keep-alive, Latchkey-Pass\r\nLatchkey-Pass: forged',
  'Connection: Latchkey-Pass',
  'Connection: close, X-Forwarded-For, X-Forwarded-Host, Cookie, Latchkey_Pass',
  'Proxy-Connection: Latchkey-Pass',
  'Keep-Alive: Latchkey-Pass',
  'TE: trailers\r\nTrailer: Latchkey-Pass',
]

/** Some servers take no more than 100 lines. */
const AT_ONCE = 40

let ways: Ways
let people: People
beforeAll(async () => {
  ;[ways, people] = await Promise.all([openWays(), signedInEverywhere()])
})
afterAll(() => ways?.close())

describe.each(WAYS)('whoever is signed in, by %s', (name) => {
  const send = async (lines: string[], more: { method?: string; body?: string } = {}) => {
    const way = ways.named(name)
    const who = whoAt(people, way.stack)
    const heard = await sendBy(way, { target: '/echo/page', lines: [...lines, cookieLine(who, 'theme=dark', 'cart=7')], ...more })
    return { ...heard, who: who.person.username, stack: way.stack }
  }
  const names = name === 'forward auth' ? OURS : [...OURS, ...OTHERS]

  const spellings = Object.entries(name === 'forward auth' ? SPELLINGS : { ...SPELLINGS, ...STRANGE })

  /** K01, K03, K04 */
  it.each(spellings)('says nothing of who they are, and where they come from, by headers %s', async (_, spelled) => {
    for (let at = 0; at < names.length; at += AT_ONCE) {
      const lines = names.slice(at, at + AT_ONCE).flatMap((each) => [`${spelled(each)}: forged`, `${spelled(each)}: forged too`])
      const { answer, asked, who, stack } = await send(lines)
      expect([answer?.status, asked.length]).toEqual([200, 1])
      for (const each of asked) {
        expect(linesOf(each).filter(([, value]) => value.includes('forged'))).toEqual([])
        expect(await peopleIn(each, stack)).toEqual([who])
      }
    }
  })

  /** K01: the portal hears nothing, or what the guard says. */
  it.each(LINES)('is who they are in spite of the line %j', async (line) => {
    const { answer, asked, who, stack } = await send([line])
    for (const each of asked) {
      expect(await peopleIn(each, stack)).toEqual([who])
      expect(valuesOf(each, 'x-forwarded-host')).toEqual([new URL(stack.origin).host])
    }
    if (asked.length === 0) expect(answer?.status ?? 400).toBe(400)
  })

  /** K01: what comes behind a body is a header too, for whoever reads it so. */
  it('says nothing by a trailer', async () => {
    const body = '5\r\nhello\r\n0\r\nLatchkey-Pass: forged\r\nX-User: forged\r\n\r\n'
    const { asked, who, stack } = await send(['Transfer-Encoding: chunked', 'Trailer: Latchkey-Pass, X-User'], { method: 'POST', body })
    for (const each of asked) {
      expect(await peopleIn(each, stack)).toEqual([who])
      expect(each.rawHeaders).not.toContain('forged')
    }
  })

  /** K11 */
  it('keeps their session to themselves: the portal sees its own cookies alone', async () => {
    const way = ways.named(name)
    const who = whoAt(people, way.stack)
    const secrets = ['latchkey', 'latchkey-pass'].map((each) => who.visitor.cookies.get(each) ?? '')
    expect(secrets.every((each) => each.length > 20)).toBe(true)
    for (const [before, after] of [
      ['theme=dark', 'cart=7'],
      ['theme=dark; __Host-latchkey=forged; latchkey-flow=forged; __Secure-latchkey-x=forged', 'LATCHKEY=forged; cart=7'],
      ['theme=dark; =latchkey=forged; = latchkey-pass=forged', ' latchkey = forged;; cart=7'],
      ['theme=dark\r\nCookie: latchkey-login=forged', 'latchkey-browser="forged; cart=7'],
    ]) {
      const { answer, asked } = await sendBy(way, { target: '/echo/page', lines: [cookieLine(who, before, after)] })
      const [first] = asked
      expect([answer?.status, asked.length], before).toEqual([200, 1])
      if (!first) throw new Error('nothing was asked')
      expect(valuesOf(first, 'cookie').join('; ').split('; ').sort()).toEqual(['cart=7', 'theme=dark'])
      const [session = ''] = secrets
      expect(
        linesOf(first).filter(([each, value]) => value.includes(session) || (value.includes(secrets[1] ?? '') && each !== 'latchkey-pass')),
      ).toEqual([])
    }
  })

  it('is not somebody else by a pass of theirs, nor by one that is made up', async () => {
    const way = ways.named(name)
    const who = whoAt(people, way.stack)
    const session = `latchkey=${who.visitor.cookies.get('latchkey')}`
    const other = whoAt(people, way.stack) === people.deno ? people.workerd : people.deno
    const made = [
      other.visitor.cookies.get('latchkey-pass') ?? '',
      'forged',
      `${(who.visitor.cookies.get('latchkey-pass') ?? '').slice(0, -8)}AAAAAAAA`,
    ]
    for (const pass of made) {
      const { asked } = await sendBy(way, { target: '/echo/page', lines: [`Cookie: ${session}; latchkey-pass=${pass}`] })
      expect(await Promise.all(asked.map((each) => peopleIn(each, way.stack)))).toEqual([[who.person.username]])
      const alone = await sendBy(way, { target: '/echo/page', lines: [`Cookie: latchkey-pass=${pass}`] })
      expect(alone.asked).toEqual([])
    }
    const withoutSession = await sendBy(way, {
      target: '/echo/page',
      lines: [`Cookie: latchkey-pass=${who.visitor.cookies.get('latchkey-pass')}`],
    })
    expect(withoutSession.asked).toEqual([])
  })
})
