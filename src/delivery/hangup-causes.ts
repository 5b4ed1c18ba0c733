import type { ProviderEvent } from './delivery.ts'

type Why = Extract<ProviderEvent, { happened: 'ended' }>['why']

const CAUSES: Record<string, Why> = {
  user_busy: 'busy',
  no_answer: 'no-answer',
  // It rang for as long as we let it.
  timeout: 'no-answer',
  call_rejected: 'rejected',
  not_found: 'invalid-number',
  normal_clearing: 'hung-up',
  originator_cancel: 'hung-up',
}

/** RFC 3261 §21 */
const SIP_CODES: Record<string, Why> = {
  '404': 'invalid-number',
  '408': 'no-answer',
  '480': 'no-answer',
  '484': 'invalid-number',
  '486': 'busy',
  '600': 'busy',
  '603': 'rejected',
  '604': 'invalid-number',
}

/** Telnyx' own cause; the SIP answer behind it where the cause is `unspecified` or new. */
export const whyEnded = (cause: string, sipCode: string): Why => CAUSES[cause] ?? SIP_CODES[sipCode] ?? 'failed'
