/** The messages that a batch made due, as whoever sends them needs them. */
import type { ResultSet } from '@libsql/client/web'
import { type SQL, sql } from 'drizzle-orm'
import { LINE_KNOWN_FOR } from '../domain/policy.ts'
import type { DueDelivery } from '../journey/ports.ts'
import type { Instant } from '../system.ts'
import { type Built, rowsOf } from './database.ts'
import { deliveries, numberLines, providers } from './schema.ts'
import { statement } from './statements.ts'

/** What is known besides of a message: the kind of line that its number is, and the providers that are left alone for now. */
const besides = (now: Instant): SQL => sql`
  (select ${numberLines.line} from ${numberLines} where ${numberLines.destinationKey} = ${deliveries.destinationKey}
    and ${numberLines.askedAt} > ${now - LINE_KNOWN_FOR}) as line,
  (select json_group_array(${providers.name}) from ${providers} where ${providers.downUntil} > ${now}) as down`

/** @param which of the outbox, in the order in which they were made due */
export const dueStatement = (now: Instant, which: SQL): Built =>
  statement(sql`select ${deliveries}.*, ${besides(now)} from ${deliveries} where ${which} order by ${deliveries}.rowid`)

export function dueOf(result: ResultSet | undefined): DueDelivery[] {
  const rows = rowsOf(deliveries, result)
  return rows.map((row, nth) => {
    const more = result?.rows[nth]
    return { ...row, line: typeof more?.line === 'string' ? more.line : null, down: JSON.parse(String(more?.down ?? '[]')) as string[] }
  })
}
