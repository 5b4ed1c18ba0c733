import type { Refusal } from '../domain/refusal.ts'
import type { Ticket, Visit } from '../journey/ports.ts'
import { type Proved, provePassword } from '../journey/prove-password.ts'
import { fingerprint } from '../system.ts'
import type { FlowRecord, Registration } from './ports.ts'

export type CurrentUser =
  | { to: 'flow'; ticket: Ticket; record: FlowRecord }
  /** The password was right; this person has a method already and must use it. */
  | { to: 'log-in' }
  | { to: 'stay'; refused: Refusal }

/**
 * The guide's "Current Portal User": the portal's username and password open the registration, or take up the one that was left.
 * @param preSession the browser's secret from before: the flow's secret follows from it, so that a double click opens one flow
 */
export async function proveCurrentUser(
  deps: Registration,
  visit: Visit,
  preSession: string,
  typed: { username: string; password: string },
): Promise<CurrentUser> {
  const proved = await provePassword(deps, visit, typed)
  if (!proved) return { to: 'stay', refused: { reason: 'wrong-credentials' } }
  const { subscriber, failureSubject } = proved
  if (subscriber.disabled || subscriber.registered) {
    await deps.accounts.clearFailures(visit, failureSubject)
    return subscriber.disabled ? { to: 'stay', refused: { reason: 'account-disabled' } } : { to: 'log-in' }
  }
  return openRegistration(deps, visit, preSession, proved)
}

/** Opens the registration of somebody who has shown the right password. */
export async function openRegistration(
  deps: Pick<Registration, 'flows' | 'keys' | 'id'>,
  visit: Visit,
  preSession: string,
  { subscriber, failureSubject }: Proved,
): Promise<CurrentUser> {
  const secret = deps.keys.digest('flow-secret', preSession, subscriber.id)
  const record = await deps.flows.open(visit, subscriber.id, { id: deps.id(), secretHash: fingerprint(secret) }, failureSubject)
  return record ? { to: 'flow', ticket: { id: record.flow.id, secret }, record } : { to: 'log-in' }
}
