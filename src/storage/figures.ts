/** What operators and machines look at: how messages fare. Reads only, in one round trip. */
import type { ResultSet, Row } from '@libsql/client/web'
import { and, desc, gt, type SQL, sql } from 'drizzle-orm'
import type { Channel } from '../domain/challenge.ts'
import { isOver, STATES } from '../domain/delivery.ts'
import { hours } from '../domain/policy.ts'
import type { Prices } from '../domain/price.ts'
import type { Instant } from '../system.ts'
import { build, type Database, rowsOf } from './database.ts'
import { alarms, dailySends, deliveries, hookCounts, providers, switches } from './schema.ts'
import { spentOn } from './spend.ts'
import { statement } from './statements.ts'
import { dayOf } from './tally.ts'

/** Milliseconds that half, and nineteen in twenty, took at most. */
export type Times = { p50: number; p95: number }

/** Of one channel, over the messages that were asked for within a time. */
export type ChannelFigures = {
  channel: Channel
  messages: number
  /** Not handed over yet, and since when the one that waits longest does. */
  due: number
  oldestDueAt: Instant | null
  sent: number
  delivered: number
  /** Refused, failed, expired, busy, not answered, …: over, and in vain. */
  failed: number
  /** Messages that carried a code or asked for one, and how many of them were used. */
  codes: number
  used: number
  /** From being asked for until the provider said it had arrived; until its code was used. Null where none was. */
  toDeliver: Times | null
  toUse: Times | null
}

export type Figures = {
  channels: ChannelFigures[]
  /** What this day (UTC) has cost so far, in millionths of a dollar. */
  spent: number
  /** Of this day (UTC). */
  today: { channel: Channel | 'lookup'; country: string; messages: number }[]
  providers: { name: string; failures: number; downUntil: Instant }[]
  switches: { channel: Channel; reason: string; since: Instant }[]
  /** Of the last 24 hours, the latest first. */
  alarms: { kind: string; subject: string; hour: string; count: number; lastAt: Instant }[]
  /** Webhooks of this day that meant nothing. */
  hooks: { provider: string; outcome: string; events: number }[]
}

/** Whether anything is out of order: little enough to be asked by anybody. */
export type Standing = Pick<Figures, 'providers' | 'switches'> & { waiting: { channel: Channel; since: Instant }[] }

export async function readStanding(database: Database): Promise<Standing> {
  const [off, health, due] = await database.batch([
    build.select().from(switches).orderBy(switches.channel),
    build.select().from(providers).orderBy(providers.name),
    statement(sql`select channel, min(created_at) as since from ${deliveries} where state = 'due' group by channel order by channel`),
  ])
  const waiting = (due?.rows ?? []).map(({ channel, since }) => ({ channel: String(channel) as Channel, since: Number(since) }))
  return { switches: rowsOf(switches, off), providers: rowsOf(providers, health), waiting }
}

const MOST_ALARMS = 50

/** @param within how far back, in milliseconds */
export async function readFigures(database: Database, now: Instant, within: number, prices: Prices): Promise<Figures> {
  const since = now - within
  const [counts, delivered, used, today, health, off, raised, hooks, spent] = await database.batch([
    statement(countsSince(since)),
    statement(timesOf(sql`${deliveries.deliveredAt}`, since)),
    statement(timesOf(sql`${deliveries.provedAt}`, since)),
    statement(sql`select channel, country, messages from ${dailySends} where day = ${dayOf(now)} order by channel, country`),
    build.select().from(providers).orderBy(providers.name),
    build.select().from(switches).orderBy(switches.channel),
    build
      .select()
      .from(alarms)
      .where(gt(alarms.lastAt, now - hours(24)))
      .orderBy(desc(alarms.lastAt))
      .limit(MOST_ALARMS),
    statement(sql`select provider, outcome, events from ${hookCounts} where day = ${dayOf(now)} order by provider, outcome`),
    statement(sql`select ${spentOn(now, prices)} as spent`),
  ])
  return {
    channels: (counts?.rows ?? []).map((row) => channelOf(row, timesIn(delivered), timesIn(used))),
    spent: Number(spent?.rows[0]?.spent ?? 0),
    today: (today?.rows ?? []) as unknown as Figures['today'],
    providers: rowsOf(providers, health),
    switches: rowsOf(switches, off),
    alarms: rowsOf(alarms, raised),
    hooks: (hooks?.rows ?? []) as unknown as Figures['hooks'],
  }
}

const inVain = Object.keys(STATES).filter((state) => isOver(state as keyof typeof STATES) && state !== 'confirmed')

const countsSince = (since: Instant): SQL => sql`select channel, count(*) as messages,
  sum(state = 'due') as due, min(case when state = 'due' then created_at end) as oldest,
  sum(sent_at is not null) as sent, sum(delivered_at is not null) as delivered,
  sum(state in (${sql.join(
    inVain.map((state) => sql`${state}`),
    sql`, `,
  )})) as failed,
  sum(challenge_id is not null) as codes, sum(proved_at is not null) as used
  from ${deliveries} where created_at > ${since} group by channel order by channel`

/** SQLite has no percentiles: the places in the order of a channel's times are counted. */
const timesOf = (until: SQL, since: Instant): SQL => sql`select channel,
  min(case when place * 2 >= total then took end) as p50, min(case when place * 20 >= total * 19 then took end) as p95
  from (select channel, ${until} - created_at as took, row_number() over (partition by channel order by ${until} - created_at) as place,
    count(*) over (partition by channel) as total from ${deliveries} where ${and(gt(deliveries.createdAt, since), sql`${until} is not null`)})
  group by channel`

const timesIn = (result: ResultSet | undefined): Map<string, Times> =>
  new Map((result?.rows ?? []).map(({ channel, p50, p95 }) => [String(channel), { p50: Number(p50), p95: Number(p95) }]))

function channelOf(row: Row, delivered: Map<string, Times>, used: Map<string, Times>): ChannelFigures {
  const channel = String(row.channel) as Channel
  const n = (name: string) => Number(row[name] ?? 0)
  return {
    ...{ channel, messages: n('messages'), due: n('due'), oldestDueAt: row.oldest === null ? null : n('oldest') },
    ...{ sent: n('sent'), delivered: n('delivered'), failed: n('failed'), codes: n('codes'), used: n('used') },
    ...{ toDeliver: delivered.get(channel) ?? null, toUse: used.get(channel) ?? null },
  }
}
