import { notInArray, type SQL, sql } from 'drizzle-orm'
import type { Channel } from '../domain/challenge.ts'
import { NEVER_ARRIVED } from '../domain/delivery.ts'
import { BUDGETS, RESEND_WAITS } from '../domain/policy.ts'
import type { Price, Prices } from '../domain/price.ts'
import type { Budget } from '../domain/refusal.ts'
import type { Visit } from '../journey/ports.ts'
import { raiseAlarm } from './alarms.ts'
import { type ChosenNumber, countryTripped, prefixTripped } from './breaker.ts'
import type { Built } from './database.ts'
import { type Counted, full, type Limit, OF_POOL, type Pool } from './limits.ts'
import { dailySends, deliveries } from './schema.ts'
import { spentOn, weightOf } from './spend.ts'
import { statement } from './statements.ts'
import { isSuppressed } from './suppressions.ts'
import { isSwitchedOff } from './switches.ts'
import { dayOf, prefixOf } from './tally.ts'

/** The ceilings that differ between installations; the rest is policy. */
export type Ceilings = {
  sendsPerClient: number
  messagesPerDay: number
  callsPerDay: number
  prices: Prices
  spendPerDay: Price
  /** Where the breakers trip, when nobody has entered a code. */
  unprovedPerPrefix: number
  unprovedPerCountry: number
}

/** Who would get one more message, in SQL: values or columns of the row at hand. `chosen` is a number of one's own choice. */
export type Recipient = { destinationKey: SQL; account: SQL; flow: string; channel: Channel; pool: Pool; chosen?: ChosenNumber }

type Asked = { visit: Visit; to: Recipient; ceilings: Ceilings }
/** A budget's name, and in SQL whether it stands in the way. */
type Bar = readonly [Budget, SQL]

/** In SQL: the name of the first budget that stands in the way, or null. */
const exceeded = (asked: Asked): SQL<Budget | null> => first([...held(asked), ...shares(asked), ...everybodys(asked)])

const first = (bars: readonly Bar[]): SQL<Budget | null> =>
  sql`case ${sql.join(
    bars.map(([budget, stands]) => sql`when ${stands} then ${budget}`),
    sql` `,
  )} end`

/** What one person's messages keep from another. */
const everybodys = (asked: Asked): Bar[] => [...breakers(asked), ...dayFull(asked)]

/** The channel is off, the address wants nothing, or had something just now. */
function held({ visit: { now }, to }: Asked): Bar[] {
  const { channel, destinationKey } = to
  // Whoever did not ask for a call may log in by text meanwhile: that number is theirs.
  const spared = channel === 'email' || (channel === 'sms' && to.pool === 'known' && !to.chosen)
  return [
    ['switched-off', isSwitchedOff(channel)],
    ...(channel === 'email' ? [['suppressed', isSuppressed(destinationKey, now, 'bounced', 'complained')] as const] : []),
    ...(spared ? [] : [['not-asked', isSuppressed(destinationKey, now, 'not-asked')] as const]),
    [
      'soon',
      sql`exists (select 1 from ${deliveries} where ${deliveries.flowId} = ${to.flow} and ${deliveries.destinationKey} = ${destinationKey}
        and ${deliveries.createdAt} > ${now - RESEND_WAITS[0]} and ${notInArray(deliveries.state, [...NEVER_ARRIVED])})`,
    ],
  ]
}

/** J08, N09. */
function shares({ visit, to, ceilings }: Asked): Bar[] {
  const pool = OF_POOL[to.pool]
  const mine = to.pool === 'known' ? sql`(${pool} and ${deliveries.accountId} = ${to.account})` : pool
  const destination = { column: sql`${deliveries.destinationKey}`, value: to.destinationKey, among: mine }
  // What others ask for in a name is not the account's, nor its neighbours' on the network.
  const own = to.pool === 'asked' ? OF_POOL.asked : sql`not ${OF_POOL.asked}`
  const account = { column: sql`${deliveries.accountId}`, value: to.account, among: own }
  const client = { column: sql`${deliveries.clientKey}`, value: sql`${visit.clientKey}`, among: own }
  const measure = { channel: to.channel, weight: weightOf(ceilings.prices), now: visit.now }
  const by = (counted: Counted, limit: Limit) => full(counted, limit, measure)
  return [
    ['destination', by(destination, BUDGETS.destinationShort)],
    ['destination-day', by(destination, BUDGETS.destinationDay)],
    ['destination-day', by(destination, BUDGETS.destinationInAll)],
    ['account', by(account, BUDGETS.accountDay)],
    ['account', by(account, BUDGETS.accountInAll)],
    ['client', by(client, { ...BUDGETS.clientShort, provedToo: true, messages: ceilings.sendsPerClient })],
  ]
}

/** A confirmed number is never held back by what others do with their own. */
function breakers({ visit: { now }, to: { chosen }, ceilings }: Asked): Bar[] {
  const weight = weightOf(ceilings.prices)
  return chosen
    ? [
        ['prefix', prefixTripped(chosen, ceilings.unprovedPerPrefix, weight, now)],
        ['country', countryTripped(chosen, ceilings.unprovedPerCountry, weight, now)],
      ]
    : []
}

/** Money stops texts and calls; mail costs next to nothing, and goes on. */
function dayFull({ visit: { now }, to: { channel }, ceilings }: Asked): Bar[] {
  const most = channel === 'voice' ? ceilings.callsPerDay : ceilings.messagesPerDay
  return [
    ...(channel === 'email' ? [] : [['spend', sql`${spentOn(now, ceilings.prices)} >= ${ceilings.spendPerDay}`] as const]),
    [
      'day',
      sql`(select sum(${dailySends.messages}) from ${dailySends} where ${dailySends.day} = ${dayOf(now)} and ${dailySends.channel} = ${channel}) >= ${most}`,
    ],
  ]
}

export const withinBudget = (visit: Visit, to: Recipient, ceilings: Ceilings): SQL => sql`(${exceeded({ visit, to, ceilings })}) is null`

/** Reads, before anything is sent, which budget will stand in the way. */
export const budgetStatement = (visit: Visit, to: Recipient, ceilings: Ceilings): Built =>
  statement(sql`select (${exceeded({ visit, to, ceilings })}) as exceeded`)

/** After all else of a batch: a budget that is everybody's, and kept this request's message from being made due, is an operator's business. */
export const alarmStatement = (visit: Visit, to: Recipient, ceilings: Ceilings, deliveryId: string): Built =>
  raiseAlarm(
    visit.now,
    sql`select case when exists (select 1 from ${deliveries} where ${deliveries.id} = ${deliveryId}) then null
      else (${first(everybodys({ visit, to, ceilings }))}) end`,
    {
      prefix: to.chosen && prefixOf(to.chosen.destination),
      country: to.chosen?.country,
      spend: sql`'day'`,
      day: sql`${to.channel}`,
    },
  )
