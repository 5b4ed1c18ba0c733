import { eq, sql } from 'drizzle-orm'
import { FIRST_LOCK, GUESSES_WINDOW } from '../domain/policy.ts'
import type { Accounts, Subscriber, Visit } from '../journey/ports.ts'
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
        // A client that has tried too often brings about no lock, and no row for a name that it made up.
        countFailure(visit, sql`${name.failureSubject}`, FIRST_LOCK, stamped(visit, client)),
        statement(sql`select ${stamped(visit, client)} as client, ${stamped(visit, name.failureSubject)} as name`),
        build.select().from(accounts).where(eq(accounts.usernameKey, name.key)),
        build.select().from(accounts).where(eq(accounts.id, neighbour)),
      ])
      const [row] = rowsOf(accounts, account)
      return {
        tooMany: counted?.rows[0]?.client !== 1,
        allowed: counted?.rows[0]?.name === 1,
        subscriber: row ? subscriberOf(row) : null,
        decoy: rowsOf(accounts, near)[0]?.passwordHash ?? null,
      }
    },
    async clearFailures(_visit, failureSubject) {
      await database.batch([clearFailures(sql`${failureSubject}`)])
    },
  }
}

/** This very request was counted for the subject. */
const stamped = (visit: Visit, subject: string) =>
  sql`exists (select 1 from ${failures} where ${failures.subject} = ${subject} and ${failures.stamp} = ${visit.stamp})`

const subscriberOf = ({ id, username, name, passwordHash, registeredAt, disabledAt }: typeof accounts.$inferSelect): Subscriber => ({
  id,
  username,
  name,
  passwordHash,
  registered: registeredAt !== null,
  disabled: disabledAt !== null,
})
