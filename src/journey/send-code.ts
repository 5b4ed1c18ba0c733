import { type Channel, waitBeforeResend } from '../domain/challenge.ts'
import type { Way } from '../domain/login.ts'
import { RESEND_WAITS } from '../domain/policy.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { FlowState, FlowVisit, MovedTo, Post } from './ports.ts'

/** Sends what the batch made due, and shows on this very screen what the provider said at once. */
export async function postDue<R extends FlowState<unknown>>(post: Post, moved: MovedTo<R>): Promise<R | null> {
  if (!moved.due) return moved.record
  const known = await post(moved.due)
  if (moved.record?.delivery?.id === moved.due.id)
    Object.assign(moved.record.delivery, known, known.state === 'sent' && { sentAt: moved.due.createdAt })
  return moved.record
}

/** Why the first message to an address did not become due. */
export const whyNotGiven = (record: FlowState<unknown>): Refusal | null => whyLocked(record) ?? whyOverBudget(record)

/** A text reaches no extension; else the way is none of this login's. */
export function whyNoWay(ways: readonly Way[], { wayId, channel }: { wayId: string; channel: Channel }): Refusal {
  const behindSwitchboard = ways.some(({ id, extension }) => id === wayId && (extension ?? null) !== null)
  return channel === 'sms' && behindSwitchboard ? { reason: 'extension-by-text' } : { reason: 'no-way' }
}

/** Why one more message of a challenge did not become due; null when it did. */
export function whyNotSent(record: FlowState<unknown>, visit: FlowVisit): Refusal | null {
  const { challenge } = record
  if (!challenge || challenge.stamp === visit.stamp) return null
  const wait = waitBeforeResend(challenge, record.delivery, visit.now)
  if (wait === null) return { reason: 'no-sends-left' }
  return whyLocked(record) ?? (wait > 0 ? { reason: 'too-soon', wait } : (whyOverBudget(record) ?? { reason: 'tries-spent' }))
}

export function whyLocked(record: FlowState<unknown>): Refusal | null {
  if (record.codesDisabled) return { reason: 'codes-disabled' }
  return record.codesLockedUntil === null ? null : { reason: 'codes-locked', until: record.codesLockedUntil }
}

const whyOverBudget = ({ exceeded }: FlowState<unknown>): Refusal | null => {
  if (exceeded === null) return null
  return exceeded === 'soon' ? { reason: 'too-soon', wait: RESEND_WAITS[0] } : { reason: 'over-budget', budget: exceeded }
}
