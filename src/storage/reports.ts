/** A provider's report as the database takes it in: once, about a message of ours, and counted where it is neither. */
import type { ResultSet } from '@libsql/client/web'
import { eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { CallRecord, News, Reported, Visit } from '../journey/ports.ts'
import type { Built } from './database.ts'
import { all } from './guards.ts'
import { deliveries, flows, hookCounts, providerEvents } from './schema.ts'
import { insertWhen } from './statements.ts'
import { dayOf } from './tally.ts'

/** By our own id where the provider gave it back, and never a call of another id at the provider. */
export const named = ({ providerId, deliveryId }: Reported): SQL =>
  deliveryId === null
    ? eq(deliveries.providerId, providerId)
    : all(eq(deliveries.id, deliveryId), or(isNull(deliveries.providerId), eq(deliveries.providerId, providerId)))

/** Two statements: the event is noted, if it is new; what means nothing to us is counted, and which it was is read. */
export const takeIn = (visit: Visit, about: Reported): [Built, Built] => [
  insertWhen(providerEvents, { id: about.eventId, receivedAt: visit.now, stamp: visit.stamp }, sql`true`, sql`on conflict (id) do nothing`),
  returning(
    insertWhen(
      hookCounts,
      {
        ...{ day: dayOf(visit.now), provider: about.provider, events: 1 },
        outcome: sql`case when ${takenIn(visit, about)} then 'unknown' else 'repeated' end`,
      },
      sql`not ${takenIn(visit, about)} or not exists (select 1 from ${deliveries} where ${named(about)})`,
      sql`on conflict (day, provider, outcome) do update set events = events + 1`,
    ),
  ),
]

export function newsOf(counted: ResultSet | undefined): News {
  const outcome = counted?.rows[0]?.outcome
  return outcome === 'unknown' || outcome === 'repeated' ? outcome : 'new'
}

/** This very request took the event in. */
export const takenIn = (visit: Visit, about: Reported): SQL =>
  sql`exists (select 1 from ${providerEvents} where ${providerEvents.id} = ${about.eventId} and ${providerEvents.stamp} = ${visit.stamp})`

/** A flow that waits for a phone to be proved. */
export const flowAwaits = (visit: Visit, id: SQL): SQL =>
  all(
    sql`${flows.id} = ${id}`,
    inArray(flows.step, ['verify-phone', 'enter-code', 'check-phone', 'check-new-phone']),
    isNull(flows.endedAt),
    gt(flows.expiresAt, visit.now),
  )

export const awaited = (visit: Visit): SQL => sql`exists (select 1 from ${flows} where ${flowAwaits(visit, sql`${deliveries.flowId}`)})`

export const returning = (built: Built): Built => ({
  toSQL: () => {
    const { sql: text, params } = built.toSQL()
    return { sql: `${text} returning *`, params }
  },
})

export function callOf(row: typeof deliveries.$inferSelect | undefined): CallRecord | null {
  if (!row?.purpose || !row.challengeId) return null
  const { id, flowId, challengeId, purpose, state, provider, extension } = row
  return { id, flowId, challengeId, purpose, state, provider, extension }
}
