import { type Channel, type Purpose, waitBeforeResend } from '../domain/challenge.ts'
import { codeDigests } from '../domain/code.ts'
import type { Refusal } from '../domain/refusal.ts'
import { type Outcome, settle } from './outcome.ts'
import type { FlowRecord, FlowVisit, Moved, Registration } from './ports.ts'

/** Sends the first code to an address that was just given. */
export async function sendFirstCode(
  deps: Registration,
  visit: FlowVisit,
  at: 'give-email' | 'give-phone',
  to: { purpose: Purpose; channel: Channel; destination: string; key: string },
): Promise<Outcome> {
  const challengeId = deps.id()
  const moved = await deps.flows.giveAddress(visit, at, to.purpose, {
    deliveryId: deps.id(),
    challengeId,
    channel: to.channel,
    destination: to.destination,
    destinationKey: deps.keys.digest('destination', to.key),
    digests: codeDigests(deps.keys, visit.ticket.id, to.purpose, challengeId),
  })
  await post(deps, moved)
  return settle(deps.keys, visit, moved.record, { name: at, refused: (record) => whyNotGiven(record, at) })
}

/** "Send new code": the same challenge, the next of its codes. Earlier ones stay good for a while, and no count begins anew. */
export async function sendNewCode(
  deps: Registration,
  visit: FlowVisit,
  at: 'verify-email' | 'verify-phone',
  channel: Channel,
): Promise<Outcome> {
  const purpose: Purpose = at === 'verify-email' ? 'registration-email' : 'registration-phone'
  const moved = await deps.flows.sendAgain(visit, at, purpose, { deliveryId: deps.id(), channel })
  await post(deps, moved)
  return settle(deps.keys, visit, moved.record, { name: `${at}/again`, refused: (record) => whyNotSent(record, visit, at) })
}

/** Sends what the batch made due, and shows on this very screen what the provider said at once. */
async function post(deps: Registration, moved: Moved): Promise<void> {
  if (!moved.due) return
  const known = await deps.post(moved.due)
  if (moved.record?.delivery?.id === moved.due.id) Object.assign(moved.record.delivery, known)
}

function whyNotGiven(record: FlowRecord, at: 'give-email' | 'give-phone'): Refusal | null {
  if (record.flow.step !== at) return null
  return whyLocked(record) ?? whyOverBudget(record)
}

function whyNotSent(record: FlowRecord, visit: FlowVisit, at: 'verify-email' | 'verify-phone'): Refusal | null {
  const { challenge, flow } = record
  if (flow.step !== at || !challenge || challenge.stamp === visit.stamp) return null
  const wait = waitBeforeResend(challenge, record.delivery, visit.now)
  if (wait === null) return { reason: 'no-sends-left' }
  return whyLocked(record) ?? (wait > 0 ? { reason: 'too-soon', wait } : (whyOverBudget(record) ?? { reason: 'tries-spent' }))
}

export function whyLocked(record: FlowRecord): Refusal | null {
  if (record.codesDisabled) return { reason: 'codes-disabled' }
  return record.codesLockedUntil === null ? null : { reason: 'codes-locked', until: record.codesLockedUntil }
}

const whyOverBudget = ({ exceeded }: FlowRecord): Refusal | null => {
  if (exceeded === null) return null
  return exceeded === 'soon' ? { reason: 'too-soon', wait: 30_000 } : { reason: 'over-budget', budget: exceeded }
}
