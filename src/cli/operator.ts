/** What the commands of operators have in common: the application's database, and a sentence where something is wrong. */
import { type Database, openDatabase } from '../storage/database.ts'

/** Runs the command of the file that was started, and prints what it has to say; a file that is imported does nothing. */
export async function runHere(file: string, command: () => Promise<string>): Promise<void> {
  if (process.argv[1] !== file) return
  await command().then(console.log, (cause: Error) => {
    console.error(cause.message)
    process.exit(1)
  })
}

/** @throws Error a sentence, where the environment names no database */
export async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const { DATABASE_URL: url, DATABASE_AUTH_TOKEN: token } = process.env
  if (!url) throw new Error('DATABASE_URL must be set, as the application has it.')
  const { createClient } = await import('@libsql/client')
  const client = createClient({ url, ...(token && { authToken: token }) })
  try {
    return await work(openDatabase(() => client))
  } finally {
    client.close()
  }
}
