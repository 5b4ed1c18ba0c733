import { asc, gte, lt, sql } from 'drizzle-orm'
import { type Built, build, type Database, rowsOf } from './database.ts'
import { guardCounts } from './schema.ts'

/** Requests of one day (UTC, `2026-11-24`) and facility of which the guard made the same. */
export type GuardCount = typeof guardCounts.$inferSelect

export function guardCountsIn(database: Database) {
  return {
    /** Adds to what is there, in one round trip. */
    async add(counts: readonly GuardCount[]): Promise<void> {
      await database.batch(counts.map(plus))
    },
    async since(day: string): Promise<GuardCount[]> {
      const [found] = await database.batch([
        build.select().from(guardCounts).where(gte(guardCounts.day, day)).orderBy(asc(guardCounts.day), asc(guardCounts.facility)),
      ])
      return rowsOf(guardCounts, found)
    },
  }
}

const plus = (count: GuardCount): Built =>
  build
    .insert(guardCounts)
    .values(count)
    .onConflictDoUpdate({
      target: [guardCounts.day, guardCounts.facility, guardCounts.mode, guardCounts.outcome],
      set: { requests: sql`${guardCounts.requests} + ${count.requests}` },
    })

/** What a roll-out was like is of no more use. @param day as in the counts */
export const forgetCounts = (day: string): Built => build.delete(guardCounts).where(lt(guardCounts.day, day))
