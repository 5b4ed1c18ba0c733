import Telnyx from 'telnyx'
import * as z from 'zod/mini'
import type { Undelivered } from './delivery.ts'
import { busy, called, inTrouble, misconfigured, noAnswer, refused, unanswered } from './undelivered.ts'

/** https://developers.telnyx.com/docs/messaging/messages/error-codes and …/development/api-fundamentals/api-errors */
const REFUSED: Record<string, Undelivered['detail']> = {
  // Not routable, or unable to take this kind of message: a call may reach it.
  '40001': 'landline',
  '40301': 'landline',
  '40319': 'landline',
  '40300': 'stopped',
  '40012': 'invalid-number',
  '40310': 'invalid-number',
  // About a number, by `source.pointer` ours or theirs.
  '10001': 'invalid-number',
  '10002': 'invalid-number',
  '10016': 'invalid-number',
}

/** Too many requests here or upstream, a full queue. */
const BUSY = new Set(['10011', '40011', '40318'])

const text = z.catch(z.string(), '')
export const telnyxError = z.object({
  code: z.catch(z.coerce.string(), ''),
  title: text,
  detail: text,
  source: z.catch(z.object({ pointer: text }), { pointer: '' }),
})
export type TelnyxError = z.output<typeof telnyxError>

const body = z.object({ errors: z.array(telnyxError).check(z.minLength(1)) })

/** What an error says of the destination; null when it says nothing of it. */
export function detailOf({ code, title, detail, source }: TelnyxError): Undelivered['detail'] | null {
  if (source.pointer.includes('from')) return null
  // In a report of delivery, 40300 may also mean a number that can't be reached.
  if (code === '40300' && title + detail !== '' && !/stop|block/i.test(title + detail)) return 'other'
  return REFUSED[code] ?? null
}

/** @param fault whatever the SDK threw */
export function whyNot(fault: unknown): Undelivered {
  // No status: no connection, no answer in time, or an answer that broke off.
  if (!(fault instanceof Telnyx.APIError) || !fault.status) return noAnswer(fault)
  const { status, headers } = fault
  const error = body.safeParse(fault.error).data?.errors[0]
  return called(error?.code || status, kindOf(status, error, headers?.get('retry-after')))
}

function kindOf(status: number, error: TelnyxError | undefined, retryAfter: string | null | undefined): Undelivered {
  const detail = error && detailOf(error)
  if (detail) return refused(detail)
  if (status === 429 || (error && BUSY.has(error.code))) return busy(retryAfter)
  if (status === 408) return unanswered
  if (status >= 500) return inTrouble(status)
  return error?.source.pointer.startsWith('/to') ? refused('invalid-number') : misconfigured
}
