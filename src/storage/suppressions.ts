/** Addresses and numbers to which nothing is sent for a while: what went there came back, or was not wanted. */
import { type SQL, sql } from 'drizzle-orm'
import type { Visit } from '../journey/ports.ts'
import type { Built } from './database.ts'
import { deliveries, suppressions } from './schema.ts'
import { statement } from './statements.ts'

export type SuppressionReason = (typeof suppressions.$inferSelect)['reason']

/**
 * Remembers where a message went. A reason that came before keeps its time, if that is longer.
 * @param which the message, in SQL: of the outbox
 * @param until when it is over
 */
export const suppress = (visit: Pick<Visit, 'now'>, which: SQL, reason: SuppressionReason, until: number): Built =>
  statement(sql`insert into ${suppressions} (destination_key, reason, since, until)
    select ${deliveries.destinationKey}, ${reason}, ${visit.now}, ${until} from ${deliveries}
    where ${which} and ${deliveries.destinationKey} <> '' limit 1
    on conflict (destination_key) do update set reason = excluded.reason, until = max(until, excluded.until)`)

/** In SQL: nothing goes there for one of these reasons. */
export const isSuppressed = (destinationKey: SQL, now: number, ...reasons: SuppressionReason[]): SQL =>
  sql`exists (select 1 from ${suppressions} where ${suppressions.destinationKey} = ${destinationKey} and ${suppressions.until} > ${now}
    and ${suppressions.reason} in ${reasons})`

/** Those that are over. */
export const forgetSuppressions = (now: number): Built => statement(sql`delete from ${suppressions} where ${suppressions.until} < ${now}`)
