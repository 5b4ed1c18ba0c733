import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askedOf } from '../support/front.ts'
import { parsed, rawBytes } from '../support/raw.ts'
import { newTrace, openWays, sendBy, WAYS, type Ways } from '../support/ways.ts'
import { cookieLine, type People, peopleIn, signedInEverywhere, valuesOf, whoAt } from '../support/ways-people.ts'

/** A request within the body of another: whoever measures the body by the other rule sees two. `T` is where its trace stands. */
const INNER = 'GET /echo/vault?T HTTP/1.1\r\nHost: localhost\r\nLatchkey-Pass: forged\r\n\r\n'
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`
const END = '0\r\n\r\n'

/** K08: each with the lines of its framing and what follows them. */
const FRAMINGS: Record<string, { lines: string[]; body: string }> = {
  'a length and chunks': { lines: [`Content-Length: ${END.length + INNER.length}`, 'Transfer-Encoding: chunked'], body: END + INNER },
  'chunks and a length': { lines: ['Transfer-Encoding: chunked', 'Content-Length: 4'], body: `${chunk(INNER)}${END}` },
  'two lengths': { lines: ['Content-Length: 0', `Content-Length: ${INNER.length}`], body: INNER },
  'two lengths, the greater first': { lines: [`Content-Length: ${INNER.length}`, 'Content-Length: 0'], body: INNER },
  'two lengths in a line': { lines: [`Content-Length: 0, ${INNER.length}`], body: INNER },
  'the same length twice': { lines: ['Content-Length: 5', 'Content-Length: 5'], body: `hello${INNER}` },
  'a length with a sign': { lines: ['Content-Length: +0'], body: INNER },
  'a length below zero': { lines: ['Content-Length: -1'], body: INNER },
  'a length in hexadecimal': { lines: [`Content-Length: 0x${INNER.length.toString(16)}`], body: INNER },
  'a length with a space before the colon': { lines: [`Content-Length : ${INNER.length}`], body: INNER },
  'a length with a tab before the colon': { lines: [`Content-Length\t: ${INNER.length}`], body: INNER },
  'a length with an underscore': { lines: [`Content_Length: ${INNER.length}`], body: INNER },
  'a length that overflows': { lines: ['Content-Length: 18446744073709551616'], body: INNER },
  'a folded length': { lines: ['Content-Length:\r\n 0'], body: INNER },
  'chunks with a space before the colon': { lines: ['Transfer-Encoding : chunked', 'Content-Length: 5'], body: END + INNER },
  'chunks with a tab': { lines: ['Transfer-Encoding:\tchunked', 'Content-Length: 5'], body: END + INNER },
  'folded chunks': { lines: ['Transfer-Encoding:\r\n chunked', 'Content-Length: 5'], body: END + INNER },
  'chunks that are not the last encoding': { lines: ['Transfer-Encoding: chunked, identity', 'Content-Length: 5'], body: END + INNER },
  'chunks twice': { lines: ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity', 'Content-Length: 5'], body: END + INNER },
  'an encoding that is none': { lines: ['Transfer-Encoding: xchunked', 'Content-Length: 5'], body: END + INNER },
  'an encoding in quotes': { lines: ['Transfer-Encoding: "chunked"', 'Content-Length: 5'], body: END + INNER },
  'an encoding after a vertical tab': { lines: ['Transfer-Encoding: \x0bchunked', 'Content-Length: 5'], body: END + INNER },
  'an encoding behind a bare line feed': { lines: ['Accept: a\nTransfer-Encoding: chunked', 'Content-Length: 5'], body: END + INNER },
  'a chunk with a sign': { lines: ['Transfer-Encoding: chunked'], body: `+0\r\n\r\n${INNER}` },
  'a chunk in 0x': { lines: ['Transfer-Encoding: chunked'], body: `0x0\r\n\r\n${INNER}` },
  'a chunk with an extension over a line feed': { lines: ['Transfer-Encoding: chunked'], body: `0;a\n\r\n\r\n${INNER}` },
  'a chunk that ends in bare line feeds': { lines: ['Transfer-Encoding: chunked'], body: `0\n\n${INNER}` },
  'a chunk that overflows': { lines: ['Transfer-Encoding: chunked'], body: `10000000000000000\r\n${INNER}` },
  'a body after a GET': { lines: [], body: INNER },
  'an upgrade and a request behind it': { lines: ['Connection: Upgrade', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'], body: INNER },
  'a socket and a request behind it': {
    lines: ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 777', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='],
    body: INNER,
  },
  'an expectation': { lines: ['Expect: 100-continue', 'Content-Length: 0'], body: INNER },
}

/** K06: names of hosts that some program may take for ours. `H` is ours. */
const HOSTS = [
  ...['evil.example', 'evil.example:80', 'H.evil.example', 'H@evil.example', 'evil.example@H', 'H:80', 'H.', 'H:', 'H, evil.example'],
  ...[
    'evil.example, H',
    'H evil.example',
    'H/../evil.example',
    'H#',
    'H?',
    'localhost',
    'localhost:1',
    '127.0.0.1',
    '[::1]',
    '',
    ' ',
    '%6cocalhost',
  ],
]

let ways: Ways
let people: People
beforeAll(async () => {
  ;[ways, people] = await Promise.all([openWays(), signedInEverywhere()])
})
afterAll(() => ways?.close())

describe.each(WAYS)('by %s', (name) => {
  /** K08: no request within another reaches the portal, and no such body is taken for another than it is. */
  it.each(Object.entries(FRAMINGS))('%s brings no second request to the portal', async (_, { lines, body }) => {
    const way = ways.named(name)
    for (const method of ['POST', 'GET']) {
      const [trace, host] = [newTrace(), new URL(way.stack.origin).host]
      const last = `GET /echo/health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`
      const text = [
        `${method} /echo/public/page HTTP/1.1`,
        `Host: ${host}`,
        `Trace: ${trace}`,
        ...lines,
        '',
        body.replace('?T', `?${trace}`) + last,
      ].join('\r\n')
      const said = await rawBytes(way.origin, text, { until: 'closed', patience: 400 })
      const asked = await askedOf(way.stack, trace)
      expect(asked.filter(({ url }) => !url.startsWith('/echo/public/'))).toEqual([])
      for (const each of asked) expect(valuesOf(each, 'latchkey-pass')).toEqual([])
      expect(asked.length).toBeLessThanOrEqual(1)
      if (asked.length === 0) expect(parsed(said)?.status ?? 400).toBeGreaterThanOrEqual(300)
    }
  })

  it('whoever asks first whether to go on is heard', async () => {
    const way = ways.named(name)
    const lines = ['Expect: 100-continue', 'Content-Length: 5', cookieLine(whoAt(people, way.stack))]
    const { answer, asked } = await sendBy(way, { method: 'POST', target: '/echo/any', lines, body: 'hello' })
    expect([answer?.status, asked.length]).toEqual([200, 1])
    expect(answer?.body).toContain('"body":"hello"')
  })

  it('two requests on one connection are judged one by one', async () => {
    const way = ways.named(name)
    const [trace, host, who] = [newTrace(), new URL(way.stack.origin).host, whoAt(people, way.stack)]
    const one = (path: string, line: string) =>
      `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nTrace: ${trace}\r\nAccept: text/html\r\n${line}\r\n\r\n`
    const text =
      one('/echo/first', cookieLine(who)) +
      one('/echo/second', 'Accept-Language: en') +
      one('/echo/third', `${cookieLine(who)}\r\nConnection: close`)
    await rawBytes(way.origin, text, { until: 'closed' })
    const asked = await askedOf(way.stack, trace)
    expect(asked.map(({ url }) => url).sort()).toEqual(['/echo/first', '/echo/third'])
    expect(await Promise.all(asked.map((each) => peopleIn(each, way.stack)))).toEqual([[who.person.username], [who.person.username]])
  })

  /** K06, L02: the portal hears of one host, ours, and no answer leads to another. */
  it.each(HOSTS)('the host %j is ours or nobody’s', async (written) => {
    const way = ways.named(name)
    const ours = new URL(way.stack.origin).host
    const host = written.replace('H', ours)
    for (const line of [cookieLine(whoAt(people, way.stack)), 'Accept: text/html']) {
      const { answer, asked } = await sendBy(way, {
        target: '/echo/page',
        host,
        lines: [line, 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: gopher'],
      })
      for (const each of asked) {
        expect(valuesOf(each, 'x-forwarded-host')).toEqual([ours])
        expect(valuesOf(each, 'x-forwarded-proto')).toEqual(['http'])
        expect(line).toContain('Cookie')
      }
      const led = [answer?.headers.location, answer?.headers['latchkey-location'], answer?.headers['www-authenticate']].flat().join(' ')
      expect(`${led} ${answer?.body}`).not.toMatch(/(\/\/|@)[^/ ]*evil\.example|gopher/)
    }
  })

  it('two hosts, and none, are ours or nobody’s', async () => {
    const way = ways.named(name)
    const line = cookieLine(whoAt(people, way.stack))
    const trace = newTrace()
    const ours = new URL(way.stack.origin).host
    for (const hosts of [
      `Host: ${ours}\r\nHost: evil.example`,
      `Host: evil.example\r\nHost: ${ours}`,
      `Host:\r\n ${ours}`,
      'Accept: a',
      `X: y\nHost: ${ours}`,
    ])
      await rawBytes(way.origin, `GET /echo/page HTTP/1.1\r\n${hosts}\r\nTrace: ${trace}\r\n${line}\r\nConnection: close\r\n\r\n`, {
        patience: 1000,
      })
    for (const each of await askedOf(way.stack, trace)) expect(valuesOf(each, 'x-forwarded-host')).toEqual([ours])
  })
})
