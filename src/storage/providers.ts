/** How the providers do: written with what came of a message. */
import { inArray, sql } from 'drizzle-orm'
import { FIRST_REST, LONGEST_REST, OUTAGES_BEFORE_REST } from '../domain/policy.ts'
import type { Marking } from '../journey/ports.ts'
import type { Instant } from '../system.ts'
import { type Built, build } from './database.ts'
import { numberLines, providers } from './schema.ts'
import { statement } from './statements.ts'

type Health = NonNullable<Marking['health']>

/** A channel has a row of its own once all its providers are left alone: there is nobody to send by. */
export const notedHealth = (now: Instant, { channel, all, asked }: Health): Built[] =>
  asked.flatMap(({ name, well }) => (well ? [itIsWell(now, channel, name)] : [itIsOut(now, name), channelIsOut(now, channel, all)]))

const itIsWell = (now: Instant, channel: string, name: string): Built =>
  build
    .update(providers)
    .set({ failures: 0, downUntil: 0, updatedAt: now })
    .where(sql`${inArray(providers.name, [name, channel])} and (${providers.failures} > 0 or ${providers.downUntil} > 0)`)

/** What was under way when it was found to be out says nothing new: the time of rest is not doubled for each of many at once. */
const itIsOut = (now: Instant, name: string): Built =>
  statement(sql`insert into ${providers} (name, failures, down_until, updated_at) values (${name}, 1, 0, ${now})
    on conflict (name) do update set failures = failures + 1, updated_at = excluded.updated_at, down_until = case
      when failures + 1 < ${OUTAGES_BEFORE_REST} then down_until
      else ${now} + min(${FIRST_REST} * (1 << min(failures + 1 - ${OUTAGES_BEFORE_REST}, 10)), ${LONGEST_REST}) end
    where down_until <= ${now}`)

const channelIsOut = (now: Instant, channel: string, all: readonly string[]): Built =>
  statement(sql`insert into ${providers} (name, failures, down_until, updated_at)
    select ${channel}, 0, min(down_until), ${now} from ${providers}
    where ${inArray(providers.name, [...all])} and down_until > ${now}
    and (select count(*) from ${providers} where ${inArray(providers.name, [...all])} and down_until > ${now}) = ${all.length}
    group by failures >= 0
    on conflict (name) do update set down_until = excluded.down_until, updated_at = excluded.updated_at`)

export const learnedLine = (now: Instant, { destinationKey, line }: NonNullable<Marking['line']>): Built =>
  build
    .insert(numberLines)
    .values({ destinationKey, line, askedAt: now })
    .onConflictDoUpdate({ target: numberLines.destinationKey, set: { line, askedAt: now } })
