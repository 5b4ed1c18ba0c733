/** What every message counts for, in the batch that makes it due: the day's total, and its turn. */
import { inArray, type SQL, sql } from 'drizzle-orm'
import { CHOSEN_NUMBERS } from '../domain/challenge.ts'
import { LINE_KNOWN_FOR, MAIL_GAP } from '../domain/policy.ts'
import type { Visit } from '../journey/ports.ts'
import type { Built } from './database.ts'
import { dailySends, deliveries, numberLines, pace } from './schema.ts'
import { statement } from './statements.ts'

/** How long a message may wait for this request to send it, before the sweeper takes it up. */
export const FIRST_LEASE = 30_000

/**
 * Counts what this very request made due so far, and the questions about numbers of one's own choice that nobody asked before; gives each mail its turn: the provider takes so many a second, whichever isolate
 * they come from. What was counted already is left alone, so that several parts of one batch may each end with this.
 */
export function tally(visit: Pick<Visit, 'now' | 'stamp'>): Built[] {
  const { now, stamp } = visit
  const fresh = sql`${deliveries.stamp} = ${stamp} and ${deliveries.notBefore} = 0`
  return [
    statement(sql`insert into ${dailySends} (day, channel, country, messages)
      select ${dayOf(now)}, ${deliveries.channel}, coalesce(${deliveries.country}, ''), count(*) from ${deliveries}
      where ${fresh} and ${deliveries.tries} = 1 group by 2, 3
      union all select ${dayOf(now)}, 'lookup', ${deliveries.country}, count(*) from ${deliveries}
      where ${fresh} and ${deliveries.tries} = 1 and ${deliveries.country} is not null and ${inArray(deliveries.purpose, [...CHOSEN_NUMBERS])}
        and not exists (select 1 from ${numberLines} where ${numberLines.destinationKey} = ${deliveries.destinationKey}
          and ${numberLines.askedAt} > ${now - LINE_KNOWN_FOR}) group by 3
      on conflict (day, channel, country) do update set messages = messages + excluded.messages`),
    ...takeTurns(now, stamp),
  ]
}

/** Each mail of this stamp that has no turn yet gets one, one after the other; other messages may leave at once. */
export function takeTurns(now: number, stamp: string): Built[] {
  const fresh = sql`${deliveries.stamp} = ${stamp} and ${deliveries.notBefore} = 0`
  return [
    statement(sql`insert into ${pace} (channel, next_at, gap)
      select 'email', ${now} + ${MAIL_GAP} * count(*), ${MAIL_GAP} from ${deliveries} where ${fresh} and ${deliveries.channel} = 'email' group by ${deliveries.channel}
      on conflict (channel) do update set next_at = max(next_at, ${now}) + gap * ((excluded.next_at - ${now}) / ${MAIL_GAP})`),
    statement(sql`update ${deliveries} set not_before = turns.at, leased_until = max(leased_until, turns.at + ${FIRST_LEASE})
      from (select ${deliveries.id} as id, case ${deliveries.channel} when 'email'
          then ${pace.nextAt} - ${pace.gap} * row_number() over (partition by ${deliveries.channel} order by ${deliveries}.rowid desc)
          else ${now} end as at
        from ${deliveries} left join ${pace} on ${pace.channel} = 'email' where ${fresh}) as turns
      where ${deliveries}.id = turns.id`),
  ]
}

/** In SQL: the first seven digits of a number in E.164, by which runs of numbers are told. */
export const prefixOf = (e164: SQL): SQL => sql`substr(${e164}, 2, 7)`

export const dayOf = (now: number) => sql`date(${now} / 1000, 'unixepoch')`
