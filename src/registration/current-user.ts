import { REFUSAL_FLOOR } from '../domain/policy.ts'
import type { Refusal } from '../domain/refusal.ts'
import { usernameKey } from '../domain/username.ts'
import type { Ticket, Visit } from '../journey/ports.ts'
import { fingerprint } from '../system.ts'
import type { FlowRecord, Registration } from './ports.ts'

export type CurrentUser =
  | { to: 'flow'; ticket: Ticket; record: FlowRecord }
  /** The password was right; this person has a method already and must use it. */
  | { to: 'log-in' }
  | { to: 'stay'; refused: Refusal }

/** Computed for a name nobody has, while nobody at all is there: the format does not matter, only that it takes its time. */
const NOBODY = ''

/**
 * The guide's "Current Portal User": the portal's username and password open the registration, or take up the one that was left.
 * Known, unknown, resting, registered and disabled names are answered alike, after the work of one password hash, until the password is right.
 * @param preSession the browser's secret from before: the flow's secret follows from it, so that a double click opens one flow
 */
export async function proveCurrentUser(
  deps: Registration,
  visit: Visit,
  preSession: string,
  typed: { username: string; password: string },
): Promise<CurrentUser> {
  const floor = deps.wait(REFUSAL_FLOOR)
  const key = usernameKey(typed.username)
  const failureSubject = `password:${deps.keys.digest('username', key)}`
  const seat = deps.passwords.seat()
  const found = await deps.accounts
    .tryPassword(visit, { key, failureSubject, neighbourKey: deps.keys.digest('neighbour', key) })
    .catch((fault) => {
      seat.leave()
      throw fault
    })
  if (found.tooMany) {
    // The same for every name, so nothing is told, and nobody else waits behind work that is for nothing.
    seat.leave()
    await floor
    return { to: 'stay', refused: { reason: 'wrong-credentials' } }
  }
  const right = await seat.verify(found.subscriber?.passwordHash ?? found.decoy ?? NOBODY, typed.password)
  if (!right || !found.subscriber || !found.allowed) {
    await floor
    return { to: 'stay', refused: { reason: 'wrong-credentials' } }
  }
  if (found.subscriber.disabled || found.subscriber.registered) {
    await deps.accounts.clearFailures(visit, failureSubject)
    return found.subscriber.disabled ? { to: 'stay', refused: { reason: 'account-disabled' } } : { to: 'log-in' }
  }
  const secret = deps.keys.digest('flow-secret', preSession, found.subscriber.id)
  const record = await deps.flows.open(visit, found.subscriber.id, { id: deps.id(), secretHash: fingerprint(secret) }, failureSubject)
  return record ? { to: 'flow', ticket: { id: record.flow.id, secret }, record } : { to: 'log-in' }
}
