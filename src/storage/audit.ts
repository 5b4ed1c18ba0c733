import { type SQL, sql } from 'drizzle-orm'
import type { Visit } from '../journey/ports.ts'
import type { Built } from './database.ts'
import { auditEvents } from './schema.ts'
import { insertWhen } from './statements.ts'

/** Appends what was decided, in the batch that decides it. */
export const record = (visit: Visit, event: string | SQL, about: { account: SQL; flow?: string | SQL }, condition: SQL): Built =>
  insertWhen(
    auditEvents,
    { at: visit.now, event: typeof event === 'string' ? event : sql`${event}`, accountId: about.account, flowId: about.flow ?? null },
    condition,
  )
