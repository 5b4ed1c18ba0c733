import { mkdirSync, writeFileSync } from 'node:fs'
import { migrateDatabase } from '../migrate.ts'
import { seedDatabase } from '../seed.ts'
import { type Runtime, startApplication } from './application.ts'
import { startCarrierProcess } from './carrier.ts'
import type { Child } from './child.ts'
import { asEnvFile, developmentEnvironment, withOverrides } from './environment.ts'
import { keysIn } from './keys.ts'
import { answering } from './ready.ts'
import { startSqld } from './sqld.ts'

export interface Plan {
  runtime: Runtime
  /** Where data, keys and the environment file are kept. */
  folder: string
  ports: { app: number; carrier: number; database: number }
  /** Settings that win over those of development. */
  own: NodeJS.ProcessEnv
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
  failed: Promise<Child>
  /** Sends what could not be sent and forgets what has expired, as the minute's cron does in production. */
  sweep(): Promise<void>
  stop(): Promise<void>
}

/** Starts everything that the application stands on, and then the application; on a failure nothing is left running. */
export async function layGround(plan: Plan): Promise<Ground> {
  const children: Child[] = []
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop()))
  }
  plan.signal?.addEventListener('abort', stop)
  try {
    return await lay(plan, children, stop)
  } catch (cause) {
    await stop()
    throw cause
  }
}

async function lay(plan: Plan, children: Child[], stop: () => Promise<void>): Promise<Ground> {
  const { ports, folder, heard } = plan
  mkdirSync(folder, { recursive: true })
  const keys = keysIn(folder)
  const started = (child: Child) => {
    children.push(child)
    return child
  }
  const database = plan.database ?? (await startSqld(folder, ports.database, keys, heard, started))

  const local = `http://127.0.0.1:${ports.app}`
  const addresses = {
    origin: `http://localhost:${ports.app}`,
    carrier: `http://127.0.0.1:${ports.carrier}`,
    database: (await plan.between?.(database.url)) ?? database.url,
    token: database.token,
  }
  const environment = withOverrides(developmentEnvironment(keys, addresses), {
    ...plan.own,
    DATABASE_URL: addresses.database,
    DATABASE_AUTH_TOKEN: addresses.token,
  })
  writeFileSync(plan.environmentFile, asEnvFile(environment), { mode: 0o600 })

  const { watch, environmentFile, runtime } = plan
  const app = started(startApplication(runtime, { port: ports.app, environment, environmentFile, watch, heard }))
  const data = migrateDatabase(database).then(() => seedDatabase(database, environment))
  const carrier = startCarrierProcess(ports.carrier, keys, environment, heard, started)
  await Promise.all([data, carrier])
  await answering(app, `${local}/auth/login`)

  return {
    origin: environment.PUBLIC_ORIGIN ?? addresses.origin,
    carrier: addresses.carrier,
    database,
    environment,
    failed: Promise.race(children.map((child) => child.ended.then(() => child))),
    sweep: () => sweep(runtime, local),
    stop,
  }
}

/** Deno runs its own cron; wrangler's local runtime waits to be asked. */
async function sweep(runtime: Runtime, origin: string): Promise<void> {
  if (runtime === 'deno') return
  const answer = await fetch(`${origin}/cdn-cgi/local/scheduled`, { signal: AbortSignal.timeout(30_000) })
  await answer.body?.cancel()
}
