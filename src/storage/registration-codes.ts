import { and, desc, gt, like, sql } from 'drizzle-orm'
import type { Instant } from '../system.ts'
import { build, type Database, rowsOf } from './database.ts'
import { registrationCodes } from './schema.ts'

export type RegistrationCode = typeof registrationCodes.$inferSelect

/** The codes by which facilities let people register. */
export interface RegistrationCodes {
  /** Adds the code, or renews one that is there. */
  put(code: RegistrationCode): Promise<void>
  /** Latest first; those that are over are among them. */
  list(): Promise<RegistrationCode[]>
  /**
   * Lets nobody else register with it; registrations that have begun go on.
   * @param beginning of its id: ends nothing where it is that of several
   * @returns how many there are of that beginning
   */
  end(beginning: string, now: Instant): Promise<number>
}

export function registrationCodesIn(database: Database): RegistrationCodes {
  return {
    async put({ id, ...code }) {
      const insert = build.insert(registrationCodes).values({ id, ...code })
      await database.batch([insert.onConflictDoUpdate({ target: registrationCodes.id, set: code })])
    },
    async list() {
      const [all] = await database.batch([build.select().from(registrationCodes).orderBy(desc(registrationCodes.createdAt))])
      return rowsOf(registrationCodes, all)
    },
    async end(beginning, now) {
      const named = like(registrationCodes.id, `${beginning}%`)
      const one = sql`(select count(*) from ${registrationCodes} where ${named}) = 1`
      const [found] = await database.batch([
        build.select({ id: registrationCodes.id }).from(registrationCodes).where(named),
        build
          .update(registrationCodes)
          .set({ expiresAt: now })
          .where(and(named, one, gt(registrationCodes.expiresAt, now))),
      ])
      return found?.rows.length ?? 0
    },
  }
}
