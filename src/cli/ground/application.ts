import type { Command } from './child.ts'
import { machineEnvironment } from './environment.ts'
import { inProject, program } from './places.ts'

export type Runtime = 'workerd' | 'deno'

export interface Launch {
  port: number
  /** For whatever the runtime keeps. */
  folder: string
  environment: Record<string, string>
  /** The same environment as a file, which is how wrangler takes it. */
  environmentFile: string
  /** Start again when a source file changes. wrangler always does. */
  watch: boolean
}

export const applicationOn = (runtime: Runtime, launch: Launch): Command => (runtime === 'deno' ? onDeno(launch) : onWorkerd(launch))

const readyAt = (port: number) => `http://localhost:${port}/auth/login`

/** Asks nothing, reports nothing home, looks for no newer version of itself. */
const QUIET = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_NO_SKILLS_UPDATE_PROMPTS: 'true',
  CLOUDFLARE_TELEMETRY_DISABLED: '1',
  WRANGLER_WRITE_LOGS: 'false',
  CI: 'true',
}

function onWorkerd({ port, folder, environmentFile }: Launch): Command {
  return {
    name: 'app',
    run: [
      process.execPath,
      program('wrangler'),
      'dev',
      ...['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'],
      ...['--env-file', environmentFile, '--persist-to', `${folder}/wrangler`],
      ...['--config', inProject('wrangler.toml')],
      '--show-interactive-dev-session=false',
    ],
    // Two that run at the same time must not take each other for parts of one application.
    env: { ...machineEnvironment(), ...QUIET, WRANGLER_REGISTRY_PATH: `${folder}/registry` },
    ready: readyAt(port),
  }
}

function onDeno({ port, environment, watch }: Launch): Command {
  return {
    name: 'app',
    run: [
      program('deno'),
      'run',
      ...(watch ? ['--watch', '--no-clear-screen'] : []),
      '--node-modules-dir=manual',
      ...permissions(environment, port),
      inProject('src/deno.ts'),
    ],
    env: { ...machineEnvironment(), ...environment, PORT: String(port), NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' },
    ready: readyAt(port),
    stuck: /Watcher.*Process failed/,
  }
}

/** What the application may touch: its port, its database, its carrier, the portal, its files. An embedded database is native code. */
function permissions(environment: Record<string, string>, port: number): string[] {
  const { DATABASE_URL = '', RESEND_BASE_URL = '', TELNYX_BASE_URL = '', PORTAL_ORIGIN = '', DOMAIN_ISSUER } = environment
  const { SENDGRID_BASE_URL, SECOND_TELNYX_BASE_URL } = environment
  const embedded = DATABASE_URL.startsWith('file:')
  const all = [
    embedded ? '' : DATABASE_URL,
    RESEND_BASE_URL,
    SENDGRID_BASE_URL,
    TELNYX_BASE_URL,
    SECOND_TELNYX_BASE_URL,
    PORTAL_ORIGIN,
    DOMAIN_ISSUER,
  ]
  const hosts = all.flatMap((url) => (url ? new URL(url).host : []))
  const database = embedded ? folderOf(DATABASE_URL.slice('file:'.length)) : []
  return [
    `--allow-net=${[`0.0.0.0:${port}`, ...new Set(hosts)].join(',')}`,
    `--allow-read=${[inProject('public'), inProject('node_modules'), ...database].join(',')}`,
    '--allow-env',
    ...(embedded ? [`--allow-write=${database.join(',')}`, '--allow-ffi', '--allow-sys'] : []),
  ]
}

const folderOf = (file: string) => [file.replace(/[^/]*$/, '') || '.']
