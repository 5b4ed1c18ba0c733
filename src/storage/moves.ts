import { type SQL, sql } from 'drizzle-orm'
import type { FlowVisit } from '../journey/ports.ts'
import { record } from './audit.ts'
import { type Built, build } from './database.ts'
import { accountOf, flowMoved } from './guards.ts'
import { flows } from './schema.ts'

/** What a step does to the database: statements that each carry their own condition, in the order in which they run. `told` reads the letters that it made due. */
export type Step = { statements: Built[]; budget?: Built; deliveryId?: string; told?: Built }

type Changes = Partial<{ [K in keyof typeof flows.$inferInsert]: (typeof flows.$inferInsert)[K] | SQL }>

/** Moves the flow, if it is where the move starts, and says so in the audit. */
export function moveOn(visit: FlowVisit, condition: SQL, changes: Changes, event: string | SQL): Step {
  return {
    statements: [
      build
        .update(flows)
        .set({ ...changes, stamp: visit.stamp } as never)
        .where(condition),
      record(visit, event, { account: accountOf(visit), flow: visit.ticket.id }, flowMoved(visit)),
    ],
  }
}

/** A new secret for the cookie. The old one is good only to repeat the move that replaced it, for a minute. */
export const rotated = (
  visit: FlowVisit,
  move:
    | 'verify-email'
    | 'set-password'
    | 'verify-phone'
    | 'enter-code'
    | 'check-mailbox'
    | 'check-new-phone'
    | 'check-email'
    | 'check-phone'
    | 'new-password',
) => ({
  secretHash: visit.nextHash,
  formerHash: visit.hash,
  formerStep: move,
  rotatedAt: visit.now,
})

/** What a flow that is over has no more use for: the person's entries, and the hash that the account holds by now. */
export const FORGOTTEN = { email: null, phone: null, phoneExtension: null, passwordHash: null } as const

/** A flow's phone in the form in which two spellings are one (RFC 3966): with another extension it is another phone. */
export const phoneKey = sql`${flows.phone} || coalesce(';ext=' || ${flows.phoneExtension}, '')`
