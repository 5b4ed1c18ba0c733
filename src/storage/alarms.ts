/** What an operator should know of, counted by the hour. */
import { isNull, lt, type SQL, sql } from 'drizzle-orm'
import { ALARMS_KEPT, days, SPEND_ALARM } from '../domain/policy.ts'
import type { Instant } from '../system.ts'
import type { Ceilings } from './budgets.ts'
import { type Built, build, type Database, rowsOf } from './database.ts'
import { alarms, deliveries, providers } from './schema.ts'
import { spentOn } from './spend.ts'
import { insertWhen, statement } from './statements.ts'
import { dayOf } from './tally.ts'

const hourOf = (now: number): SQL => sql`strftime('%Y-%m-%dT%H', ${now} / 1000, 'unixepoch')`

/**
 * Counts an alarm of the hour.
 * @param kind one value in SQL, worked out once: the alarm's kind, or one that is no alarm's, or null
 * @param subjects of what it is, by kind
 */
export function raiseAlarm(now: number, kind: SQL, subjects: Record<string, SQL | undefined>): Built {
  const known = Object.entries(subjects).flatMap(([name, subject]) => (subject ? [sql`when ${name} then ${subject}`] : []))
  return statement(sql`insert into ${alarms} (kind, subject, hour, count, first_at, last_at)
    with raised(kind) as materialized (${kind})
    select kind, subject, ${hourOf(now)}, 1, ${now}, ${now}
    from (select kind, case kind ${sql.join(known, sql` `)} end as subject from raised) where subject is not null
    on conflict (kind, subject, hour) do update set count = count + 1, last_at = excluded.last_at`)
}

export type Alarm = Pick<typeof alarms.$inferSelect, 'kind' | 'subject' | 'hour' | 'count'>
/** `tell` returns the alarms that nobody was told of yet, once; where somebody wants them by mail, the mail is due with that. */
export type Alarms = { tell(now: Instant, id: string): Promise<Alarm[]> }

/** @param to the operators' address, if they want mail */
export function alarmsIn(database: Database, money: Pick<Ceilings, 'prices' | 'spendPerDay'>, to: string | undefined): Alarms {
  return {
    async tell(now, id) {
      const results = await database.batch([
        moneyAlarm(now, money),
        providerAlarms(now),
        ...(to === undefined ? [] : [mailAlarms(now, id, to)]),
        build.update(alarms).set({ toldAt: now }).where(isNull(alarms.toldAt)).returning(),
      ])
      return rowsOf(alarms, results.at(-1)).map(({ kind, subject, hour, count }) => ({ kind, subject, hour, count }))
    },
  }
}

/** Once a day. */
const moneyAlarm = (now: Instant, { prices, spendPerDay }: Pick<Ceilings, 'prices' | 'spendPerDay'>): Built =>
  raiseAlarm(
    now,
    sql`select 'spend-near' where ${spentOn(now, prices)} >= ${spendPerDay * SPEND_ALARM}
      and not exists (select 1 from ${alarms} where ${alarms.kind} = 'spend-near' and substr(${alarms.hour}, 1, 10) = ${dayOf(now)})`,
    { 'spend-near': sql`'day'` },
  )

const providerAlarms = (now: Instant): Built =>
  statement(sql`insert into ${alarms} (kind, subject, hour, count, first_at, last_at)
    select 'provider', ${providers.name}, ${hourOf(now)}, 1, ${now}, ${now} from ${providers} where ${providers.downUntil} > ${now}
    on conflict (kind, subject, hour) do update set count = count + 1, last_at = excluded.last_at`)

/** All that are untold in one mail, which the sweep after this takes up. */
const mailAlarms = (now: Instant, id: string, to: string): Built =>
  insertWhen(
    deliveries,
    {
      ...{ id, kind: 'alarm', channel: 'email', destination: to, destinationKey: '', accountId: '', clientKey: '', flowId: id },
      about: sql`select json_group_array(json_object('kind', kind, 'subject', subject, 'hour', hour, 'count', count)) from ${alarms} where ${alarms.toldAt} is null`,
      ...{ state: 'due', leasedUntil: now, createdAt: now, updatedAt: now, expiresAt: now + days(1), stamp: id },
    },
    sql`exists (select 1 from ${alarms} where ${alarms.toldAt} is null)`,
  )

/** Those of a month ago. */
export const forgetAlarms = (now: Instant): Built => build.delete(alarms).where(lt(alarms.lastAt, now - ALARMS_KEPT))
