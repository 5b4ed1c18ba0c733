import { and, eq, gt, isNull, type SQL, sql } from 'drizzle-orm'
import { SESSION_IDLE } from '../domain/policy.ts'
import type { FlowVisit, SessionTicket } from '../journey/ports.ts'
import type { Instant } from '../system.ts'
import { accounts, flows, sessions } from './schema.ts'

/** The cookie's session, neither ended nor over by time, of somebody who is not switched off. */
export const liveSession = (ticket: SessionTicket, now: Instant): SQL =>
  and(
    eq(sessions.id, ticket.id),
    eq(sessions.secretHash, ticket.hash),
    isNull(sessions.endedAt),
    gt(sessions.expiresAt, now),
    gt(sessions.seenAt, now - SESSION_IDLE),
    sql`exists (select 1 from ${accounts} where ${accounts.id} = ${sessions.accountId} and ${accounts.disabledAt} is null)`,
  ) ?? sql`false`

/**
 * A step-up stands on the session that it began with, and goes on only for the browser that holds it, while it is live; any other flow
 * stands by itself.
 */
export const standsOnItsSession = ({ session, now }: Pick<FlowVisit, 'session' | 'now'>): SQL => {
  const held = session
    ? sql`exists (select 1 from ${sessions} where ${liveSession(session, now)} and ${sessions.id} = ${flows.stepsUp}
      and ${sessions.accountId} = ${flows.accountId})`
    : sql`false`
  return sql`(${flows.stepsUp} is null or ${held})`
}
