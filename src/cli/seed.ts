/** `npm run seed`: gives a database of development its people. Those who are there already stay as they are. */
import { inArray } from 'drizzle-orm'
import { passwords } from '../credentials/passwords.ts'
import { seedHash } from '../credentials/seeds.ts'
import { usernameKey } from '../domain/username.ts'
import { build, type Database, openDatabase } from '../storage/database.ts'
import { setPace } from '../storage/pace.ts'
import { accounts } from '../storage/schema.ts'
import { system } from '../system.ts'
import { addPeople } from './add-people.ts'
import { optionsOf } from './command-line.ts'
import type { Target } from './migrate.ts'
import { PEOPLE, type Person, REGISTRATION_CODE } from './people.ts'
import { makeCode } from './registration-codes.ts'

/** The application's own: what its digests and its hashes depend on. */
export interface Secrets {
  SECRET_KEY: string
  PASSWORD_PEPPER: string
}

/** The registration code is good anew each time. @returns the names of those who were missing */
export async function seedDatabase({ url, token }: Target, secrets: Secrets, emailsPerSecond?: number): Promise<string[]> {
  const { createClient } = await import('@libsql/client')
  const client = createClient({ url, ...(token && { authToken: token }) })
  try {
    const database = openDatabase(() => client)
    const missing = await missingIn(database)
    await addPeople(database, missing, secrets.SECRET_KEY, (person) => hashOf(person, secrets))
    await makeCode(database, secrets.SECRET_KEY, REGISTRATION_CODE)
    // Nobody waits for the first sweep, which would do the same.
    if (emailsPerSecond) await database.batch(setPace(system.now(), emailsPerSecond))
    return missing.map(({ username }) => username)
  } finally {
    client.close()
  }
}

async function missingIn(database: Database): Promise<Person[]> {
  const everyone: Person[] = Object.values(PEOPLE)
  const names = everyone.map((person) => usernameKey(person.username))
  const [found] = await database.batch([
    build.select({ key: accounts.usernameKey }).from(accounts).where(inArray(accounts.usernameKey, names)),
  ])
  const known = new Set(found?.rows.map((row) => row.username_key))
  return everyone.filter((person) => !known.has(usernameKey(person.username)))
}

/** The hash that the portal, or we, would have kept of a person's password. */
export const hashOf = ({ kept, password }: Person, { PASSWORD_PEPPER: pepper }: Secrets): Promise<string> =>
  kept === 'ours' ? passwords({ ...system, pepper }).hash(password) : seedHash(kept, password, system.bytes(16))

const USAGE = {
  command: 'npm run seed --',
  help: `npm run seed    adds the five people of development who are not there yet, and their registration code; never for production, since everyone knows their passwords

  DATABASE_URL, DATABASE_AUTH_TOKEN   the database, migrated already
  SECRET_KEY, PASSWORD_PEPPER         as the application has them`,
}

if (process.argv[1] === import.meta.filename) {
  optionsOf(USAGE, {})
  const { DATABASE_URL: url, DATABASE_AUTH_TOKEN: token, SECRET_KEY, PASSWORD_PEPPER } = process.env
  if (!url || !SECRET_KEY || !PASSWORD_PEPPER) {
    console.error('DATABASE_URL, SECRET_KEY and PASSWORD_PEPPER must be set, as the application has them.')
    process.exit(1)
  }
  await seedDatabase({ url, ...(token && { token }) }, { SECRET_KEY, PASSWORD_PEPPER }).then(
    (added) => console.log(added.length ? `Added: ${added.join(', ')}.` : 'Everybody is there already.'),
    (cause: Error) => {
      console.error(`Nobody was added: ${cause.message}`)
      process.exit(1)
    },
  )
}
