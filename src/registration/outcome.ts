import { REPEAT_WINDOW } from '../domain/policy.ts'
import type { Refusal } from '../domain/refusal.ts'
import { type Keyring, sameText } from '../system.ts'
import type { FlowRecord, FlowVisit, Ticket } from './ports.ts'

/** Where a POST leads. */
export type Outcome =
  /** There is no registration to go on with. */
  | { to: 'start'; because: 'none' | 'expired' }
  /** The step that was reached; with a refusal, the step that stays. `ticket` replaces the cookie where the step changed it. */
  | { to: 'step'; record: FlowRecord; ticket: Ticket | null; refused: Refusal | null }
  /** Registered, and signed in. */
  | { to: 'portal'; session: Ticket }

/** The secrets that follow from a cookie's: derived, so that a repeated request gets the same answer and a stranger none. */
export const nextSecret = (keys: Keyring, ticket: Ticket): string => keys.digest('next-secret', ticket.id, ticket.secret)

export const sessionTicket = (keys: Keyring, ticket: Ticket): Ticket => ({
  id: keys.digest('session-id', ticket.id).slice(0, 22),
  secret: keys.digest('session-secret', ticket.id, ticket.secret),
})

/**
 * Reads where the flow stands for the holder of this cookie.
 * @param move the POST that was made
 * @param refused says why, if the flow is still where the move starts
 * @param digest of the code that was sent with it, null where a call is the proof, undefined where nothing is to be proved: a repeat of
 *   a proof must carry the code that proved it, or a phone that was confirmed by a call
 */
export function settle(
  keys: Keyring,
  visit: FlowVisit,
  record: FlowRecord | null,
  move: { name: string; digest?: string | null; refused?: (record: FlowRecord) => Refusal | null },
): Outcome {
  if (!record) return { to: 'start', because: 'none' }
  const holdsFormer = record.formerHash !== null && sameText(record.formerHash, visit.hash)
  const repeats =
    holdsFormer &&
    record.formerMove === move.name &&
    visit.now < record.rotatedAt + REPEAT_WINDOW &&
    (record.moved || carriesProof(record, move.digest))
  if (repeats && record.flow.step === 'registered') return { to: 'portal', session: sessionTicket(keys, visit.ticket) }
  if (record.endedAt !== null || !(repeats || sameText(record.secretHash, visit.hash))) return { to: 'start', because: 'none' }
  if (record.expiresAt <= visit.now) return { to: 'start', because: 'expired' }
  if (repeats) return { to: 'step', record, ticket: { id: visit.ticket.id, secret: nextSecret(keys, visit.ticket) }, refused: null }
  return { to: 'step', record, ticket: null, refused: record.moved ? null : (move.refused?.(record) ?? null) }
}

function carriesProof({ challenge, codes, delivery }: FlowRecord, digest: string | null | undefined): boolean {
  if (digest === undefined) return true
  if (digest === null) return delivery?.state === 'confirmed'
  return challenge?.consumedAt !== null && codes.some((code) => sameText(code.digest, digest))
}
