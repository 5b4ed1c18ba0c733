import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { minutes } from '../../src/domain/policy.ts'
import { requestsTo } from '../support/carrier.ts'
import { Mailbox } from '../support/mailbox.ts'
import { deliveriesTo } from '../support/outbox.ts'
import { freshEmail, somebody } from '../support/people.ts'
import { SoakBrowser } from '../support/soak/browser.ts'
import { unstoredCodes } from '../support/soak/findings.ts'
import { type House, layHouse } from '../support/soak/house.ts'
import type { Point } from '../support/soak/points.ts'

let house: House
beforeAll(async () => {
  house = await layHouse()
})
afterAll(() => house?.stop())

/** Gives an email address to a process that dies of it; somebody else's process answers when the form is sent again. */
async function gaveEmailTo(dieAt: Point): Promise<string> {
  const { username, password } = await somebody(house.stack)
  const [email, browser] = [freshEmail(), new SoakBrowser(house.stack.origin, '10.0.0.1')]
  const dying = await house.begin(dieAt)
  await browser.open('/auth/register')
  await browser.post('/auth/register', { username, password })
  await browser.post('/auth/register/choose-method', { method: 'phone' })
  const given = browser.post('/auth/register/give-email', { email })
  await dying.ended
  await house.begin()
  await given
  expect([browser.status, browser.path]).toEqual([200, '/auth/register/verify-email'])
  return email
}

async function finish(): Promise<void> {
  await house.moveOn(minutes(3))
  await house.sweep()
  await house.moveOn(minutes(3))
  await house.sweep()
}

/** Faults 1 and 2. */
describe('a process that is killed', () => {
  it.each(['after-commit', 'before-provider', 'after-provider', 'before-mark'] as const)(
    '%s loses no mail, and sends none twice',
    async (point) => {
      const email = await gaveEmailTo(point)
      await finish()
      const messages = await new Mailbox(house.stack.carrier).messages(email)
      expect(messages).toHaveLength(1)
      expect(await unstoredCodes(house.stack, messages)).toEqual([])
      const stored = await deliveriesTo(house.stack, email)
      expect(stored.map(({ tries }) => Number(tries) > 1)).toEqual([true])
      for (const { idempotencyKey } of await requestsTo(house.stack, email)) expect(idempotencyKey).toBe(stored[0]?.id)
      for (const worker of house.workers) await worker.kill()
    },
  )
})
