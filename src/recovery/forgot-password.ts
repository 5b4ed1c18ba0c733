import { codeDigests } from '../domain/code.ts'
import { emailKey, parseEmail } from '../domain/email.ts'
import { REFUSAL_FLOOR } from '../domain/policy.ts'
import { usernameKey } from '../domain/username.ts'
import type { Ticket, Visit } from '../journey/ports.ts'
import { fingerprint } from '../system.ts'
import type { Recover, RecoveryRecord } from './ports.ts'

/**
 * "Forgot password": a username or a confirmed address. The answer is the same whether somebody has it or not, and comes no
 * sooner than `REFUSAL_FLOOR`, and waits for no provider: only one of the two has something to send, and the floor hides its work.
 * @param preSession the browser's secret from before, so that a double click opens one recovery
 * @returns null while this client has to rest
 */
export async function forgotPassword(
  deps: Recover,
  visit: Visit,
  preSession: string,
  typed: string,
): Promise<{ ticket: Ticket; record: RecoveryRecord } | null> {
  const floor = deps.wait(REFUSAL_FLOOR)
  const key = usernameKey(typed)
  const [id, challengeId] = [deps.id(), deps.id()]
  const secret = deps.keys.digest('recovery-secret', preSession, key)
  const { record, due } = await deps.recoveries.open(visit, {
    ...{ id, key, challengeId, secretHash: fingerprint(secret), neighbourKey: deps.keys.digest('neighbour', key) },
    digests: codeDigests(deps.keys, id, 'recovery-email', challengeId),
    deliveryId: deps.id(),
    channel: 'email',
  })
  if (due) void deps.post(due)
  await floor
  return record && { ticket: { id: record.flow.id, secret }, record }
}

/** "Forgot username": it is sent, never shown. */
export async function forgotUsername(deps: Recover, visit: Visit, typed: string): Promise<'sent' | 'not-an-address'> {
  const parsed = parseEmail(typed)
  if (!parsed.ok) return 'not-an-address'
  const floor = deps.wait(REFUSAL_FLOOR)
  const key = emailKey(parsed.email)
  const due = await deps.recoveries.sendUsername(visit, {
    key,
    destinationKey: deps.keys.digest('destination', key),
    deliveryId: deps.id(),
  })
  if (due) void deps.post(due)
  await floor
  return 'sent'
}
