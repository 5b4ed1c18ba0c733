import { and, eq, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { NOT_ASKED_REST } from '../domain/policy.ts'
import type { CallRecord, Reported, Touch } from '../journey/ports.ts'
import { record } from './audit.ts'
import { type Built, build } from './database.ts'
import { setState } from './deliveries.ts'
import { dueStatement } from './due.ts'
import { accountOf, all } from './guards.ts'
import { letterTo } from './letters.ts'
import { FORGOTTEN } from './moves.ts'
import { flowAwaits, named, returning, takenIn } from './reports.ts'
import { challenges, deliveries, flows } from './schema.ts'
import { suppress } from './suppressions.ts'

/**
 * Whoever answered asked for no call. A registration goes back to the number, which is forgotten; any other flow is over. A flow that
 * has gone on to another number, or was proved in another way, is left alone. The first statement tells whether the call was disowned,
 * the last reads the letter that says so.
 */
export function disownCall(visit: Touch, about: Reported, call: CallRecord): Built[] {
  const mine = all(eq(deliveries.id, call.id), named(about), takenIn(visit, about))
  const disowned = sql`exists (select 1 from ${deliveries} where ${mine} and ${deliveries.state} = 'not-asked')`
  const asking = sql`exists (select 1 from ${challenges} where ${challenges.id} = ${call.challengeId}
    and ${challenges.retiredAt} is null and ${challenges.consumedAt} is null)`
  const stopped = all(flowAwaits(visit, sql`${call.flowId}`), disowned, asking)
  const letter = { id: `${call.id}-not`, kind: 'not-asked', about: aboutCall(call) } as const
  const account = accountOf(visit)
  return [
    returning(setState(mine, visit.now, 'not-asked', { providerId: about.providerId })),
    ...stopFlow(visit, stopped),
    build
      .update(challenges)
      .set({ retiredAt: visit.now })
      .where(all(eq(challenges.id, call.challengeId), isNull(challenges.retiredAt), isNull(challenges.consumedAt), disowned)),
    record(visit, 'call-disowned', { account, flow: call.flowId }, disowned),
    suppress(visit, all(mine, eq(deliveries.state, 'not-asked')), 'not-asked', visit.now + NOT_ASKED_REST),
    ...letterTo(visit, letter, account, disowned, addressProved(call)),
    dueStatement(visit.now, and(eq(deliveries.id, letter.id), eq(deliveries.stamp, visit.stamp)) as SQL),
  ]
}

/** Two statements, of which at most one finds its flow: once it is stopped it waits no more. */
const stopFlow = (visit: Touch, stopped: SQL): Built[] => [
  build
    .update(flows)
    .set({ step: 'give-phone', phone: null, phoneExtension: null, phoneProvedAt: null, stamp: visit.stamp })
    .where(all(stopped, eq(flows.journey, 'registration'))),
  build
    .update(flows)
    .set({ endedAt: visit.now, ...FORGOTTEN, stamp: visit.stamp })
    .where(all(stopped, ne(flows.journey, 'registration'))),
]

const ofCall = ({ id }: CallRecord, column: SQL): SQL => sql`(select ${column} from ${deliveries} where ${deliveries.id} = ${id})`

const aboutCall = (call: CallRecord): SQL =>
  sql`json_object('purpose', ${call.purpose}, 'phoneEnd', substr(${ofCall(call, sql`${deliveries.destination}`)}, -4))`

/** Whoever registers has no address yet but the one that this flow has proved. */
const addressProved =
  ({ flowId }: CallRecord) =>
  (column: 'destination' | 'destinationKey'): SQL =>
    sql`(select ${challenges[column]} from ${challenges} where ${challenges.flowId} = ${flowId} and ${challenges.purpose} = 'registration-email'
      and ${challenges.consumedAt} is not null order by ${challenges}.rowid desc limit 1)`
