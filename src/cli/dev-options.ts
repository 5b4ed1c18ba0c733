import { resolve } from 'node:path'
import { optionsOf } from './command-line.ts'
import type { Runtime } from './ground/application.ts'
import { PROJECT } from './ground/places.ts'

const HELP = `npm run dev -- OPTIONS    the whole product on this machine, with no account anywhere; Ctrl-C ends it

  --fresh          begins with an empty database
  --data FOLDER    keeps data and keys there, in place of .data
  --runtime NAME   workerd, as usual, or deno, which is npm run dev:deno
  --without-app    starts everything but the application, and says how to start wrangler dev yourself
  --help           prints this

APP_PORT, PORTAL_PORT, CARRIER_PORT and SQLD_PORT move it from the ports 8787, 8090, 8025 and 8080; DATABASE_URL names a database that runs already.
Any setting may stand in front, as in VOICE_PROOF=pound npm run dev: README.md, "Configuration", explains each.`

/** What `npm run dev` was asked for, on the command line and in the environment. */
export function devOptions() {
  const given = optionsOf(
    { command: 'npm run dev --', help: HELP },
    {
      fresh: { type: 'boolean', default: false },
      runtime: { type: 'string', default: 'workerd' },
      data: { type: 'string', default: '.data' },
      'without-app': { type: 'boolean', default: false },
    },
  )
  const runtime = runtimeNamed(given.runtime)
  if (runtime === 'deno' && given['without-app']) throw new Error('--without-app is for a wrangler dev of your own: leave --runtime out.')
  const ports = {
    ...{ app: port('APP_PORT', 8787), portal: port('PORTAL_PORT', 8090) },
    ...{ carrier: port('CARRIER_PORT', 8025), database: port('SQLD_PORT', 8080) },
  }
  return {
    /** null: no application. */
    runtime: given['without-app'] ? null : runtime,
    fresh: given.fresh,
    data: resolve(PROJECT, given.data),
    ports,
    database: ownDatabase(runtime),
  }
}

function runtimeNamed(name: string): Runtime {
  if (name !== 'workerd' && name !== 'deno') throw new Error('--runtime must be workerd or deno.')
  return name
}

function port(variable: string, usual: number): number {
  const number = Number(process.env[variable] || usual)
  if (!Number.isInteger(number) || number < 1 || number > 65_535) throw new Error(`${variable} must be a port number, such as ${usual}.`)
  return number
}

/** The caller's database. A file is found from the project's folder, in which the application runs. */
function ownDatabase(runtime: Runtime) {
  const { DATABASE_URL: url, DATABASE_AUTH_TOKEN: token = '' } = process.env
  if (!url?.startsWith('file:')) return url ? { url, token } : undefined
  if (runtime === 'workerd') throw new Error('Workers cannot open a file: database. Use npm run dev:deno, or the address of a server.')
  return { url: `file:${resolve(PROJECT, url.slice('file:'.length))}`, token }
}
