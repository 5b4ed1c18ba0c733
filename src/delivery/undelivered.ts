import type { Undelivered } from './delivery.ts'

/** No answer, or none that can be understood: the provider may have taken the message. */
export const unanswered: Undelivered = { sent: false, reason: 'busy', detail: 'other', ambiguous: true }

export const misconfigured: Undelivered = { sent: false, reason: 'misconfigured', detail: 'other' }

export const refused = (detail: Undelivered['detail']): Undelivered => ({ sent: false, reason: 'refused', detail })

/** @param retryAfter the header, in seconds; the form with a date is not used by either provider */
export function busy(retryAfter: string | null | undefined): Undelivered {
  const undelivered: Undelivered = { sent: false, reason: 'busy', detail: 'other' }
  return retryAfter && /^\d{1,6}$/.test(retryAfter) ? { ...undelivered, retryAfter: Number(retryAfter) * 1000 } : undelivered
}
