import { and, eq, gt, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { isOver, STATES } from '../domain/delivery.ts'
import { KEYINGS_PER_CALL, LONGEST_LOCK } from '../domain/policy.ts'
import type { CallRecord, Calls, Reported, Touch, Visit } from '../journey/ports.ts'
import { concludeAttempt } from './attempts.ts'
import { type Built, build, type Database, rowsOf } from './database.ts'
import { setState } from './deliveries.ts'
import { countFailure } from './failures.ts'
import { accountOf, all, challengeStamped, codeMatches, codeSubject, flowMoved, liveChallenge, notLocked } from './guards.ts'
import { challenges, deliveries, flows, providerEvents } from './schema.ts'
import { insertWhen } from './statements.ts'

/** What providers report of messages and calls: taken in once, whatever the order. */
export function callsIn(database: Database): Calls {
  return {
    async report(visit, about, state, detail) {
      const which = all(named(about), takenIn(visit, about))
      const more = { providerId: about.providerId, ...(detail ? { detail } : {}), ...(about.code ? { providerError: about.code } : {}) }
      const [, moved] = await database.batch([takeIn(visit, about), returning(setState(which, visit.now, state, more))])
      return callOf(rowsOf(deliveries, moved)[0])
    },
    async meet(visit, about) {
      const mine = all(named(about), awaited(visit), lt(deliveries.rank, STATES.failed))
      const [, moved, waiting, news] = await database.batch([
        takeIn(visit, about),
        returning(setState(all(mine, takenIn(visit, about)), visit.now, 'asked', { providerId: about.providerId })),
        build.select().from(deliveries).where(mine),
        build
          .select()
          .from(providerEvents)
          .where(and(eq(providerEvents.id, about.eventId), eq(providerEvents.stamp, visit.stamp))),
      ])
      const met = callOf(rowsOf(deliveries, moved)[0])
      if (met) return { ask: met.purpose }
      return news?.rows.length && !waiting?.rows.length ? 'hang-up' : 'nothing'
    },
    async keyed(visit, about) {
      const [, counted] = await database.batch([
        takeIn(visit, about),
        build
          .update(deliveries)
          .set({ keyings: sql`${deliveries.keyings} + 1`, providerId: about.providerId, updatedAt: visit.now })
          .where(and(named(about), takenIn(visit, about), lt(deliveries.rank, STATES.failed)))
          .returning(),
      ])
      return callOf(rowsOf(deliveries, counted)[0])
    },
    async prove(visit, call, digest) {
      const results = await database.batch(prove(visit, call, digest))
      const state = rowsOf(deliveries, results.at(-1))[0]?.state ?? 'failed'
      if (state === 'confirmed') return 'confirmed'
      return isOver(state) ? 'too-many-tries' : 'wrong-digits'
    },
    async hasEnded(visit, about) {
      const [, found] = await database.batch([
        takeIn(visit, about),
        build
          .select()
          .from(deliveries)
          .where(all(named(about), takenIn(visit, about), gte(deliveries.rank, STATES['too-many-tries']))),
      ])
      return rowsOf(deliveries, found).length > 0
    },
  }
}

function prove(visit: Touch, call: CallRecord, digest: string | null): Built[] {
  const subject = codeSubject(accountOf(visit))
  const right = digest === null ? challengeStamped(visit) : codeMatches(visit, digest, ['voice'])
  const which = sql`${deliveries.id} = ${call.id}`
  // What a machine keyed, or anybody after the end, proves nothing.
  const going = sql`exists (select 1 from ${deliveries} where ${which} and ${deliveries.rank} < ${STATES.failed})`
  const live = all(eq(challenges.id, call.challengeId), liveChallenge(visit, call.purpose))
  const spent = sql`not exists (select 1 from ${challenges} where ${live})`
  return [
    build
      .update(challenges)
      .set({ attempts: sql`${challenges.attempts} + 1`, stamp: visit.stamp })
      .where(
        all(
          live,
          notLocked(subject, visit.now),
          going,
          sql`exists (select 1 from ${flows} where ${flowAwaits(visit, sql`${visit.ticket.id}`)})`,
        ),
      ),
    countFailure(visit, subject, LONGEST_LOCK, challengeStamped(visit)),
    build
      .update(flows)
      .set({ phoneProvedAt: visit.now, stamp: visit.stamp })
      .where(all(flowAwaits(visit, sql`${visit.ticket.id}`), right)),
    ...concludeAttempt(visit, 'phone-proved'),
    setState(sql`${which} and ${flowMoved(visit)}`, visit.now, 'confirmed'),
    setState(sql`${which} and (${call.keyings >= KEYINGS_PER_CALL ? 1 : 0} or ${spent})`, visit.now, 'too-many-tries'),
    setState(which, visit.now, 'wrong-digits'),
    build.select().from(deliveries).where(which),
  ]
}

/** By our own id where the provider gave it back, and never a call of another id at the provider. */
const named = ({ providerId, deliveryId }: Reported): SQL =>
  deliveryId === null
    ? eq(deliveries.providerId, providerId)
    : all(eq(deliveries.id, deliveryId), or(isNull(deliveries.providerId), eq(deliveries.providerId, providerId)))

const takeIn = (visit: Visit, about: Reported): Built =>
  insertWhen(providerEvents, { id: about.eventId, receivedAt: visit.now, stamp: visit.stamp }, sql`true`, sql`on conflict (id) do nothing`)

const takenIn = (visit: Visit, about: Reported): SQL =>
  sql`exists (select 1 from ${providerEvents} where ${providerEvents.id} = ${about.eventId} and ${providerEvents.stamp} = ${visit.stamp})`

const flowAwaits = (visit: Visit, id: SQL): SQL =>
  all(
    sql`${flows.id} = ${id}`,
    inArray(flows.step, ['verify-phone', 'enter-code', 'check-phone', 'check-new-phone']),
    isNull(flows.endedAt),
    gt(flows.expiresAt, visit.now),
  )

const awaited = (visit: Visit): SQL => sql`exists (select 1 from ${flows} where ${flowAwaits(visit, sql`${deliveries.flowId}`)})`

const returning = (built: Built): Built => ({
  toSQL: () => {
    const { sql: text, params } = built.toSQL()
    return { sql: `${text} returning *`, params }
  },
})

const callOf = (row: typeof deliveries.$inferSelect | undefined): CallRecord | null =>
  row?.purpose && row.challengeId
    ? { id: row.id, flowId: row.flowId, challengeId: row.challengeId, purpose: row.purpose, state: row.state, keyings: row.keyings }
    : null
