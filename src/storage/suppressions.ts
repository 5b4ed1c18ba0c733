import { type SQL, sql } from 'drizzle-orm'
import type { Visit } from '../journey/ports.ts'
import type { Built } from './database.ts'
import { suppressions } from './schema.ts'
import { insertWhen } from './statements.ts'

type Suppression = { destinationKey: SQL; reason: 'bounced' | 'complained' | 'not-asked'; until: number }

/** Nothing more is sent there until then. A later end stands. */
export const suppress = (visit: Visit, { destinationKey, reason, until }: Suppression, condition: SQL): Built =>
  insertWhen(
    suppressions,
    { destinationKey, reason, since: visit.now, until },
    sql`${condition} and ${destinationKey} is not null`,
    sql`on conflict (destination_key) do update set reason = excluded.reason, since = excluded.since, until = max(until, excluded.until)`,
  )
