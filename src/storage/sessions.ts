import type { ResultSet } from '@libsql/client/web'
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { SessionTimes } from '../domain/session.ts'
import type { SessionTicket } from '../journey/ports.ts'
import type { Instant } from '../system.ts'
import { type Built, build, type Database, rowsOf } from './database.ts'
import { liveSession as live } from './live-session.ts'
import { FORGOTTEN } from './moves.ts'
import { forgetBrowsers } from './remembered.ts'
import { accounts, auditEvents, flows, sessions } from './schema.ts'
import { insertWhen } from './statements.ts'

/** A live session and whose it is. */
export type Session = SessionTimes & {
  id: string
  accountId: string
  username: string
  name: string
  facility: string
  /** How the person was authenticated, space-separated RFC 8176 values. */
  amr: string
  /** When they were. */
  since: Instant
}

export type { SessionTicket } from '../journey/ports.ts'

export interface Sessions {
  /** Finds the session and moves its idle limit on, in one round trip. */
  visit(ticket: SessionTicket, now: Instant): Promise<Session | null>
  /** Finds the session and leaves its idle limit where it is, in one round trip. */
  look(ticket: SessionTicket, now: Instant): Promise<Session | null>
  /** Ends the session at once. False when there was none. */
  end(ticket: SessionTicket, now: Instant): Promise<boolean>
  /** Ends every session of whoever holds this one, and every login that is under way, and forgets their browsers. False when there was none. */
  endAll(ticket: SessionTicket, now: Instant): Promise<boolean>
}

export function sessionsIn(database: Database): Sessions {
  return {
    async visit(ticket, now) {
      const [, found, owner] = await database.batch([
        build.update(sessions).set({ seenAt: now }).where(live(ticket, now)),
        ...whose(ticket, now),
      ])
      return sessionOf(found, owner)
    },
    async look(ticket, now) {
      const [found, owner] = await database.batch(whose(ticket, now))
      return sessionOf(found, owner)
    },
    async end(ticket, now) {
      const [ended] = await database.batch(endSession(ticket, now, sql`true`))
      return rowsOf(sessions, ended).length > 0
    },
    async endAll(ticket, now) {
      const owner = accountOf(ticket, now)
      const [, , , ended] = await database.batch([
        forgetBrowsers(owner, now, sql`true`),
        insertWhen(auditEvents, { at: now, event: 'signed-out-everywhere', accountId: owner }, sql`${owner} is not null`),
        // Whoever knows the password, and only waits for a code, is out as well.
        build
          .update(flows)
          .set({ endedAt: now, ...FORGOTTEN })
          .where(and(eq(flows.accountId, owner), eq(flows.journey, 'login'), isNull(flows.endedAt))),
        build
          .update(sessions)
          .set({ endedAt: now })
          .where(and(eq(sessions.accountId, owner), isNull(sessions.endedAt)))
          .returning(),
      ])
      return rowsOf(sessions, ended).length > 0
    },
  }
}

/** The first statement returns the session, where there was one. */
export const endSession = (ticket: SessionTicket, now: Instant, condition: SQL): Built[] => [
  build
    .update(sessions)
    .set({ endedAt: now })
    .where(and(live(ticket, now), condition))
    .returning(),
  insertWhen(
    auditEvents,
    {
      at: now,
      event: 'signed-out',
      accountId: sql`select ${sessions.accountId} from ${sessions} where ${sessions.id} = ${ticket.id}`,
    },
    sql`exists (select 1 from ${sessions} where ${sessions.id} = ${ticket.id} and ${sessions.secretHash} = ${ticket.hash} and ${sessions.endedAt} = ${now})`,
  ),
]

const accountOf = (ticket: SessionTicket, now: Instant): SQL =>
  sql`(select ${sessions.accountId} from ${sessions} where ${live(ticket, now)})`

const whose = (ticket: SessionTicket, now: Instant): Built[] => [
  build.select().from(sessions).where(live(ticket, now)),
  build
    .select()
    .from(accounts)
    .where(eq(accounts.id, accountOf(ticket, now))),
]

/** @param found, owner what the statements of `whose` brought */
function sessionOf(found: ResultSet | undefined, owner: ResultSet | undefined): Session | null {
  const [session] = rowsOf(sessions, found)
  const [person] = rowsOf(accounts, owner)
  if (!session || !person) return null
  const { id: accountId, username, name, facility } = person
  const { id, amr, createdAt: since, seenAt, expiresAt: endsAt } = session
  return { id, accountId, username, name, facility, amr, since, seenAt, endsAt }
}
