import { type Child, startChild } from './child.ts'
import { machineEnvironment } from './environment.ts'
import { inProject, program } from './places.ts'

export type Runtime = 'workerd' | 'deno'

export interface Launch {
  port: number
  environment: Record<string, string>
  /** The same environment as a file, which is how wrangler takes it. */
  environmentFile: string
  /** Start again when a source file changes. wrangler always does. */
  watch: boolean
  heard(name: string, line: string): void
}

export const startApplication = (runtime: Runtime, launch: Launch): Child => (runtime === 'deno' ? startDeno(launch) : startWorkerd(launch))

/** Asks nothing, reports nothing home, looks for no newer version of itself. */
const QUIET = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_NO_SKILLS_UPDATE_PROMPTS: 'true',
  CLOUDFLARE_TELEMETRY_DISABLED: '1',
  CI: 'true',
}

function startWorkerd({ port, environmentFile, heard }: Launch): Child {
  return startChild({
    name: 'app',
    command: [
      process.execPath,
      program('wrangler'),
      'dev',
      ...['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'],
      ...['--env-file', environmentFile],
      ...['--config', inProject('wrangler.toml')],
      '--show-interactive-dev-session=false',
    ],
    env: { ...machineEnvironment(), ...QUIET },
    heard,
  })
}

function startDeno({ port, environment, watch, heard }: Launch): Child {
  return startChild({
    name: 'app',
    command: [
      program('deno'),
      'run',
      ...(watch ? ['--watch', '--no-clear-screen'] : []),
      '--node-modules-dir=manual',
      ...permissions(environment, port),
      inProject('src/deno.ts'),
    ],
    env: { ...machineEnvironment(), ...environment, PORT: String(port), NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' },
    heard,
  })
}

/** What the application may touch: its port, its database, its carrier, its files. An embedded database is native code. */
function permissions(environment: Record<string, string>, port: number): string[] {
  const { DATABASE_URL = '', RESEND_BASE_URL = '', TELNYX_BASE_URL = '' } = environment
  const embedded = DATABASE_URL.startsWith('file:')
  const hosts = [embedded ? [] : DATABASE_URL, RESEND_BASE_URL, TELNYX_BASE_URL].flat().map((url) => new URL(url).host)
  const database = embedded ? folderOf(DATABASE_URL.slice('file:'.length)) : []
  return [
    `--allow-net=${[`127.0.0.1:${port}`, ...new Set(hosts)].join(',')}`,
    `--allow-read=${[inProject('public'), inProject('node_modules'), ...database].join(',')}`,
    '--allow-env',
    ...(embedded ? [`--allow-write=${database.join(',')}`, '--allow-ffi', '--allow-sys'] : []),
  ]
}

const folderOf = (file: string) => [file.replace(/[^/]*$/, '') || '.']
