/** What an operator should know of, counted by the hour. */
import { type SQL, sql } from 'drizzle-orm'
import type { Built } from './database.ts'
import { alarms } from './schema.ts'
import { statement } from './statements.ts'

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
