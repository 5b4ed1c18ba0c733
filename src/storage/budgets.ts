import { notInArray, type SQL, sql } from 'drizzle-orm'
import type { Channel } from '../domain/challenge.ts'
import { NEVER_ARRIVED } from '../domain/delivery.ts'
import { BUDGETS, RESEND_WAITS } from '../domain/policy.ts'
import type { Budget } from '../domain/refusal.ts'
import type { Visit } from '../journey/ports.ts'
import { type Built, build } from './database.ts'
import { challenges, dailyTotals, deliveries } from './schema.ts'
import { insertWhen, statement } from './statements.ts'

/** The ceilings that differ between installations; the rest is policy. */
export type Ceilings = { sendsPerClient: number; messagesPerDay: number; callsPerDay: number }

/** Who would get one more message, in SQL: values or columns of the row at hand. */
export type Recipient = { destinationKey: SQL; account: SQL; flow: string; channel: Channel }

type Limit = { messages: number; within: number; provedToo?: boolean }

/**
 * A limit counted over the outbox, which nothing resets: the messages that are there. A call may be half of them.
 * Where the limit is there against messages for nothing, those whose code was used don't count: who logs in often is not stopped.
 */
function full(column: SQL, value: SQL, limit: Limit, channel: Channel, now: number): SQL {
  const counts = limit.provedToo ? sql`` : sql`and not ${proved}`
  const since = sql`from ${deliveries} where ${column} = ${value} and ${deliveries.createdAt} > ${now - limit.within} ${counts}`
  const messages = sql`(select count(*) ${since}) >= ${limit.messages}`
  if (channel !== 'voice') return messages
  return sql`(${messages} or (select count(*) ${since} and ${deliveries.channel} = 'voice') >= ${Math.ceil(limit.messages / 2)})`
}

const proved = sql`exists (select 1 from ${challenges} where ${challenges.id} = ${deliveries.challengeId} and ${challenges.consumedAt} is not null)`

/** In SQL: the name of the budget that stands in the way, or null. */
function exceeded(visit: Visit, to: Recipient, ceilings: Ceilings): SQL<Budget | null> {
  const { now } = visit
  const by = (column: SQL, value: SQL, limit: Limit) => full(column, value, limit, to.channel, now)
  const client = { ...BUDGETS.clientShort, provedToo: true, messages: ceilings.sendsPerClient }
  const today = to.channel === 'voice' ? ceilings.callsPerDay : ceilings.messagesPerDay
  return sql`case
    when exists (select 1 from ${deliveries} where ${deliveries.flowId} = ${to.flow} and ${deliveries.destinationKey} = ${to.destinationKey}
      and ${deliveries.createdAt} > ${now - RESEND_WAITS[0]} and ${notInArray(deliveries.state, [...NEVER_ARRIVED])}) then 'soon'
    when ${by(sql`${deliveries.destinationKey}`, to.destinationKey, BUDGETS.destinationShort)} then 'destination'
    when ${by(sql`${deliveries.destinationKey}`, to.destinationKey, BUDGETS.destinationDay)} then 'destination-day'
    when ${by(sql`${deliveries.destinationKey}`, to.destinationKey, BUDGETS.destinationInAll)} then 'destination-day'
    when ${by(sql`${deliveries.accountId}`, to.account, BUDGETS.accountDay)} then 'account'
    when ${by(sql`${deliveries.clientKey}`, sql`${visit.clientKey}`, client)} then 'client'
    when (select sum(${dailyTotals.messages}) from ${dailyTotals} where ${dailyTotals.day} = ${dayOf(now)} and ${dailyTotals.channel} = ${to.channel}) >= ${today} then 'day'
  end`
}

export const withinBudget = (visit: Visit, to: Recipient, ceilings: Ceilings): SQL => sql`(${exceeded(visit, to, ceilings)}) is null`

/** Reads, before anything is sent, which budget will stand in the way. */
export const budgetStatement = (visit: Visit, to: Recipient, ceilings: Ceilings): Built =>
  statement(sql`select (${exceeded(visit, to, ceilings)}) as exceeded`)

/** Counts one message of this day, if it was made due. */
export const countToday = (visit: Visit, channel: Channel, condition: SQL): Built =>
  insertWhen(
    dailyTotals,
    { day: sql`${dayOf(visit.now)}`, channel, messages: 1 },
    condition,
    sql`on conflict (day, channel) do update set messages = messages + 1`,
  )

const dayOf = (now: number): SQL => sql`date(${now} / 1000, 'unixepoch')`

/** The delivery that this request made due, if it did. */
export const dueStatement = (id: string): Built => build.select().from(deliveries).where(sql`${deliveries.id} = ${id}`)
