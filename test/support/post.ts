import type { OutgoingHttpHeaders } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Answer } from './exchange.ts'
import type { Visitor } from './visitor.ts'

/** The proof, in the form at hand, that we served it. */
export const tokenOf = ({ page }: Visitor): string => page.querySelector('input[name="token"]')?.getAttribute('value') ?? ''

/**
 * Sends a form as a page of ours would, from whatever page the visitor is on; the page stays.
 * @param token by default that of the form at hand
 */
export function post(
  visitor: Visitor,
  path: string,
  fields: Record<string, string> = {},
  { token = tokenOf(visitor), headers = {} }: { token?: string; headers?: OutgoingHttpHeaders } = {},
): Promise<Answer> {
  return visitor.send(path, {
    method: 'POST',
    body: new URLSearchParams({ token, ...fields }).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: visitor.origin,
      'sec-fetch-site': 'same-origin',
      'sec-fetch-mode': 'navigate',
      ...headers,
    },
  })
}

const BETWEEN_TURNS = 200

/** The same of a form with a password: where many are looked at already, it is sent again, as its answer asks. */
export async function postInTurn(...form: Parameters<typeof post>): Promise<Answer> {
  for (;;) {
    const answer = await post(...form)
    if (answer.status !== 503) return answer
    await wait(BETWEEN_TURNS)
  }
}

/** The same form, so many times at once. */
export const postAtOnce = (
  visitor: Visitor,
  times: number,
  path: string,
  fields: (i: number) => Record<string, string>,
  headers: OutgoingHttpHeaders = {},
): Promise<Answer[]> => Promise.all(Array.from({ length: times }, (_, i) => post(visitor, path, fields(i), { headers })))
