import { type FlowAt, isJoin } from '../domain/flow.ts'
import { judgePassword } from '../domain/password.ts'
import type { Refusal } from '../domain/refusal.ts'
import { parseUsername, usernameKey, type WantedName, wantedName } from '../domain/username.ts'
import { sessionTicket, settle } from '../journey/outcome.ts'
import type { FlowVisit } from '../journey/ports.ts'
import { fingerprint, type Keyring } from '../system.ts'
import type { Outcome, Registration } from './ports.ts'

/** `username` is asked of those only who join. */
export type TypedPassword = { password: string; again: string; username?: string }

/**
 * The guide's "Enter a new password, confirm the password, and click Create". With the email method this is the last step.
 * Two trips: the names a password must not lean on are read first, the hash is stored after.
 * And two runs of a hash: the password of before is no new one.
 */
export async function setPassword(deps: Registration, visit: FlowVisit, typed: TypedPassword): Promise<Outcome> {
  const before = await deps.flows.read(visit)
  const here = settle(deps.keys, visit, before, { name: 'set-password' })
  if (here.to !== 'step' || here.record.flow.step !== 'set-password' || here.ticket) return here
  const { flow } = here.record
  const wanted = isJoin(flow.id) ? nameWanted(deps.keys, flow, typed.username ?? '') : null
  if (wanted && 'reason' in wanted) return { ...here, refused: wanted }
  const names = [...namesIn(flow, deps.houseNames), ...(wanted ? [wanted.username] : [])]
  const reason = judgePassword(typed.password, typed.again, flow.method, names, deps.isCommon)
  if (reason) return { ...here, refused: reason }
  // The imported hash may have been in many hands: what it was made of must not open the account any longer.
  const hash = await deps.passwords.replace(flow.currentHash, typed.password)
  if (hash === null) return { ...here, refused: { reason: 'password-unchanged' } }
  if (flow.method === 'phone') {
    const { record } = await deps.flows.setPassword(visit, hash, wanted)
    return settle(deps.keys, visit, record, {
      name: 'set-password',
      refused: (stayed) => (wanted && stayed.flow.step === 'set-password' ? { reason: 'username-taken' } : null),
    })
  }
  const session = sessionTicket(deps.keys, visit.ticket)
  const newSession = { id: session.id, secretHash: fingerprint(session.secret), deliveryId: deps.id() }
  const { record, due } = await deps.flows.completeWithPassword(visit, hash, newSession, wanted)
  if (due) void deps.post(due)
  return settle(deps.keys, visit, record, {
    name: 'set-password',
    refused: (stayed) => whyNotRegistered(stayed) ?? (wanted ? { reason: 'username-taken' } : null),
  })
}

/** The username that whoever joins asks for. One that is known to be somebody else's is refused before anything is hashed. */
function nameWanted(keys: Keyring, flow: FlowAt<'set-password'>, typed: string): WantedName | Refusal {
  const parsed = parseUsername(typed, flow.email)
  if (!parsed.ok) return { reason: `username-${parsed.reason}` }
  const wanted = wantedName(keys, parsed.username)
  return flow.usernameTaken && wanted.key === usernameKey(flow.username) ? { reason: 'username-taken' } : wanted
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
