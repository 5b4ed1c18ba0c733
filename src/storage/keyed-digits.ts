import type { ResultSet } from '@libsql/client/web'
import { eq, or, type SQL, sql } from 'drizzle-orm'
import { isOver, STATES } from '../domain/delivery.ts'
import { KEYINGS_PER_CALL, LONGEST_LOCK } from '../domain/policy.ts'
import type { CallRecord, Judged, Reported, Touch } from '../journey/ports.ts'
import { concludeAttempt } from './attempts.ts'
import { type Built, build, rowsOf } from './database.ts'
import { setState } from './deliveries.ts'
import { countFailure } from './failures.ts'
import { accountOf, all, challengeStamped, codeMatches, codeSubject, flowMoved, liveChallenge, notLocked } from './guards.ts'
import { flowAwaits, named, returning, takenIn } from './reports.ts'
import { challenges, deliveries, flows } from './schema.ts'

/** What a machine keyed proves nothing. The end of a call that was hung up may be reported before what was keyed in it. */
const COUNTS = or(sql`${deliveries.rank} < ${STATES.failed}`, eq(deliveries.state, 'hung-up')) as SQL

/** What was keyed counts and is judged in the batch that takes it in. Its first statement tells whether it counted, its last how the call stands. */
export function judgeKeys(visit: Touch, about: Reported, call: CallRecord, entry: { digest: string | null } | 'incomplete'): Built[] {
  const mine = all(eq(deliveries.id, call.id), named(about), takenIn(visit, about))
  const often = sql`${deliveries.keyings} >= ${KEYINGS_PER_CALL}`
  return [
    returning(
      build
        .update(deliveries)
        .set({ keyings: sql`${deliveries.keyings} + 1`, providerId: about.providerId, updatedAt: visit.now })
        .where(all(mine, COUNTS)),
    ),
    ...(entry === 'incomplete' ? [setState(all(mine, often), visit.now, 'too-many-tries')] : prove(visit, mine, call, entry.digest, often)),
    build.select().from(deliveries).where(eq(deliveries.id, call.id)),
  ]
}

/** @param results those of `judgeKeys` */
export function judgedOf(results: ResultSet[]): Judged {
  if (!results[0]?.rows.length) return 'nothing'
  const state = rowsOf(deliveries, results.at(-1))[0]?.state ?? 'failed'
  if (state === 'confirmed') return 'confirmed'
  return isOver(state) ? 'too-many-tries' : 'wrong-digits'
}

function prove(visit: Touch, mine: SQL, call: CallRecord, digest: string | null, often: SQL): Built[] {
  const subject = codeSubject(accountOf(visit))
  const right = digest === null ? challengeStamped(visit) : codeMatches(visit, digest, ['voice'])
  const going = sql`exists (select 1 from ${deliveries} where ${all(mine, COUNTS)})`
  const live = all(eq(challenges.id, call.challengeId), liveChallenge(visit, call.purpose))
  const waiting = flowAwaits(visit, sql`${visit.ticket.id}`)
  return [
    build
      .update(challenges)
      .set({ attempts: sql`${challenges.attempts} + 1`, stamp: visit.stamp })
      .where(all(live, notLocked(subject, visit.now), going, sql`exists (select 1 from ${flows} where ${waiting})`)),
    countFailure(visit, subject, LONGEST_LOCK, challengeStamped(visit)),
    build.update(flows).set({ phoneProvedAt: visit.now, stamp: visit.stamp }).where(all(waiting, right)),
    ...concludeAttempt(visit, 'phone-proved'),
    setState(all(mine, flowMoved(visit)), visit.now, 'confirmed'),
    setState(all(mine, sql`(${often} or not exists (select 1 from ${challenges} where ${live}))`), visit.now, 'too-many-tries'),
    setState(mine, visit.now, 'wrong-digits'),
  ]
}
