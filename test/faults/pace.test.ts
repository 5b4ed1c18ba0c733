import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applicationOn } from '../../src/cli/ground/application.ts'
import { type Child, startChild } from '../../src/cli/ground/child.ts'
import { asEnvFile } from '../../src/cli/ground/environment.ts'
import { freePort } from '../../src/cli/ground/ports.ts'
import { answering } from '../../src/cli/ground/ready.ts'
import { sweepWorker } from '../../src/cli/ground/sweep.ts'
import { PROVIDER_PATIENCE, seconds } from '../../src/domain/policy.ts'
import { requestsTo } from '../support/carrier.ts'
import { stackNamed, type Traveller } from '../support/journey.ts'
import { member } from '../support/member.ts'
import { post } from '../support/post.ts'
import { rows } from '../support/rows.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('quiet')
const folder = mkdtempSync(`${tmpdir()}/latchkey-pace-`)
const PER_SECOND = 2
const MAILS = 60
/** As many write at once as the database takes within its patience, on two busy cores. */
const AT_ONCE = 15
/** The timers of a busy machine. */
const LATE = seconds(0.5)
let second: Child
let port: number
let origin: string

/** Another process of the same application, on the same database, whose sweeps set the pace. */
beforeAll(async () => {
  port = await freePort()
  origin = `http://localhost:${port}`
  const environment = { ...stack.environment, PUBLIC_ORIGIN: origin, EMAILS_PER_SECOND: String(PER_SECOND) }
  const environmentFile = `${folder}/app.env`
  writeFileSync(environmentFile, asEnvFile(environment))
  second = startChild(applicationOn('workerd', { port, folder, environment, environmentFile, watch: false }), () => {})
  await answering(second)
  await sweepWorker(port)
})
afterAll(async () => {
  await second.stop()
  await rows(stack, "update pace set gap = 10, next_at = 0 where channel = 'email'")
  rmSync(folder, { recursive: true, force: true })
})

/** When the mails to these people were handed over, in milliseconds since 1970. */
async function handed(people: readonly Traveller[]): Promise<number[]> {
  const theirs = new Set(people.map(({ email }) => email))
  return (await requestsTo(stack)).filter(({ to }) => to !== null && theirs.has(to)).map(({ at }) => Date.parse(at))
}

/** @returns how long the answer took, in milliseconds */
async function forgets({ visitor, person }: Traveller): Promise<number> {
  const began = performance.now()
  const { status } = await post(visitor, '/auth/forgot-password', { username: person.username })
  expect(status).toBe(303)
  return performance.now() - began
}

/** Fault 3: Resend takes two a second of one team, whichever process they come from. */
describe('sixty mails that are asked for within seconds, of two processes', () => {
  it('leave two a second, all arrive once, and nobody waits for their turn', { timeout: seconds(180) }, async () => {
    const people: Traveller[] = []
    for (let nth = 0; nth < MAILS; nth++) {
      const who = await member(stack)
      people.push(nth % 2 ? { ...who, visitor: new Visitor(origin) } : who)
    }
    for (const { visitor } of people) await visitor.open('/auth/forgot-password')
    const times: number[] = []
    for (let from = 0; from < MAILS; from += AT_ONCE) times.push(...(await Promise.all(people.slice(from, from + AT_ONCE).map(forgets))))
    for (let at = await handed(people); at.length < MAILS; at = await handed(people)) {
      await wait(seconds(3))
      await sweepWorker(port)
    }
    const at = (await handed(people)).sort((a, b) => a - b)
    const [first = 0, last = 0] = [at.at(0), at.at(-1)]
    const slowest = Math.round(Math.max(...times))
    console.log(`${MAILS} mails left within ${(last - first) / 1000} s; the slowest of their requests took ${slowest} ms`)
    expect(at).toHaveLength(MAILS)
    expect(slowest).toBeLessThan(PROVIDER_PATIENCE + LATE)
    const ten = at.slice(10).map((each, nth) => each - (at[nth] ?? 0))
    expect(Math.min(...ten)).toBeGreaterThan((10 * seconds(1)) / PER_SECOND - LATE)
    for (const { mailbox, email } of people) expect(await mailbox.expect(email)).toHaveLength(1)
  })
})
