/**
 * `npm run dev`: the whole product on this machine, with no account anywhere.
 * `--fresh` begins with an empty database; `--runtime deno` runs the application under Deno (`npm run dev:deno`).
 */
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { layGround } from './ground/ground.ts'
import { inProject } from './ground/places.ts'
import { mustBeFree } from './ground/ports.ts'
import { say, speaker } from './speaker.ts'
import { summary } from './summary.ts'

const EVERY_MINUTE = 60_000
const DATA = inProject('.data')

const { values: asked } = parseArgs({
  options: { fresh: { type: 'boolean', default: false }, runtime: { type: 'string', default: 'workerd' } },
})

const port = (variable: string, usual: number) => Number(process.env[variable] ?? usual)

async function dev(): Promise<number> {
  const runtime = asked.runtime === 'deno' ? 'deno' : 'workerd'
  const ports = { app: port('APP_PORT', 8787), carrier: port('CARRIER_PORT', 8025), database: port('SQLD_PORT', 8080) }
  await mustBeFree(ports.app, 'the application', 'APP_PORT')
  await mustBeFree(ports.carrier, 'the carrier stand-in', 'CARRIER_PORT')
  if (!process.env.DATABASE_URL) await mustBeFree(ports.database, 'the database', 'SQLD_PORT')
  if (asked.fresh) rmSync(DATA, { recursive: true, force: true })

  say(`Starting the database, the carrier stand-in and the application on ${runtime} …`)
  const speak = speaker()
  const stopAsked = askedToStop()
  const stopping = new AbortController()
  const laying = layGround({
    runtime,
    ports,
    folder: DATA,
    own: process.env,
    database: ownDatabase(runtime),
    signal: stopping.signal,
    environmentFile: inProject('.dev.vars'),
    watch: true,
    heard: speak.heard,
  })
  const ground = await Promise.race([laying, stopAsked])
  if (!ground) {
    stopping.abort()
    await laying.catch(() => {})
    return 0
  }
  say(summary(ground))
  speak.aloud()
  const minute = setInterval(() => void ground.sweep().catch(() => {}), EVERY_MINUTE)
  const failed = await Promise.race([ground.failed, stopAsked])
  clearInterval(minute)
  if (failed) say(`The ${failed.name} ended by itself, so everything ends.\n${failed.tail()}`)
  await ground.stop()
  return failed ? 1 : 0
}

/** The caller's database. A file is found from the project's folder, in which the application runs. */
function ownDatabase(runtime: 'deno' | 'workerd') {
  const { DATABASE_URL: url, DATABASE_AUTH_TOKEN: token = '' } = process.env
  if (!url?.startsWith('file:')) return url ? { url, token } : undefined
  if (runtime === 'workerd') throw new Error('A file: database is embedded, which Workers cannot do: use npm run dev:deno, or a server.')
  return { url: `file:${resolve(inProject(''), url.slice('file:'.length))}`, token }
}

/** Ctrl-C, a closed terminal, a process manager, or nobody left to read what is printed. */
function askedToStop(): Promise<null> {
  return new Promise((settle) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => settle(null))
    process.stdout.on('error', () => settle(null))
  })
}

process.exitCode = await dev().catch((cause: Error) => {
  console.error(cause.message)
  return 1
})
