import type { Undelivered } from './delivery.ts'

/** No answer, or none that can be understood: the provider may have taken the message. */
export const unanswered: Undelivered = { sent: false, reason: 'busy', detail: 'other', ambiguous: true }

/** Nobody was there to take it. */
export const unreached: Undelivered = { sent: false, reason: 'busy', detail: 'other', outage: true }

export const misconfigured: Undelivered = { sent: false, reason: 'misconfigured', detail: 'other' }

export const refused = (detail: Undelivered['detail']): Undelivered => ({ sent: false, reason: 'refused', detail })

/** @param retryAfter the header, in seconds; the form with a date is used by no provider */
export function busy(retryAfter: string | null | undefined): Undelivered {
  const undelivered: Undelivered = { sent: false, reason: 'busy', detail: 'other' }
  return retryAfter && /^\d{1,6}$/.test(retryAfter) ? { ...undelivered, retryAfter: Number(retryAfter) * 1000 } : undelivered
}

/** With the provider's own word for it, for whoever looks into it later. */
export const called = (code: string | number | null | undefined, undelivered: Undelivered): Undelivered =>
  code ? { ...undelivered, code: String(code).slice(0, 60) } : undelivered

/** What Cloudflare answers a Worker in place of a server that took no connection, or none under its name. */
const NOBODY_THERE = new Set([521, 523, 525, 526, 530])

/** Of an answer that says nothing of the message. */
export const inTrouble = (status: number): Undelivered => called(status, NOBODY_THERE.has(status) ? unreached : unanswered)

/** Whatever `fetch` threw. Only where no connection was made it is certain that nobody took anything. */
export function noAnswer(fault: unknown): Undelivered {
  for (let cause = fault, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
    if (/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|connection refused|\(Connect\)|dns error/i.test(`${code} ${cause.message}`)) return unreached
  }
  return unanswered
}
