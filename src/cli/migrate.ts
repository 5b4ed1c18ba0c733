/** `npm run migrate`: brings the database at DATABASE_URL to the schema of this version. Running it again changes nothing. */
import { createClient } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { migrate } from 'drizzle-orm/libsql/migrator'
import { inProject } from './ground/places.ts'

export interface Target {
  url: string
  token?: string
}

/** Applies what is missing, each migration once. */
export async function migrateDatabase({ url, token }: Target): Promise<void> {
  const client = createClient({ url, ...(token && { authToken: token }) })
  try {
    await migrate(drizzle(client), { migrationsFolder: inProject('drizzle') })
  } finally {
    client.close()
  }
}

if (process.argv[1] === import.meta.filename) {
  const { DATABASE_URL: url, DATABASE_AUTH_TOKEN: token } = process.env
  if (!url) {
    console.error('DATABASE_URL is missing: say which database to migrate, for example libsql://portal-example.turso.io')
    process.exit(1)
  }
  await migrateDatabase({ url, ...(token && { token }) }).then(
    () => console.log(`${new URL(url).host || url} has the schema of this version.`),
    (cause: Error) => {
      console.error(`The migration did not happen: ${cause.message}`)
      process.exit(1)
    },
  )
}
