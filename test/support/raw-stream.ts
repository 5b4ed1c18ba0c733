import { request } from 'node:http'
import type { Visitor } from './visitor.ts'

/** What came at one time, in milliseconds since 1970. */
export type Piece = { text: string; at: number }

const LIMIT = 10_000

/**
 * Asks with this browser's cookies and hears the answer as it comes. Whatever is said is said bit by bit: each when something came back
 * for the one before.
 */
export function talk(
  { origin, cookies }: Visitor,
  path: string,
  said: readonly string[] = [],
): Promise<{ status: number; pieces: Piece[] }> {
  const [first, ...rest] = said
  return new Promise((settle, fail) => {
    const method = first === undefined ? 'GET' : 'POST'
    const sent = request(new URL(path, origin), { method, headers: { ...cookies.header() }, timeout: LIMIT }, (answer) => {
      const pieces: Piece[] = []
      answer.on('error', fail)
      answer.on('data', (part: Buffer) => {
        pieces.push({ text: part.toString(), at: Date.now() })
        const next = rest.shift()
        if (next === undefined) sent.end()
        else sent.write(next)
      })
      answer.on('end', () => settle({ status: answer.statusCode ?? 0, pieces }))
    })
    sent.on('error', fail)
    sent.on('timeout', () => sent.destroy(new Error(`Nothing more was heard of ${path}`)))
    if (first === undefined) sent.end()
    else sent.write(first)
  })
}
