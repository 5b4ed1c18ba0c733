import { REPEAT_WINDOW } from '../domain/policy.ts'
import type { Refusal } from '../domain/refusal.ts'
import { type Keyring, sameText } from '../system.ts'
import type { FlowState, FlowVisit, Ticket } from './ports.ts'

/** Where a POST leads. */
export type OutcomeOf<R extends FlowState<unknown>> =
  /** There is no flow to go on with. */
  | { to: 'start'; because: 'none' | 'expired' | 'not-asked' }
  /** The step that was reached; with a refusal, the step that stays. `ticket` replaces the cookie where the step changed it. */
  | { to: 'step'; record: R; ticket: Ticket | null; refused: Refusal | null }
  /** Signed in. */
  | { to: 'portal'; session: Ticket }

/** The secrets that follow from a cookie's: derived, so that a repeated request gets the same answer and a stranger none. */
export const nextSecret = (keys: Keyring, ticket: Ticket): string => keys.digest('next-secret', ticket.id, ticket.secret)

export const sessionTicket = (keys: Keyring, ticket: Ticket): Ticket => ({
  id: keys.digest('session-id', ticket.id).slice(0, 22),
  secret: keys.digest('session-secret', ticket.id, ticket.secret),
})

/**
 * Reads where a flow stands for the holder of this cookie.
 * @param move the POST that was made
 * @param refused says why, if the flow is still where the move starts
 * @param digest of the code that was sent with it, null where a call is the proof, undefined where nothing is to be proved: a repeat of
 *   a proof must carry the code that proved it, or a phone that was confirmed by a call
 */
export function settle<R extends FlowState<unknown>>(
  keys: Keyring,
  visit: FlowVisit,
  record: R | null,
  move: { name: string; digest?: string | null; refused?: (record: R) => Refusal | null },
): OutcomeOf<R> {
  if (!record) return { to: 'start', because: 'none' }
  const holdsFormer = record.formerHash !== null && sameText(record.formerHash, visit.hash)
  const repeats =
    holdsFormer &&
    record.formerMove === move.name &&
    visit.now < record.rotatedAt + REPEAT_WINDOW &&
    (record.moved || carriesProof(record, move.digest))
  if (repeats && record.finished) return { to: 'portal', session: sessionTicket(keys, visit.ticket) }
  if (record.endedAt !== null && record.delivery?.state === 'not-asked' && sameText(record.secretHash, visit.hash))
    return { to: 'start', because: 'not-asked' }
  if (record.endedAt !== null || !(repeats || sameText(record.secretHash, visit.hash))) return { to: 'start', because: 'none' }
  if (record.expiresAt <= visit.now) return { to: 'start', because: 'expired' }
  if (repeats) return { to: 'step', record, ticket: { id: visit.ticket.id, secret: nextSecret(keys, visit.ticket) }, refused: null }
  return { to: 'step', record, ticket: null, refused: record.moved ? null : (move.refused?.(record) ?? null) }
}

function carriesProof({ challenge, codes, delivery }: FlowState<unknown>, digest: string | null | undefined): boolean {
  if (digest === undefined) return true
  if (digest === null) return delivery?.state === 'confirmed'
  return challenge?.consumedAt !== null && codes.some((code) => sameText(code.digest, digest))
}
