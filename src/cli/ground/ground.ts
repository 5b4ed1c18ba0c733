import { mkdirSync, writeFileSync } from 'node:fs'
import { applicationOn, type Runtime } from './application.ts'
import { carrierOn } from './carrier.ts'
import type { Child } from './child.ts'
import { type Crew, crew } from './crew.ts'
import { asEnvFile, developmentEnvironment, withOverrides } from './environment.ts'
import { keysIn } from './keys.ts'
import { portalOn } from './portal.ts'
import { answering } from './ready.ts'
import { sqldIn } from './sqld.ts'
import { sweepWorker } from './sweep.ts'

export interface Plan {
  /** null: no application, for somebody who starts it. */
  runtime: Runtime | null
  /** Where data, keys and the environment file are kept. */
  folder: string
  ports: { app: number; portal: number; carrier: number; database: number }
  /** Settings that win over those of development. */
  own: NodeJS.ProcessEnv
  /** Settings of development that are left out. */
  without?: readonly string[]
  /** A database that runs already, in place of one of our own. */
  database?: { url: string; token: string } | undefined
  /** Ends the start half-way. */
  signal?: AbortSignal
  /** Where the application's environment is written: wrangler reads it from a file. */
  environmentFile: string
  watch: boolean
  heard(name: string, line: string): void
  /** Lets a test put something between the application and its database. */
  between?(databaseUrl: string): Promise<string>
}

export interface Ground {
  origin: string
  carrier: string
  /** The database itself, whatever stands between it and the application. */
  database: { url: string; token: string }
  environment: Record<string, string>
  /** Settles with the first child that ends by itself. */
  firstToEnd(): Promise<Child>
  /** Sends what could not be sent and forgets what has expired, as the minute's cron does in production. */
  sweep(): Promise<void>
  stop(): Promise<void>
}

/** Starts everything that the application stands on, and as a rule the application; on a failure nothing is left running. */
export async function layGround(plan: Plan): Promise<Ground> {
  const team = crew(plan.heard)
  plan.signal?.addEventListener('abort', team.stop)
  try {
    return await lay(plan, team)
  } catch (cause) {
    await team.stop()
    throw cause
  }
}

/** All start at once: while the slowest, which is the runtime, gets ready, the database is furnished. */
async function lay(plan: Plan, team: Crew): Promise<Ground> {
  const { runtime, folder, ports, environmentFile, watch } = plan
  mkdirSync(folder, { recursive: true })
  const keys = keysIn(folder)
  const server = plan.database ? null : await sqldIn(folder, ports.database, keys)
  const sqld = server && team.start(server.command)
  const database = plan.database ?? { url: server?.url ?? '', token: server?.token ?? '' }

  const carrier = `http://127.0.0.1:${ports.carrier}`
  const own = { DATABASE_URL: (await plan.between?.(database.url)) ?? database.url, DATABASE_AUTH_TOKEN: database.token }
  const [origin, portal] = [`http://localhost:${ports.app}`, `http://127.0.0.1:${ports.portal}`]
  const usual = developmentEnvironment(keys, { origin, carrier, portal, database })
  for (const name of plan.without ?? []) usual[name] = ''
  const environment = withOverrides(usual, { ...plan.own, ...own })
  writeFileSync(environmentFile, asEnvFile(environment), { mode: 0o600 })

  const app = runtime && team.start(applicationOn(runtime, { port: ports.app, folder, environment, environmentFile, watch }))
  const standIn = team.start(carrierOn(ports.carrier, keys, environment))
  const example = team.start(portalOn(ports.portal, folder, environment, plan.own))
  if (sqld) await answering(sqld)
  await furnish(database, environment)
  await Promise.all([answering(standIn), answering(example), app && answering(app)])
  return {
    origin: environment.PUBLIC_ORIGIN ?? '',
    ...{ carrier, database, environment },
    firstToEnd: team.firstToEnd,
    // Deno runs its own cron.
    sweep: async () => (runtime === 'deno' ? undefined : sweepWorker(ports.app)),
    stop: team.stop,
  }
}

/** Loaded here rather than at the top: reading these modules takes as long as starting a server, and can happen meanwhile. */
async function furnish(database: { url: string; token: string }, environment: Record<string, string>): Promise<void> {
  const [{ migrateDatabase }, { seedDatabase }] = await Promise.all([import('../migrate.ts'), import('../seed.ts')])
  await migrateDatabase(database)
  const { SECRET_KEY = '', PASSWORD_PEPPER = '', EMAILS_PER_SECOND } = environment
  await seedDatabase(database, { SECRET_KEY, PASSWORD_PEPPER }, Number(EMAILS_PER_SECOND))
}
