/** `npm run migrate`: brings the database at DATABASE_URL to the schema of this version. Running it again changes nothing. */
import { optionsOf } from './command-line.ts'
import { inProject } from './ground/places.ts'

export interface Target {
  url: string
  token?: string
}

/** Applies what is missing, each migration once. The database's own code is loaded here, so that a slip of the keyboard is answered without it. */
export async function migrateDatabase({ url, token }: Target): Promise<void> {
  const [{ createClient }, { drizzle }, { migrate }] = await Promise.all([
    import('@libsql/client'),
    import('drizzle-orm/libsql'),
    import('drizzle-orm/libsql/migrator'),
  ])
  const client = createClient({ url, ...(token && { authToken: token }) })
  try {
    await migrate(drizzle(client), { migrationsFolder: inProject('drizzle') })
  } finally {
    client.close()
  }
}

const USAGE = {
  command: 'npm run migrate --',
  help: `npm run migrate    brings a database to the schema of this version; running it again changes nothing

  DATABASE_URL          the database: libsql://portal-example.turso.io, http://127.0.0.1:8080, file:portal.db
  DATABASE_AUTH_TOKEN   its token, where it asks for one`,
}

if (process.argv[1] === import.meta.filename) {
  optionsOf(USAGE, {})
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
