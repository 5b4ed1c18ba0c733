import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Runtime } from './ground/application.ts'
import { PROJECT } from './ground/places.ts'

/** What `npm run dev` was asked for, on the command line and in the environment. */
export function devOptions() {
  const { values } = parseArgs({
    options: {
      fresh: { type: 'boolean', default: false },
      runtime: { type: 'string', default: 'workerd' },
      data: { type: 'string', default: '.data' },
    },
  })
  const runtime: Runtime = values.runtime === 'deno' ? 'deno' : 'workerd'
  const ports = { app: port('APP_PORT', 8787), carrier: port('CARRIER_PORT', 8025), database: port('SQLD_PORT', 8080) }
  return { runtime, fresh: values.fresh, data: resolve(PROJECT, values.data), ports, database: ownDatabase(runtime) }
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
