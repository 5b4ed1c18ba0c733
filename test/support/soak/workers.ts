import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { machineEnvironment } from '../../../src/cli/ground/environment.ts'
import { watchOver } from '../../../src/cli/ground/keeper.ts'
import { inProject, program } from '../../../src/cli/ground/places.ts'
import { freePort } from '../../../src/cli/ground/ports.ts'
import type { SoakClock } from './clock.ts'

/** A process of the application: it can be killed as a machine that loses power kills it. */
export interface Worker {
  port: number
  ended: Promise<unknown>
  lives(): boolean
  kill(): Promise<unknown>
  /** Answers with false where it did not live to do it. */
  ask(path: 'clock' | 'sweep', body?: string): Promise<boolean>
}

export async function startWorker(environment: Record<string, string>, clock: SoakClock, log: string, dieAt = ''): Promise<Worker> {
  const port = await freePort()
  const env = { ...machineEnvironment(), ...environment, PORT: String(port), SOAK_CLOCK: JSON.stringify(clock.plan()), DIE_AT: dieAt }
  const run = ['run', '--allow-all', '--no-check', '--node-modules-dir=manual', inProject('test/support/soak/deno.ts')]
  const child = spawn(program('deno'), run, {
    env: { ...env, NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' },
    cwd: inProject('.'),
    detached: true,
  })
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => appendFileSync(log, part))
  const worker = workerOf(child, port)
  for (const deadline = Date.now() + 30_000; !(await worker.ask('clock', '0')); await wait(50))
    if (Date.now() > deadline || !worker.lives()) throw new Error(`A process of the application did not start: see ${log}`)
  return worker
}

function workerOf(child: ChildProcess, port: number): Worker {
  const lives = () => child.exitCode === null && child.signalCode === null
  const forget = child.pid ? watchOver(child.pid) : () => {}
  const ended = new Promise((settle) => child.once('exit', settle)).finally(forget)
  return {
    ...{ port, ended, lives },
    kill() {
      // What came with npm starts the runtime as a child of its own: one signal reaches both.
      if (lives() && child.pid) process.kill(-child.pid, 'SIGKILL')
      return ended
    },
    ask: (path, body = '') =>
      fetch(`http://127.0.0.1:${port}/soak/${path}`, { method: 'POST', body, signal: AbortSignal.timeout(30_000) }).then(
        async (answer) => {
          await answer.body?.cancel()
          return answer.ok
        },
        () => false,
      ),
  }
}
