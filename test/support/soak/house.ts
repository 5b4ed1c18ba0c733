import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { layGround } from '../../../src/cli/ground/ground.ts'
import { freePort } from '../../../src/cli/ground/ports.ts'
import { type FaultProxy, startFaultProxy } from '../fault-proxy.ts'
import { Line } from '../line.ts'
import type { Stack } from '../stack.ts'
import { clockOf, type SoakClock } from './clock.ts'
import { startSoakFront } from './front.ts'
import { startWorker, type Worker } from './workers.ts'

/** The product with processes that can die, and a clock that can be moved on: everything else is as in production. */
export interface House {
  stack: Stack
  line: Line
  clock: SoakClock
  workers: Worker[]
  /** Starts one more process, perhaps one that will die at a point. */
  begin(dieAt?: string): Promise<Worker>
  /** Moves the clock on, everywhere. */
  moveOn(ms: number): Promise<void>
  /** As if the minute had struck, at any process that lives. */
  sweep(): Promise<boolean>
  stop(): Promise<void>
}

/** @param own settings that win over those of development */
export async function layHouse(own: Record<string, string> = {}): Promise<House> {
  const folder = mkdtempSync(`${tmpdir()}/latchkey-soak-`)
  const log = `${folder}/output.log`
  const [app, workers] = [await freePort(), [] as Worker[]]
  const lines: FaultProxy[] = []
  const ports = { app, portal: await freePort(), carrier: await freePort(), database: await freePort() }
  const ground = await layGround({
    ...{ runtime: null, folder, ports, watch: false, environmentFile: `${folder}/app.env`, heard: () => {} },
    own: { TRUSTED_HOPS: '127.0.0.1', ...own },
    async between(url) {
      lines.push(await startFaultProxy(url))
      return lines[0]?.url ?? url
    },
  })
  const clock = clockOf({ jumps: [] })
  const living = () => workers.filter((worker) => worker.lives())
  const front = await startSoakFront(app, () => living().map(({ port }) => port))
  const { origin, carrier, database, environment } = ground
  const named = { name: 'quiet', runtime: 'deno', line: lines[0]?.control ?? '', portal: '', front: '', log } as const
  return {
    ...{ stack: { ...named, origin, carrier, database, environment }, line: new Line(named.line), clock, workers },
    async begin(dieAt) {
      const worker = await startWorker(environment, clock, log, dieAt)
      workers.push(worker)
      return worker
    },
    async moveOn(ms) {
      clock.jump(ms)
      await Promise.all(living().map((worker) => worker.ask('clock', String(ms))))
    },
    sweep: async () => (await living().at(-1)?.ask('sweep')) ?? false,
    async stop() {
      await front.stop()
      await Promise.all(workers.map((worker) => worker.kill()))
      await ground.stop()
      await lines[0]?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
