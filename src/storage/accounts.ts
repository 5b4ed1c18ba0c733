import { eq, type SQL, sql } from 'drizzle-orm'
import { FIRST_LOCK, GUESSES_WINDOW } from '../domain/policy.ts'
import type { Accounts, Subscriber, Visit } from '../journey/ports.ts'
import { build, type Database, rowsOf } from './database.ts'
import { clearFailures, countFailure, countInWindow } from './failures.ts'
import { rememberedFor } from './remembered.ts'
import { accounts, authenticators, failures } from './schema.ts'
import { statement } from './statements.ts'

/** @param guessesPerClient how often one client network may try a password within the window */
export function accountsIn(database: Database, guessesPerClient: number): Accounts {
  return {
    async tryPassword(visit, name, browser) {
      const client = sql`${`client:${visit.clientKey}`}`
      const remembered = browser && rememberedFor(browser, accountNamed(name.key), visit.now)
      const subject = subjectOf(name, remembered)
      const [, , counted, account, near] = await database.batch([
        countInWindow(visit, client, guessesPerClient, GUESSES_WINDOW),
        // A stranger can bring this lock about, so it stays short and is never for good.
        // A client that has tried too often brings about no lock, and no row for a name that it made up.
        countFailure(visit, subject, FIRST_LOCK, stamped(visit, client)),
        statement(sql`select ${stamped(visit, client)} as client, ${stamped(visit, subject)} as name, ${subject} as subject,
          ${remembered ?? sql`null`} as remembered`),
        build
          .select()
          .from(accounts)
          .where(sql`${accounts.id} = ${accountNamed(name.key)}`),
        build
          .select()
          .from(accounts)
          .where(eq(accounts.id, neighbourOf(name.neighbourKey))),
      ])
      const [row] = rowsOf(accounts, account)
      const found = counted?.rows[0]
      return {
        tooMany: found?.client !== 1,
        allowed: found?.name === 1,
        subscriber: row ? subscriberOf(row) : null,
        decoy: rowsOf(accounts, near)[0]?.passwordHash ?? null,
        failureSubject: String(found?.subject),
        remembered: Boolean(found?.remembered),
      }
    },
    async clearFailures(_visit, failureSubject) {
      await database.batch([clearFailures(sql`${failureSubject}`)])
    },
  }
}

/** By its username, else by an email address that it has confirmed. */
export const accountNamed = (key: string): SQL => sql`coalesce(
  (select ${accounts.id} from ${accounts} where ${accounts.usernameKey} = ${key}),
  (select ${authenticators.accountId} from ${authenticators} where ${authenticators.kind} = 'email' and ${authenticators.addressKey} = ${key}))`

/** Stands for whoever is not there, in recoveries of a name that nobody has. No password opens it. */
export const NOBODY = 'nobody'

/** In a ring, so that every name has one. */
const neighbourOf = (neighbourKey: string): SQL => sql`coalesce(
  (select ${accounts.id} from ${accounts} where ${accounts.neighbourKey} >= ${neighbourKey} and ${accounts.id} <> ${NOBODY} order by ${accounts.neighbourKey} limit 1),
  (select ${accounts.id} from ${accounts} where ${accounts.id} <> ${NOBODY} order by ${accounts.neighbourKey} limit 1))`

/** One count for all spellings of a name and for the addresses of its account; unknown names are counted like known ones. */
const subjectOf = (name: { key: string; neighbourKey: string }, remembered: SQL | null): SQL => {
  const named = sql`'password:' || coalesce((select ${accounts.neighbourKey} from ${accounts} where ${accounts.id} = ${accountNamed(name.key)}), ${name.neighbourKey})`
  return remembered ? sql`coalesce('browser:' || ${remembered}, ${named})` : named
}

/** This very request was counted for the subject. */
export const stamped = (visit: Visit, subject: SQL) =>
  sql`exists (select 1 from ${failures} where ${failures.subject} = ${subject} and ${failures.stamp} = ${visit.stamp})`

const subscriberOf = ({ id, username, name, passwordHash, registeredAt, disabledAt }: typeof accounts.$inferSelect): Subscriber => ({
  id,
  username,
  name,
  passwordHash,
  registered: registeredAt !== null,
  disabled: disabledAt !== null,
})
