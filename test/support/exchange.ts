import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const LIMIT = 60_000

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** The body as it came over the wire. */
  bytes: number
  /** When the whole answer was in, in milliseconds since 1970. */
  at: number
}

export interface Question {
  method?: string
  headers?: OutgoingHttpHeaders
  body?: string | Buffer
}

/** One HTTP request with exactly these headers: `fetch` would add its own, and rewrite Sec-Fetch-Mode. Redirects are not followed. */
export function exchange(url: string | URL, { method = 'GET', headers = {}, body }: Question = {}): Promise<Answer> {
  return new Promise((settle, fail) => {
    const sent = request(url, { method, headers: { ...headers, ...lengthOf(body) }, agent, timeout: LIMIT }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part) => parts.push(part))
      answer.on('error', fail)
      answer.on('end', () => {
        const raw = Buffer.concat(parts)
        const text = decoded(raw, answer.headers['content-encoding']).toString()
        settle({ status: answer.statusCode ?? 0, headers: answer.headers, text, bytes: raw.length, at: Date.now() })
      })
    })
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${url} got no answer within ${LIMIT} ms`)))
    sent.on('error', fail)
    sent.end(body)
  })
}

const lengthOf = (body: Question['body']) => (body === undefined ? {} : { 'content-length': Buffer.byteLength(body) })

function decoded(raw: Buffer, encoding: string | undefined): Buffer {
  // A HEAD is answered with the headers of a body that does not come.
  if (raw.length === 0) return raw
  if (encoding === 'br') return brotliDecompressSync(raw)
  return encoding === 'gzip' ? gunzipSync(raw) : raw
}
