/** The conditions that decide, in the words of the journeys. Every statement of a batch carries its own. */
import { and, eq, exists, gt, inArray, isNull, lt, not, or, type SQL, sql } from 'drizzle-orm'
import type { Purpose } from '../domain/challenge.ts'
import type { Step } from '../domain/flow.ts'
import type { LoginStep } from '../domain/login.ts'
import { ATTEMPTS_PER_CHALLENGE, FAILURES_BEFORE_DISABLED } from '../domain/policy.ts'
import type { RecoveryStep } from '../domain/recovery.ts'
import type { FlowVisit, Touch } from '../journey/ports.ts'
import { build } from './database.ts'
import { standsOnItsSession } from './live-session.ts'
import { accounts, authenticators, challenges, codes, failures, flows } from './schema.ts'

export const all = (...conditions: (SQL | undefined)[]): SQL => and(...conditions) ?? sql`true`
export const there = (query: Parameters<typeof exists>[0]): SQL => exists(query)

/** Of any journey: no two share the name of a step. */
export type AnyStep = Step | LoginStep | RecoveryStep

/** The cookie's flow, open and in time, at one of these steps; a step-up, while its session is live and this browser's. */
export const flowAt = (visit: FlowVisit, steps: readonly AnyStep[]): SQL =>
  all(
    eq(flows.id, visit.ticket.id),
    eq(flows.secretHash, visit.hash),
    inArray(flows.step, [...steps]),
    isNull(flows.endedAt),
    gt(flows.expiresAt, visit.now),
    standsOnItsSession(visit),
  )

export const flowIsAt = (visit: FlowVisit, step: AnyStep): SQL =>
  there(
    build
      .select({ one: sql`1` })
      .from(flows)
      .where(flowAt(visit, [step])),
  )

/** This very request moved the flow. */
export const flowMoved = (visit: Touch): SQL =>
  there(
    build
      .select({ one: sql`1` })
      .from(flows)
      .where(all(eq(flows.id, visit.ticket.id), eq(flows.stamp, visit.stamp))),
  )

export const accountOf = (visit: Touch): SQL => sql`(select ${flows.accountId} from ${flows} where ${flows.id} = ${visit.ticket.id})`

/** The challenge of the flow that still proves something and has tries left. */
export const liveChallenge = (visit: Touch, purpose: Purpose): SQL =>
  all(
    eq(challenges.flowId, visit.ticket.id),
    eq(challenges.purpose, purpose),
    isNull(challenges.retiredAt),
    isNull(challenges.consumedAt),
    lt(challenges.attempts, ATTEMPTS_PER_CHALLENGE),
  )

/** This very request spent an attempt of, or sent for, a challenge. */
export const challengeStamped = (visit: Touch): SQL =>
  there(
    build
      .select({ one: sql`1` })
      .from(challenges)
      .where(all(eq(challenges.flowId, visit.ticket.id), eq(challenges.stamp, visit.stamp))),
  )

/** The digest is that of a live code, of the challenge from which this very request spent its attempt. */
export const codeMatches = (visit: Touch, digest: string, channels: readonly ('email' | 'sms' | 'voice')[]): SQL =>
  there(
    build
      .select({ one: sql`1` })
      .from(codes)
      .innerJoin(challenges, eq(challenges.id, codes.challengeId))
      .where(
        all(
          eq(challenges.flowId, visit.ticket.id),
          eq(challenges.stamp, visit.stamp),
          isNull(challenges.consumedAt),
          eq(codes.digest, digest),
          inArray(codes.channel, [...channels]),
          gt(codes.expiresAt, visit.now),
        ),
      ),
  )

/** The codes of an account are counted together, whichever flow, cookie or channel they came through. */
export const codeSubject = (account: SQL): SQL => sql`'code:' || ${account}`

/** Whose wrong codes are counted for this flow. */
export const subjectOfFlow = (visit: Touch): SQL => sql`(select ${subjectOfRow} from ${flows} where ${flows.id} = ${visit.ticket.id})`

/** The same, for the row at hand. */
export const subjectOfRow = sql`coalesce(${flows.failureSubject}, 'code:' || ${flows.accountId})`

export const notLocked = (subject: SQL, now: number): SQL =>
  not(
    there(
      build
        .select({ one: sql`1` })
        .from(failures)
        .where(all(eq(failures.subject, subject), or(gt(failures.lockedUntil, now), disabled))),
    ),
  )

/** For good, by a hundred failures in a row; only where the password is needed to bring it about. */
export const disabled = sql`(${failures.count} >= ${FAILURES_BEFORE_DISABLED} and ${failures.subject} like 'code:%')`

/** Somebody else has confirmed the flow's address. An email belongs to one account. */
export const emailTaken = sql<number>`exists (select 1 from ${authenticators} where ${authenticators.kind} = 'email'
  and ${authenticators.addressKey} = lower(${flows.email}) and ${authenticators.accountId} <> ${flows.accountId})`

/** The account is neither disabled nor registered by another flow. */
export const accountOpen = sql`exists (select 1 from ${accounts} where ${accounts.id} = ${flows.accountId}
  and ${accounts.disabledAt} is null and ${accounts.registeredAt} is null)`

/** The account is registered, and was not disabled. */
export const accountInUse = sql`exists (select 1 from ${accounts} where ${accounts.id} = ${flows.accountId}
  and ${accounts.disabledAt} is null and ${accounts.registeredAt} is not null)`
