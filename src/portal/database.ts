import { fileURLToPath } from 'node:url'
import { createClient } from '@libsql/client'
import { drizzle, type LibSQLDatabase } from 'drizzle-orm/libsql'
import { migrate } from 'drizzle-orm/libsql/migrator'

export type Database = LibSQLDatabase

const MIGRATIONS = fileURLToPath(new URL('../../drizzle/portal', import.meta.url))

/** Opens the portal's database and brings it to the schema of this version. */
export async function openDatabase(url: string, authToken?: string): Promise<{ database: Database; close(): void }> {
  const client = createClient({ url, ...(authToken && { authToken }) })
  const database = drizzle({ client, casing: 'snake_case' })
  await migrate(database, { migrationsFolder: MIGRATIONS })
  return { database, close: () => client.close() }
}
