import { inArray, type SQL, sql } from 'drizzle-orm'
import { type Channel, PURPOSES, type Purpose } from '../domain/challenge.ts'
import { challenges, deliveries } from './schema.ts'

/**
 * Messages that share a budget. What anybody can have sent with a name or an address alone must not use up, or tell by its refusals,
 * what others may have: each pool counts its own messages only.
 */
export type Pool =
  /** By whoever types a name or an address: recoveries and usernames. */
  | 'asked'
  /** To an address of one's own choice: registrations. */
  | 'given'
  /** To a confirmed address, behind the account's password or its mailbox: only that account's messages count. */
  | 'known'

export const poolOf = (purpose: Purpose): Pool => {
  if (purpose === 'recovery-email') return 'asked'
  return purpose === 'registration-email' || purpose === 'registration-phone' ? 'given' : 'known'
}

export const OF_POOL: Record<Pool, SQL> = {
  asked: sql`(${deliveries.kind} = 'username' or coalesce(${deliveries.purpose}, '') = 'recovery-email')`,
  given: inArray(
    deliveries.purpose,
    PURPOSES.filter((purpose) => poolOf(purpose) === 'given'),
  ),
  known: inArray(
    deliveries.purpose,
    PURPOSES.filter((purpose) => poolOf(purpose) === 'known'),
  ),
}

export type Limit = { messages: number; within: number; provedToo?: boolean }
export type Counted = { column: SQL; value: SQL; among: SQL }
/** How messages are counted: for which channel one more is asked, what each counts for, and the time. */
export type Measure = { channel: Channel; weight: SQL; now: number }

/**
 * A limit counted over the outbox, which nothing resets: the messages that are there. A call may be half of them.
 * Where the limit is there against messages for nothing, those whose code was used don't count: who logs in often is not stopped.
 */
export function full({ column, value, among }: Counted, limit: Limit, { channel, weight, now }: Measure): SQL {
  const calls = sql`or sum(${weight}) filter (where ${deliveries.channel} = 'voice') >= ${Math.ceil(limit.messages / 2)}`
  return sql`(select sum(${weight}) >= ${limit.messages} ${channel === 'voice' ? calls : sql``}
    from ${deliveries} where ${column} = ${value} and ${deliveries.createdAt} > ${now - limit.within}
    and ${among} ${limit.provedToo ? sql`` : sql`and not ${proved}`})`
}

/** The second way is that of messages from before the time of their proof was kept. */
const proved = sql`(${deliveries.provedAt} is not null
  or exists (select 1 from ${challenges} where ${challenges.id} = ${deliveries.challengeId} and ${challenges.consumedAt} is not null))`
