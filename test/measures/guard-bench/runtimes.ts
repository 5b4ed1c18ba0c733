import { execFile, execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { inProject, program } from '../../../src/cli/ground/places.ts'

/** How the program is started on each runtime; each is a process alone, so that its CPU time is that of the requests. */
export const COMMANDS: Record<string, (folder: string, port: number) => Promise<[string, string[]]>> = {
  async workerd(folder, port) {
    const require = createRequire(import.meta.url)
    const workerd = createRequire(require.resolve('wrangler'))
      .resolve('workerd')
      .replace(/lib\/main\.js$/, 'bin/workerd')
    writeFileSync(`${folder}/wrangler.toml`, wranglerToml)
    const bundled = ['deploy', '--config', `${folder}/wrangler.toml`, '--dry-run', '--outdir', folder]
    await promisify(execFile)(program('wrangler'), bundled, {
      cwd: folder,
      env: { ...process.env, CI: 'true', WRANGLER_SEND_METRICS: 'false' },
    })
    writeFileSync(`${folder}/bench.capnp`, capnp(port))
    return [process.execPath, [workerd, 'serve', `${folder}/bench.capnp`]]
  },
  async deno(folder, port) {
    const app = inProject('test/measures/guard-bench/deno.ts')
    return [program('deno'), ['run', '--no-check', '--node-modules-dir=manual', '--allow-all', app, String(port), `${folder}/config.json`]]
  },
  async node(folder, port) {
    return [process.execPath, [inProject('test/measures/guard-bench/node.ts'), String(port), `${folder}/config.json`]]
  },
}

const wranglerToml = `name = "bench"
main = "${inProject('test/measures/guard-bench/worker.ts')}"
compatibility_date = "2026-11-01"
compatibility_flags = ["nodejs_compat"]
`

const capnp = (port: number) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker", esModule = embed "worker.js")],
      compatibilityDate = "2026-11-01",
      compatibilityFlags = ["nodejs_compat"],
      bindings = [(name = "CONFIG", text = embed "config.json")],
    )),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`

/** CPU time that a process, with all its children and threads, has used up to now, in milliseconds. */
export function cpuOf(pid: number): number {
  if (process.platform !== 'linux') return secondsOf(execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' })) * 1000
  const threads = readdirSync(`/proc/${pid}/task`)
  const own =
    threads.reduce((sum, thread) => sum + Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]), 0) / 1e6
  const children = threads.flatMap((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean))
  return children.reduce((sum, child) => sum + cpuOf(Number(child)), own)
}

const secondsOf = (time: string) =>
  time
    .trim()
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0)
