/** `npm run seed`: gives a database of development its people. Those who are there already stay as they are. */
import { createClient } from '@libsql/client'
import { inArray } from 'drizzle-orm'
import { passwords } from '../credentials/index.ts'
import { seedHash } from '../credentials/seeds.ts'
import { usernameKey } from '../domain/username.ts'
import { seedCases } from '../portal/seed.ts'
import { type Built, build, type Database, openDatabase } from '../storage/database.ts'
import { accounts, authenticators } from '../storage/schema.ts'
import { type Keyring, keyring, system } from '../system.ts'
import type { Target } from './migrate.ts'
import { PEOPLE, type Person } from './people.ts'

/** @param environment SECRET_KEY and PASSWORD_PEPPER, as the application has them */
export async function seedDatabase(target: Target, environment: Record<string, string | undefined>): Promise<void> {
  const client = createClient({ url: target.url, ...(target.token && { authToken: target.token }) })
  try {
    const database = openDatabase(() => client)
    const missing = await without(database, Object.values(PEOPLE))
    const hashes = await Promise.all(missing.map((person) => hashOf(person, environment.PASSWORD_PEPPER ?? '')))
    const keys = keyring(Buffer.from(environment.SECRET_KEY ?? ''))
    const rows = missing.flatMap((person, index) => rowsFor(person, hashes[index] ?? '', keys))
    if (rows.length) await database.batch(rows)
  } finally {
    client.close()
  }
}
