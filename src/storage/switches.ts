/** Channels that an operator has switched off: in a total outage, or against an attack. */
import { asc, eq, type SQL, sql } from 'drizzle-orm'
import type { Channel } from '../domain/challenge.ts'
import { build, type Database, rowsOf } from './database.ts'
import { deliveries, switches } from './schema.ts'

export type Switch = typeof switches.$inferSelect

export function switchesIn(database: Database) {
  const list = build.select().from(switches).orderBy(asc(switches.channel))
  const read = (results: Awaited<ReturnType<Database['batch']>>): Switch[] => rowsOf(switches, results.at(-1))
  return {
    off: async (channel: Channel, reason: string, since: number) =>
      read(
        await database.batch([
          build.insert(switches).values({ channel, reason, since }).onConflictDoUpdate({ target: switches.channel, set: { reason } }),
          list,
        ]),
      ),
    on: async (channel: Channel) => read(await database.batch([build.delete(switches).where(eq(switches.channel, channel)), list])),
    list: async () => read(await database.batch([list])),
  }
}

/** In SQL. */
export const isSwitchedOff = (channel: Channel): SQL => sql`exists (select 1 from ${switches} where ${switches.channel} = ${channel})`

/** Of the outbox: messages that may leave. Others wait, and expire in their time. */
export const mayLeave = sql`${deliveries.channel} not in (select ${switches.channel} from ${switches})`
