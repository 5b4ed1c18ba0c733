import { judgePassword } from '../domain/password.ts'
import type { Recovery } from '../domain/recovery.ts'
import type { Refusal } from '../domain/refusal.ts'
import { settle } from '../journey/outcome.ts'
import type { FlowVisit } from '../journey/ports.ts'
import type { Recover, RecoveryOutcome } from './ports.ts'

/** The new password. Two trips: the names it must not lean on are read first, the hash is stored after. Nobody is signed in by it. */
export async function newPassword(deps: Recover, visit: FlowVisit, typed: { password: string; again: string }): Promise<RecoveryOutcome> {
  const here = settle(deps.keys, visit, await deps.recoveries.read(visit), { name: 'new-password' })
  if (here.to !== 'step' || here.record.flow.step !== 'new-password' || here.ticket) return here
  const { flow } = here.record
  const reason = judgePassword(typed.password, typed.again, flow.method, namesIn(flow, deps.houseNames), deps.isCommon)
  if (reason) return { ...here, refused: reason }

  const hash = await deps.passwords.hash(typed.password)
  const { record, due } = await deps.recoveries.setPassword(visit, hash, deps.id())
  if (due) void deps.post(due)
  return settle(deps.keys, visit, record, { name: 'new-password', refused: whyNotReplaced })
}

const namesIn = ({ username, name, email }: Recovery, houseNames: readonly string[]): string[] => [username, name, email, ...houseNames]

const whyNotReplaced = ({ disabled }: { disabled: boolean }): Refusal | null => (disabled ? { reason: 'account-disabled' } : null)
