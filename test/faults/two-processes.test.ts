import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applicationOn } from '../../src/cli/ground/application.ts'
import { type Child, startChild } from '../../src/cli/ground/child.ts'
import { asEnvFile } from '../../src/cli/ground/environment.ts'
import { freePort } from '../../src/cli/ground/ports.ts'
import { answering } from '../../src/cli/ground/ready.ts'
import { ATTEMPTS_PER_CHALLENGE } from '../../src/domain/policy.ts'
import { giveEmail, setPassword, stackNamed, type Traveller, traveller, verifyEmail, walkTo } from '../support/journey.ts'
import { deliveriesTo } from '../support/outbox.ts'
import { postAtOnce, tokenOf } from '../support/post.ts'
import { count, flowOf } from '../support/rows.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('quiet')
const folder = mkdtempSync(`${tmpdir()}/latchkey-second-`)
let second: Child
let origin: string

/** Another process of the same application, on the same database. */
beforeAll(async () => {
  const port = await freePort()
  origin = `http://localhost:${port}`
  const environment = { ...stack.environment, PUBLIC_ORIGIN: origin }
  const environmentFile = `${folder}/app.env`
  writeFileSync(environmentFile, asEnvFile(environment))
  second = startChild(applicationOn('workerd', { port, folder, environment, environmentFile, watch: false }), () => {})
  await answering(second)
})
afterAll(async () => {
  await second.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The same browser, whose requests now reach the other process. */
async function atTheOther(who: Traveller, path: string): Promise<Traveller> {
  const visitor = new Visitor(who.visitor.origin === origin ? stack.origin : origin, { cookies: who.visitor.cookies })
  await visitor.open(path)
  return { ...who, visitor }
}

/** Fault 13: nothing that decides is kept in a process. */
describe('two processes on one database', () => {
  it('serve one registration between them', async () => {
    let dana = await walkTo(await traveller(stack), 'give-email')
    dana = await atTheOther(dana, '/auth/register/give-email')
    await giveEmail(dana)
    dana = await atTheOther(dana, '/auth/register/verify-email')
    await verifyEmail(dana)
    dana = await atTheOther(dana, '/auth/register/set-password')
    await setPassword(dana)
    dana = await atTheOther(dana, '/auth/register/give-phone')
    expect([dana.visitor.status, dana.visitor.heading]).toEqual([200, 'Enter your phone number'])
  })

  it('evaluate five wrong codes between them, and no more', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-email')
    const other = await atTheOther(dana, '/auth/register/verify-email')
    const guess = ({ visitor }: Traveller) => postAtOnce(visitor, 25, '/auth/register/verify-email', (i) => ({ code: String(100_000 + i) }))
    const answers = (await Promise.all([guess(dana), guess(other)])).flat()
    expect(answers.every(({ status }) => status === 422)).toBe(true)
    const { id } = await flowOf(stack, dana.person.username)
    expect(await count(stack, 'audit_events', "flow_id = ? and event = 'code-refused'", String(id))).toBe(ATTEMPTS_PER_CHALLENGE)
  })

  it('send one message for one address, however often it is given to either', async () => {
    const dana = await walkTo(await traveller(stack), 'give-email')
    const other = await atTheOther(dana, '/auth/register/give-email')
    expect(tokenOf(other.visitor)).toBe(tokenOf(dana.visitor))
    const give = ({ visitor, email }: Traveller) => postAtOnce(visitor, 10, '/auth/register/give-email', () => ({ email }))
    await Promise.all([give(dana), give(other)])
    expect(await dana.mailbox.expect(dana.email)).toHaveLength(1)
    expect(await deliveriesTo(stack, dana.email)).toHaveLength(1)
  })
})
