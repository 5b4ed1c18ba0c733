import { type Purpose, triesLeft } from '../domain/challenge.ts'
import { cleanCode, codeDigest } from '../domain/code.ts'
import type { Refusal } from '../domain/refusal.ts'
import { sameText } from '../system.ts'
import type { FlowRecord, FlowVisit, Registration } from './ports.ts'
import { whyLocked } from './send-code.ts'

/** What the database compares: the code never goes there. */
export const digestOf = (deps: Registration, visit: FlowVisit, purpose: Purpose, typed: string): string =>
  codeDigest(deps.keys, visit.ticket.id, purpose, cleanCode(typed))

/** Why a code moved nothing, read from the state after the attempt. */
export function whyRefused(record: FlowRecord, visit: FlowVisit, digest: string): Refusal {
  const { challenge } = record
  const matching = record.codes.find((code) => sameText(code.digest, digest))
  if (!challenge) return { reason: 'code-expired' }
  if (challenge.stamp !== visit.stamp) return whyLocked(record) ?? { reason: 'tries-spent' }
  if (matching && matching.expiresAt > visit.now && record.emailTaken) return { reason: 'email-taken' }
  if (matching && matching.expiresAt > visit.now && record.disabled) return { reason: 'account-disabled' }
  if (triesLeft(challenge) === 0) return { reason: 'tries-spent' }
  if (matching && matching.expiresAt <= visit.now) return { reason: 'code-expired' }
  return { reason: 'wrong-code', triesLeft: triesLeft(challenge) }
}
