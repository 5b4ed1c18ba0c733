import { inArray, notInArray, type SQL, sql } from 'drizzle-orm'
import { type Channel, PURPOSES, type Purpose } from '../domain/challenge.ts'
import { NEVER_ARRIVED } from '../domain/delivery.ts'
import { BUDGETS, RESEND_WAITS } from '../domain/policy.ts'
import type { Budget } from '../domain/refusal.ts'
import type { Visit } from '../journey/ports.ts'
import type { Built } from './database.ts'
import { challenges, dailySends, deliveries } from './schema.ts'
import { statement } from './statements.ts'
import { dayOf } from './tally.ts'

/** The ceilings that differ between installations; the rest is policy. */
export type Ceilings = { sendsPerClient: number; messagesPerDay: number; callsPerDay: number }

/** Who would get one more message, in SQL: values or columns of the row at hand. */
export type Recipient = { destinationKey: SQL; account: SQL; flow: string; channel: Channel; pool: Pool }

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

const OF_POOL: Record<Pool, SQL> = {
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

type Limit = { messages: number; within: number; provedToo?: boolean }
type Counted = { column: SQL; value: SQL; among: SQL }

/**
 * A limit counted over the outbox, which nothing resets: the messages that are there. A call may be half of them.
 * Where the limit is there against messages for nothing, those whose code was used don't count: who logs in often is not stopped.
 */
function full({ column, value, among }: Counted, limit: Limit, channel: Channel, now: number): SQL {
  const counts = limit.provedToo ? sql`and ${among}` : sql`and ${among} and not ${proved}`
  const since = sql`from ${deliveries} where ${column} = ${value} and ${deliveries.createdAt} > ${now - limit.within} ${counts}`
  const messages = sql`(select count(*) ${since}) >= ${limit.messages}`
  if (channel !== 'voice') return messages
  return sql`(${messages} or (select count(*) ${since} and ${deliveries.channel} = 'voice') >= ${Math.ceil(limit.messages / 2)})`
}

const proved = sql`exists (select 1 from ${challenges} where ${challenges.id} = ${deliveries.challengeId} and ${challenges.consumedAt} is not null)`

/** In SQL: the name of the budget that stands in the way, or null. */
function exceeded(visit: Visit, to: Recipient, ceilings: Ceilings): SQL<Budget | null> {
  const { now } = visit
  const pool = OF_POOL[to.pool]
  const mine = to.pool === 'known' ? sql`(${pool} and ${deliveries.accountId} = ${to.account})` : pool
  const destination = { column: sql`${deliveries.destinationKey}`, value: to.destinationKey, among: mine }
  // What others ask for in a name is not the account's, nor its neighbours' on the network.
  const own = to.pool === 'asked' ? OF_POOL.asked : sql`not ${OF_POOL.asked}`
  const account = { column: sql`${deliveries.accountId}`, value: to.account, among: own }
  const client = { column: sql`${deliveries.clientKey}`, value: sql`${visit.clientKey}`, among: own }
  const by = (counted: Counted, limit: Limit) => full(counted, limit, to.channel, now)
  const clientShort = { ...BUDGETS.clientShort, provedToo: true, messages: ceilings.sendsPerClient }
  const today = to.channel === 'voice' ? ceilings.callsPerDay : ceilings.messagesPerDay
  return sql`case
    when exists (select 1 from ${deliveries} where ${deliveries.flowId} = ${to.flow} and ${deliveries.destinationKey} = ${to.destinationKey}
      and ${deliveries.createdAt} > ${now - RESEND_WAITS[0]} and ${notInArray(deliveries.state, [...NEVER_ARRIVED])}) then 'soon'
    when ${by(destination, BUDGETS.destinationShort)} then 'destination'
    when ${by(destination, BUDGETS.destinationDay)} then 'destination-day'
    when ${by(destination, BUDGETS.destinationInAll)} then 'destination-day'
    when ${by(account, BUDGETS.accountDay)} then 'account'
    when ${by(account, BUDGETS.accountInAll)} then 'account'
    when ${by(client, clientShort)} then 'client'
    when (select sum(${dailySends.messages}) from ${dailySends} where ${dailySends.day} = ${dayOf(now)} and ${dailySends.channel} = ${to.channel}) >= ${today} then 'day'
  end`
}

export const withinBudget = (visit: Visit, to: Recipient, ceilings: Ceilings): SQL => sql`(${exceeded(visit, to, ceilings)}) is null`

/** Reads, before anything is sent, which budget will stand in the way. */
export const budgetStatement = (visit: Visit, to: Recipient, ceilings: Ceilings): Built =>
  statement(sql`select (${exceeded(visit, to, ceilings)}) as exceeded`)
