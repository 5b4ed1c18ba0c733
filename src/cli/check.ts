/** `npm run check`: types, style, the Deno entry, the Worker's bundle and the lock file, side by side. */
import { spawn } from 'node:child_process'
import { styleText } from 'node:util'
import { bundle } from './bundle.ts'
import { PROJECT } from './ground/places.ts'
import { journeyMap } from './journey-map.ts'
import { lockFile } from './lock.ts'

type Outcome = { fine: boolean; said: string }

const CHECKS: Record<string, () => Promise<Outcome>> = {
  types: () => run('tsc', '--project', '.'),
  style: () => run('biome', 'check', '--error-on-warnings', '.'),
  deno: () => run('deno', 'check', 'src/deno.ts'),
  bundle: () => bundle(run),
  lock: lockFile,
  map: journeyMap,
}

function run(program: string, ...args: string[]): Promise<Outcome> {
  return new Promise((settle) => {
    const env = { ...process.env, CI: 'true', WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', DENO_NO_UPDATE_CHECK: '1' }
    const child = spawn(program, args, { cwd: PROJECT, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part))
    child.once('error', (cause) => settle({ fine: false, said: cause.message }))
    child.once('close', (code) => settle({ fine: code === 0, said }))
  })
}

async function report(name: string, check: () => Promise<Outcome>): Promise<boolean> {
  const began = performance.now()
  const { fine, said } = await check()
  const mark = fine ? styleText('green', 'pass') : styleText('red', 'FAIL')
  const note = fine && name === 'bundle' ? `  ${said}` : ''
  console.log(`${mark}  ${name.padEnd(6)}  ${((performance.now() - began) / 1000).toFixed(1)} s${note}`)
  if (!fine) console.log(said.trimEnd())
  return fine
}

const all = await Promise.all(Object.entries(CHECKS).map(([name, check]) => report(name, check)))
process.exitCode = all.every(Boolean) ? 0 : 1
