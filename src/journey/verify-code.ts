import { type Purpose, triesLeft } from '../domain/challenge.ts'
import { cleanCode, codeDigest, isCode } from '../domain/code.ts'
import type { Refusal } from '../domain/refusal.ts'
import { type Keyring, sameText } from '../system.ts'
import type { FlowState, FlowVisit } from './ports.ts'
import { whyLocked } from './send-code.ts'

/** In place of a digest, for what has not the form of a code: it is nobody's guess, and costs no try. */
export const NO_CODE = ''

/** What the database compares: the code never goes there. */
export function digestOf(keys: Keyring, visit: FlowVisit, purpose: Purpose, typed: string): string {
  const code = cleanCode(typed)
  return isCode(code) ? codeDigest(keys, visit.ticket.id, purpose, code) : NO_CODE
}

type Stayed = FlowState<unknown> & { emailTaken?: boolean }

/** Why a code moved nothing, read from the state after the attempt. */
export function whyRefused(record: Stayed, visit: FlowVisit, digest: string): Refusal {
  const { challenge } = record
  const matching = record.codes.find((code) => sameText(code.digest, digest))
  if (!challenge) return { reason: 'code-expired' }
  if (digest === NO_CODE) return whyStuck(record) ?? { reason: 'not-a-code' }
  if (challenge.stamp !== visit.stamp) return whyLocked(record) ?? { reason: 'tries-spent' }
  if (matching && matching.expiresAt > visit.now && record.emailTaken) return { reason: 'email-taken' }
  if (matching && matching.expiresAt > visit.now && record.disabled) return { reason: 'account-disabled' }
  if (triesLeft(challenge) === 0) return { reason: 'tries-spent' }
  if (matching && matching.expiresAt <= visit.now) return { reason: 'code-expired' }
  return { reason: 'wrong-code', triesLeft: triesLeft(challenge) }
}

/** Why no code that could be entered now would be taken: said before anybody tries. */
export function whyStuck(record: FlowState<unknown>): Refusal | null {
  const { challenge } = record
  if (!challenge || challenge.consumedAt !== null) return null
  return whyLocked(record) ?? (triesLeft(challenge) === 0 ? { reason: 'tries-spent' } : null)
}
