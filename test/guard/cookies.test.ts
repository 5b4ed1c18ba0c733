import { describe, expect, it } from 'vitest'
import { cookiesOfInes, gatehouse, onlySeen, PAGE, SESSION, signed } from './gatehouse.ts'

const OURS = [
  '__Host-latchkey',
  '__Host-latchkey-pass',
  'latchkey',
  'latchkey-pass',
  '__Secure-latchkey',
  '__host-Latchkey-Flow',
  'LATCHKEY-wave',
]
const OTHERS = [
  'own',
  'latchkeys',
  'my-latchkey',
  'xlatchkey',
  'latchkey_',
  '__Host-own',
  '__Host-my-latchkey',
  'lock.latchkey',
  '__Host--latchkey',
]

/** What the portal sees of a `Cookie` header; null where it sees none. */
async function seenOf(cookie: string): Promise<string | null> {
  const house = gatehouse({ publicPaths: ['/'] })
  await house.ask('/', { cookie })
  return onlySeen(house).request.headers.get('Cookie')
}

/** K11 */
describe('cookies of ours stay between the browser and us', () => {
  it.each(OURS)('%s', async (name) => {
    expect(await seenOf(`a=1; ${name}=secret; b=2`)).toBe('a=1; b=2')
    expect(await seenOf(`${name}=secret`)).toBeNull()
    expect(await seenOf(name)).toBeNull()
  })

  it.each(OTHERS)('and %s, which is none of them, arrives', async (name) => {
    expect(await seenOf(`${name}=1; latchkey=secret`)).toBe(`${name}=1`)
  })

  it.each([
    ['=latchkey=secret', null],
    ['==latchkey=secret; a=1', 'a=1'],
    [' =  latchkey-pass=secret', null],
    ['latchkey =secret', null],
    ['latchkey\t= secret;a=1', 'a=1'],
    [';;latchkey=secret;', null],
    ['a=1;latchkey=secret;b=2', 'a=1; b=2'],
    ['latchkey=one; latchkey=two; a=1; latchkey=three', 'a=1'],
    ['latchkey="quoted; latchkey-pass=secret"; a=1', 'a=1'],
    ['a="latchkey=x"; b=latchkey=secret', 'a="latchkey=x"; b=latchkey=secret'],
    ['a=1=2==; b=; c; "d"="e f"', 'a=1=2==; b=; c; "d"="e f"'],
  ])('%j is %j to the portal', async (cookie, seen) => {
    expect(await seenOf(cookie)).toBe(seen)
  })

  it('also among thousands', async () => {
    const many = Array.from({ length: 3000 }, (_, at) => `c${at}=${at}`)
    expect(await seenOf([...many, 'latchkey=secret', ...many].join('; '))).toBe([...many, ...many].join('; '))
  })

  it('also when they come in headers of their own', async () => {
    const house = gatehouse({ publicPaths: ['/'] })
    const headers = new Headers(PAGE)
    for (const each of ['a=1', '__Host-latchkey=secret', 'b=2; latchkey-pass=secret']) headers.append('Cookie', each)
    await house.ask('/', { headers })
    expect(onlySeen(house).request.headers.get('Cookie')).toBe('a=1; b=2')
  })
})

/** K10 */
describe('the portal can’t set cookies of ours', () => {
  const keptOf = async (...lines: string[]) => {
    const house = gatehouse({ publicPaths: ['/'] })
    house.answers = () => new Response('', { headers: [...lines.map((line): [string, string] => ['Set-Cookie', line]), ['X-Own', '1']] })
    const answer = await house.ask('/')
    expect(answer.headers.get('X-Own')).toBe('1')
    return answer.headers.getSetCookie()
  }

  it.each(OURS)('%s', async (name) => {
    expect(await keptOf(`${name}=forged; Path=/`, 'own=1; Path=/a; Secure', `=${name}=forged`, ` ${name} = forged`, name)).toEqual([
      'own=1; Path=/a; Secure',
    ])
  })

  it('and keeps its own, each in a line of its own, in order', async () => {
    const own = OTHERS.map((name) => `${name}=1; Expires=Thu, 01 Jan 2032 00:00:00 GMT; HttpOnly`)
    expect(await keptOf(...own)).toEqual(own)
  })
})

describe('the session that counts', () => {
  const statusWith = async (cookie: string) => (await gatehouse().ask('/', { cookie })).status

  it('is that of the cookie with the prefix, which no other host can set', async () => {
    expect(await statusWith(await cookiesOfInes())).toBe(200)
    const pass = await signed()
    for (const names of [
      ['latchkey', 'latchkey-pass'],
      ['__Secure-latchkey', '__Host-latchkey-pass'],
      ['__host-latchkey', '__host-latchkey-pass'],
      ['__Host-latchkey', 'latchkey-pass'],
      ['latchkey', '__Host-latchkey-pass'],
    ])
      expect([names, await statusWith(`${names[0]}=${SESSION}.a-secret; ${names[1]}=${pass}`)]).toEqual([names, 303])
  })

  it('is the first of its name, as for everybody else who reads it', async () => {
    const pass = `__Host-latchkey-pass=${await signed()}`
    expect(await statusWith(`__Host-latchkey=${SESSION}.s; __Host-latchkey=another.s; ${pass}`)).toBe(200)
    expect(await statusWith(`__Host-latchkey=another.s; __Host-latchkey=${SESSION}.s; ${pass}`)).toBe(303)
  })

  it('is none that a neighbour set behind a space wider than browsers take for one', async () => {
    const pass = `__Host-latchkey-pass=${await signed()}`
    expect(await statusWith(`\u00a0__Host-latchkey=another.s; __Host-latchkey=${SESSION}.s; ${pass}`)).toBe(200)
  })

  /** N08 */
  it('is looked for in no time, whatever else there is', async () => {
    const began = performance.now()
    await statusWith(`a=,latchkey-${' '.repeat(60_000)}x`)
    expect(performance.now() - began).toBeLessThan(200)
  })

  it('has no prefix on a loopback address, where browsers would not keep it', async () => {
    const origin = 'http://localhost:8787'
    const pass = await signed({ iss: origin, aud: origin })
    const house = gatehouse({ origin })
    expect((await house.ask('/', { cookie: `latchkey=${SESSION}.s; latchkey-pass=${pass}` })).status).toBe(200)
    expect((await house.ask('/', { cookie: `__Host-latchkey=${SESSION}.s; __Host-latchkey-pass=${pass}` })).status).toBe(303)
  })
})
