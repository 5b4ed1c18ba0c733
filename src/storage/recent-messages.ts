/** Single messages, for whoever has to look into them. */
import { and, desc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import type { Channel } from '../domain/challenge.ts'
import type { DeliveryState } from '../domain/delivery.ts'
import type { Instant } from '../system.ts'
import { build, type Database, rowsOf } from './database.ts'
import { deliveries } from './schema.ts'
import { statement } from './statements.ts'

export type RecentMessage = typeof deliveries.$inferSelect

/** Which are asked for: each that is given narrows it. `destinationKey` is the keyed digest of an address. */
export type Asked = { since: Instant; channel?: Channel; states?: readonly DeliveryState[]; destinationKey?: string }

/** How many messages ended alike, the most first. */
export type Ended = { channel: string; state: string; provider: string; error: string; messages: number }

export async function readRecent(database: Database, asked: Asked, most: number): Promise<{ ended: Ended[]; messages: RecentMessage[] }> {
  const which = whichAre(asked)
  const [ended, messages] = await database.batch([
    statement(sql`select channel, state, coalesce(provider, '') as provider, coalesce(provider_error, detail, '') as error, count(*) as messages
      from ${deliveries} where ${which} group by 1, 2, 3, 4 order by messages desc, channel, state`),
    build.select().from(deliveries).where(which).orderBy(desc(deliveries.createdAt), desc(deliveries.id)).limit(most),
  ])
  return { ended: (ended?.rows ?? []) as unknown as Ended[], messages: rowsOf(deliveries, messages) }
}

const whichAre = ({ since, channel, states, destinationKey }: Asked): SQL | undefined =>
  and(
    gt(deliveries.createdAt, since),
    channel && eq(deliveries.channel, channel),
    states && inArray(deliveries.state, [...states]),
    destinationKey === undefined ? undefined : eq(deliveries.destinationKey, destinationKey),
  )
