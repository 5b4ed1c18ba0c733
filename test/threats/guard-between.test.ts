import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWays, sendBy, WAYS, type Ways } from '../support/ways.ts'
import { cookieLine, type People, signedInEverywhere, valuesOf, whoAt } from '../support/ways-people.ts'

let ways: Ways
let people: People
beforeAll(async () => {
  ;[ways, people] = await Promise.all([openWays(), signedInEverywhere()])
})
afterAll(() => ways?.close())

/** A proxy that only asks hands on what the portal answers as it is. */
describe.each(WAYS.filter((name) => name !== 'forward auth'))('a portal, by %s', (name) => {
  /** K10 */
  it('sets cookies of its own, and none of ours', async () => {
    const way = ways.named(name)
    const set = [
      'latchkey=x',
      '__Host-latchkey=x; Secure; Path=/',
      'Latchkey-Pass=x',
      '=latchkey=x',
      ' latchkey-flow =x',
      '__Secure-latchkey-a=x',
    ]
    const query = new URLSearchParams([...set, 'theme=dark; Path=/', 'my-latchkey=7'].map((each) => ['set', each]))
    const { answer } = await sendBy(way, { target: `/echo/cookies?${query}`, lines: [cookieLine(whoAt(people, way.stack))] })
    expect(answer?.headers['set-cookie']).toEqual(['theme=dark; Path=/', 'my-latchkey=7'])
  })

  it('tells nobody but the guard what is for the guard', async () => {
    const way = ways.named(name)
    const query = new URLSearchParams({ 'Latchkey-Pass': 'x', 'latchkey-facility': 'Warned House', 'X-Own': 'kept' })
    const { answer } = await sendBy(way, { target: `/echo/headers?${query}`, lines: [cookieLine(whoAt(people, way.stack))] })
    expect(Object.keys(answer?.headers ?? {}).filter((each) => each.startsWith('latchkey'))).toEqual([])
    expect(answer?.headers['x-own']).toEqual(['kept'])
  })
})

/** K03 */
describe.each(['gateway on workerd', 'gateway on Deno'] as const)('the address of whoever asks, by %s', (name) => {
  const addressSeen = async (lines: string[], from: string) => {
    const way = ways.named(name)
    const { asked } = await sendBy(way, { target: '/echo/page', lines: [...lines, cookieLine(whoAt(people, way.stack))] }, { from })
    return asked.map((each) => valuesOf(each, 'x-forwarded-for'))
  }
  // Cloudflare says who is connected; the local runtime says 127.0.0.1 of everybody, and lets whoever says so be somebody else.
  const peer = (address: string) => (name === 'gateway on workerd' ? [`CF-Connecting-IP: ${address}`] : [])

  it('is that of the connection, whatever a client says', async () => {
    const lines = ['X-Forwarded-For: 203.0.113.9', 'X-Real-IP: 203.0.113.9', 'Forwarded: for=203.0.113.9', 'True-Client-IP: 203.0.113.9']
    expect(await addressSeen(lines, '127.0.0.1')).toEqual([['127.0.0.1']])
  })

  it('is what a hop of ours says, and of what it was told only the last', async () => {
    const hop = peer('127.0.0.2')
    expect(await addressSeen([...hop, 'X-Forwarded-For: 203.0.113.9'], '127.0.0.2')).toEqual([['203.0.113.9']])
    expect(await addressSeen([...hop, 'X-Forwarded-For: 198.51.100.1, 203.0.113.9, 127.0.0.2'], '127.0.0.2')).toEqual([['203.0.113.9']])
    expect(await addressSeen([...hop, 'X-Forwarded-For: nonsense'], '127.0.0.2')).toEqual([['127.0.0.2']])
  })
})
