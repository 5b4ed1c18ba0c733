import { eq, type SQL, sql } from 'drizzle-orm'
import { FAILURES_BEFORE_LOCK, FIRST_LOCK } from '../domain/policy.ts'
import type { Visit } from '../journey/ports.ts'
import { type Built, build } from './database.ts'
import { failures } from './schema.ts'
import { insertWhen } from './statements.ts'

/**
 * Counts a failure before it is known to be one, so that parallel tries can't all slip under the limit; a success takes it back.
 * The tenth in a row locks for 15 minutes; each further one doubles that up to `longestLock`.
 */
export function countFailure(visit: Visit, subject: SQL, longestLock: number, condition: SQL): Built {
  const next = sql`${failures.count} + 1`
  const lock = sql`case when ${next} >= ${FAILURES_BEFORE_LOCK}
    then ${visit.now} + min(${longestLock}, ${FIRST_LOCK} * (1 << min(${next} - ${FAILURES_BEFORE_LOCK}, 10))) else 0 end`
  return insertWhen(
    failures,
    { subject, count: 1, lockedUntil: 0, updatedAt: visit.now, stamp: visit.stamp },
    condition,
    sql`on conflict (subject) do update set count = ${next}, locked_until = ${lock}, updated_at = ${visit.now}, stamp = ${visit.stamp}
      where ${failures.lockedUntil} <= ${visit.now}`,
  )
}

/** Counts within a window that starts anew when it is over: for a client, whose successes prove nothing about its failures. */
export function countInWindow(visit: Visit, subject: SQL, limit: number, window: number, condition: SQL = sql`true`): Built {
  return insertWhen(
    failures,
    { subject, count: 1, lockedUntil: visit.now + window, updatedAt: visit.now, stamp: visit.stamp },
    condition,
    sql`on conflict (subject) do update set count = case when ${failures.lockedUntil} <= ${visit.now} then 1 else ${failures.count} + 1 end,
      locked_until = case when ${failures.lockedUntil} <= ${visit.now} then ${visit.now + window} else ${failures.lockedUntil} end,
      updated_at = ${visit.now}, stamp = ${visit.stamp}
      where ${failures.lockedUntil} <= ${visit.now} or ${failures.count} < ${limit}`,
  )
}

/** Takes back the one failure that this request counted before it turned out to be none. */
export const takeBackFailure = (visit: Visit, subject: SQL, condition: SQL): Built =>
  build
    .update(failures)
    .set({ count: sql`${failures.count} - 1`, lockedUntil: 0 })
    .where(sql`${eq(failures.subject, subject)} and ${eq(failures.stamp, visit.stamp)} and ${condition}`)

export const clearFailures = (subject: SQL, condition: SQL = sql`true`): Built =>
  build.delete(failures).where(sql`${eq(failures.subject, subject)} and ${condition}`)
