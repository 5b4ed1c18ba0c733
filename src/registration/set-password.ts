import type { FlowAt } from '../domain/flow.ts'
import { judgePassword } from '../domain/password.ts'
import type { Refusal } from '../domain/refusal.ts'
import { sessionTicket, settle } from '../journey/outcome.ts'
import type { FlowVisit } from '../journey/ports.ts'
import { fingerprint } from '../system.ts'
import type { Outcome, Registration } from './ports.ts'

/**
 * The guide's "Enter a new password, confirm the password, and click Create". With the email method this is the last step.
 * Two trips: the names a password must not lean on are read first, the hash is stored after.
 * And two runs of a hash: the password of before is no new one.
 */
export async function setPassword(deps: Registration, visit: FlowVisit, typed: { password: string; again: string }): Promise<Outcome> {
  const before = await deps.flows.read(visit)
  const here = settle(deps.keys, visit, before, { name: 'set-password' })
  if (here.to !== 'step' || here.record.flow.step !== 'set-password' || here.ticket) return here
  const { flow } = here.record
  const reason = judgePassword(typed.password, typed.again, flow.method, namesIn(flow, deps.houseNames), deps.isCommon)
  if (reason) return { ...here, refused: reason }
  // The imported hash may have been in many hands: what it was made of must not open the account any longer.
  const hash = await deps.passwords.replace(flow.currentHash, typed.password)
  if (hash === null) return { ...here, refused: { reason: 'password-unchanged' } }
  if (flow.method === 'phone') {
    const { record } = await deps.flows.setPassword(visit, hash)
    return settle(deps.keys, visit, record, { name: 'set-password' })
  }
  const session = sessionTicket(deps.keys, visit.ticket)
  const newSession = { id: session.id, secretHash: fingerprint(session.secret), deliveryId: deps.id() }
  const { record, due } = await deps.flows.completeWithPassword(visit, hash, newSession)
  if (due) void deps.post(due)
  return settle(deps.keys, visit, record, { name: 'set-password', refused: whyNotRegistered })
}

const namesIn = (flow: FlowAt<'set-password'>, houseNames: readonly string[]): string[] => [
  flow.username,
  flow.name,
  flow.email,
  ...houseNames,
]

/** Everything was proved, and still the account can't be registered. */
export function whyNotRegistered(record: { disabled: boolean; emailTaken: boolean }): Refusal | null {
  if (record.disabled) return { reason: 'account-disabled' }
  return record.emailTaken ? { reason: 'email-taken' } : null
}
