/** What a code that was entered does to its challenge. */
import { eq, sql } from 'drizzle-orm'
import type { Purpose } from '../domain/challenge.ts'
import { FIRST_LOCK, LONGEST_LOCK } from '../domain/policy.ts'
import type { FlowVisit, Touch } from '../journey/ports.ts'
import { record } from './audit.ts'
import type { ProofStep } from './challenges.ts'
import { type Built, build } from './database.ts'
import { countFailure, takeBackFailure } from './failures.ts'
import {
  accountOf,
  all,
  challengeStamped,
  codeMatches,
  emailTaken,
  flowAt,
  flowIsAt,
  flowMoved,
  liveChallenge,
  notLocked,
  subjectOfFlow,
} from './guards.ts'
import { rotated, type Step } from './moves.ts'
import { challenges, deliveries, flows } from './schema.ts'

/**
 * Spends an attempt, whatever the code; the failure is counted against the account at once and taken back by a success.
 * Later statements ask for the stamp: a right code after the last attempt finds none.
 */
export function spendAttempt(visit: FlowVisit, at: ProofStep, purpose: Purpose): Built[] {
  const subject = subjectOfFlow(visit)
  return [
    build
      .update(challenges)
      .set({ attempts: sql`${challenges.attempts} + 1`, stamp: visit.stamp })
      .where(all(liveChallenge(visit, purpose), flowIsAt(visit, at), notLocked(subject, visit.now))),
    countFailure(visit, subject, at === 'check-email' ? FIRST_LOCK : LONGEST_LOCK, challengeStamped(visit)),
  ]
}

/**
 * After the move: the challenge is consumed, if the code was right, and the audit says which. Proving one's own address does not end
 * the failures in a row, or guesses at somebody else's would go on for ever; being registered does.
 */
export function concludeAttempt(visit: Touch, event: string): Built[] {
  const account = accountOf(visit)
  const moved = flowMoved(visit)
  return [
    build
      .update(challenges)
      .set({ consumedAt: visit.now })
      .where(all(eq(challenges.flowId, visit.ticket.id), eq(challenges.stamp, visit.stamp), moved)),
    // Every message of the challenge was worth sending, whichever carried the code that was entered.
    build
      .update(deliveries)
      .set({ provedAt: visit.now })
      .where(
        all(
          eq(deliveries.flowId, visit.ticket.id),
          sql`${deliveries.challengeId} in (select ${challenges.id} from ${challenges}
            where ${challenges.flowId} = ${visit.ticket.id} and ${challenges.stamp} = ${visit.stamp})`,
          moved,
        ),
      ),
    takeBackFailure(visit, subjectOfFlow(visit), moved),
    record(
      visit,
      sql`case when ${moved} then ${event} else 'code-refused' end`,
      { account, flow: visit.ticket.id },
      challengeStamped(visit),
    ),
  ]
}

/** Moves the flow only if this code is live; the attempt is spent either way. A move that another request made first is left alone. */
export function proveEmail(visit: FlowVisit, digest: string): Step {
  return {
    statements: [
      ...spendAttempt(visit, 'verify-email', 'registration-email'),
      build
        .update(flows)
        .set({ step: 'set-password', emailProvedAt: visit.now, ...rotated(visit, 'verify-email'), stamp: visit.stamp })
        .where(all(flowAt(visit, ['verify-email']), codeMatches(visit, digest, ['email']), sql`not ${emailTaken}`)),
      ...concludeAttempt(visit, 'email-proved'),
    ],
  }
}
