import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applicationOn } from '../../src/cli/ground/application.ts'
import { type Child, startChild } from '../../src/cli/ground/child.ts'
import { freePort } from '../../src/cli/ground/ports.ts'
import { answering } from '../../src/cli/ground/ready.ts'
import { seconds } from '../../src/domain/policy.ts'
import { stackNamed } from '../support/journey.ts'
import { member } from '../support/member.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import { Visitor } from '../support/visitor.ts'

const quiet = stackNamed('quiet')
const folder = mkdtempSync(`${tmpdir()}/latchkey-flood-`)
const origins = { workerd: quiet.origin, deno: '' }
const lines: string[] = [
  '| | page, p50 | p95 | password, p50 | p95 | webhooks taken | shed |',
  '| --- | --- | --- | --- | --- | --- | --- |',
]
let deno: Child

/** The same application on Deno, on the same database. */
beforeAll(async () => {
  const port = await freePort()
  origins.deno = `http://localhost:${port}`
  const environment = { ...quiet.environment, PUBLIC_ORIGIN: origins.deno }
  deno = startChild(applicationOn('deno', { port, folder, environment, environmentFile: `${folder}/app.env`, watch: false }), () => {})
  await answering(deno)
})
afterAll(async () => {
  await deno.stop()
  rmSync(folder, { recursive: true, force: true })
  console.log(`\n${lines.join('\n')}\n`)
})

/** People who log in one after the other, for some seconds. @returns how long each step took, in milliseconds */
async function logins(origin: string, lasting: number) {
  const dana = await member(quiet)
  const times = { page: [] as number[], password: [] as number[] }
  for (const end = performance.now() + lasting; performance.now() < end; ) {
    const visitor = new Visitor(origin)
    const began = performance.now()
    await visitor.open('/auth/login/with-phone')
    const opened = performance.now()
    await visitor.fill({ 'Username or email address': dana.person.username, Password: dana.password }).press('Login')
    expect([visitor.status, visitor.path]).toEqual([200, '/auth/login/send-code'])
    times.page.push(opened - began)
    times.password.push(performance.now() - opened)
  }
  return times
}

/** Webhooks at once, as many as are told, while somebody acts. @returns what they were answered */
async function inFlood<T>(origin: string, act: () => Promise<T>): Promise<[T, Record<string, number>]> {
  const child = spawn(process.execPath, ['test/measures/flood.ts', origin, quiet.environment.RESEND_WEBHOOK_SECRET ?? '', '1000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said: string[] = []
  const reader = createInterface(child.stdout).on('line', (line) => said.push(line))
  await once(reader, 'line')
  try {
    const result = await act()
    child.kill('SIGTERM')
    await once(child, 'close')
    return [result, JSON.parse(said.at(-1) ?? '{}')]
  } finally {
    child.kill('SIGKILL')
  }
}

const percentile = (times: readonly number[], part: number) =>
  Math.round([...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0)

type Times = Awaited<ReturnType<typeof logins>>

function note(runtime: string, { page, password }: Times, { '204': taken = 0, '503': shed = 0 }: Record<string, number> = {}) {
  const times = [page, password].flatMap((each) => [percentile(each, 0.5), percentile(each, 0.95)])
  lines.push(`| ${runtime} | ${times.map((ms) => `${ms} ms`).join(' | ')} | ${taken} | ${shed} |`)
}

/** wrangler's own proxies stand before its Worker, and let one request after the other through. */
const SLOWEST = { workerd: { page: seconds(1), password: seconds(3) }, deno: { page: seconds(0.2), password: seconds(1.5) } }

/** M10. */
describe.each(RUNTIMES)('a thousand webhooks at once, again and again, on %s', (runtime) => {
  it('stop nobody who logs in, and keep most of them no longer than usual', async () => {
    const origin = origins[runtime]
    note(runtime, await logins(origin, seconds(3)))
    const [times, answers] = await inFlood(origin, () => logins(origin, seconds(9)))
    note(`${runtime}, with webhooks`, times, answers)
    expect(Object.keys(answers).sort()).toEqual(['204', '503'])
    expect(percentile(times.page, 0.5)).toBeLessThan(SLOWEST[runtime].page)
    expect(percentile(times.password, 0.5)).toBeLessThan(SLOWEST[runtime].password)
  })
})
