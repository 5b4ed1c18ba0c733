import { eq, sql } from 'drizzle-orm'
import { FIRST_LOCK, GUESSES_WINDOW } from '../domain/policy.ts'
import type { Accounts, Subscriber } from '../registration/ports.ts'
import { build, type Database, rowsOf } from './database.ts'
import { clearFailures, countFailure, countInWindow } from './failures.ts'
import { accounts, failures } from './schema.ts'
import { statement } from './statements.ts'

/** @param guessesPerClient how often one client network may try a password within the window */
export function accountsIn(database: Database, guessesPerClient: number): Accounts {
  return {
    async tryPassword(visit, name) {
      const client = `client:${visit.clientKey}`
      // In a ring, so that every name has one.
      const neighbour = sql`coalesce(
        (select ${accounts.id} from ${accounts} where ${accounts.neighbourKey} >= ${name.neighbourKey} order by ${accounts.neighbourKey} limit 1),
        (select ${accounts.id} from ${accounts} order by ${accounts.neighbourKey} limit 1))`
      const [, , counted, account, near] = await database.batch([
        countInWindow(visit, client, guessesPerClient, GUESSES_WINDOW),
        // A stranger can bring this lock about, so it stays short and is never for good.
        countFailure(visit, sql`${name.failureSubject}`, FIRST_LOCK, sql`true`),
        statement(sql`select count(*) as counted from ${failures}
          where ${failures.stamp} = ${visit.stamp} and ${failures.subject} in (${client}, ${name.failureSubject})`),
        build.select().from(accounts).where(eq(accounts.usernameKey, name.key)),
        build.select().from(accounts).where(eq(accounts.id, neighbour)),
      ])
      const [row] = rowsOf(accounts, account)
      return {
        allowed: counted?.rows[0]?.counted === 2,
        subscriber: row ? subscriberOf(row) : null,
        decoy: rowsOf(accounts, near)[0]?.passwordHash ?? null,
      }
    },
    async clearFailures(_visit, failureSubject) {
      await database.batch([clearFailures(sql`${failureSubject}`)])
    },
  }
}

const subscriberOf = ({ id, username, name, passwordHash, registeredAt, disabledAt }: typeof accounts.$inferSelect): Subscriber => ({
  id,
  username,
  name,
  passwordHash,
  registered: registeredAt !== null,
  disabled: disabledAt !== null,
})
