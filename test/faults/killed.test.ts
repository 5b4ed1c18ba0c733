import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { minutes } from '../../src/domain/policy.ts'
import { goWrong, requestsTo } from '../support/carrier.ts'
import { Mailbox } from '../support/mailbox.ts'
import { deliveriesTo } from '../support/outbox.ts'
import { unstoredCodes } from '../support/soak/findings.ts'
import { type House, layHouse } from '../support/soak/house.ts'
import { POINTS, type Point } from '../support/soak/points.ts'
import { comeTo, dyingOf } from '../support/soak/walk.ts'

let house: House
beforeAll(async () => {
  house = await layHouse({ NUMBER_LOOKUP: 'off' })
})
beforeEach(async () => void (await house.begin()))
afterAll(() => house?.stop())

/** @returns what reached an address once the minute has struck twice */
async function finished(to: string) {
  for (let times = 0; times < 2; times++) {
    await house.moveOn(minutes(3))
    await house.sweep()
  }
  const messages = await new Mailbox(house.stack.carrier).messages(to)
  expect(await unstoredCodes(house.stack, messages)).toEqual([])
  return { messages, stored: await deliveriesTo(house.stack, to) }
}

/** Gives a number to a process that dies of it; no report of the provider tells what became of the message. */
async function gaveNumber(channel: 'sms' | 'voice', point: Point): Promise<string> {
  const { phone, post } = await comeTo(house, 'give-phone')
  await goWrong(house.stack, { provider: 'telnyx', to: phone.e164, webhooks: 'lost', times: 9 })
  await dyingOf(house, point, () => post('give-phone', { country: 'US', number: phone.typed, channel }))
  return phone.e164
}

/** Faults 1 and 2. */
describe('a process that is killed', () => {
  it.each(POINTS)('%s loses no mail, and sends none twice', async (point) => {
    const { email, browser, post } = await comeTo(house, 'give-email')
    // Nobody else tells that it was sent either.
    await goWrong(house.stack, { provider: 'resend', to: email, webhooks: 'lost', times: 9 })
    await dyingOf(house, point, () => post('give-email', { email }))
    expect([browser.status, browser.path]).toEqual([200, '/auth/register/verify-email'])
    const { messages, stored } = await finished(email)
    expect(messages).toHaveLength(1)
    expect(stored.map(({ tries }) => Number(tries) > 1)).toEqual([true])
    for (const { idempotencyKey } of await requestsTo(house.stack, email)) expect(idempotencyKey).toBe(stored[0]?.id)
  })

  it.each([
    ['after the second provider of mail has taken it', 'after-provider:2', 1],
    ['before the second provider of mail is asked', 'before-provider:2', 0],
  ] as const)('%s sends none twice', async (_, point, arrived) => {
    const { email, post } = await comeTo(house, 'give-email')
    await goWrong(house.stack, { provider: 'resend', to: email, status: 429 })
    await goWrong(house.stack, { provider: 'sendgrid', to: email, webhooks: 'lost', times: 9 })
    await dyingOf(house, point, () => post('give-email', { email }))
    const { messages, stored } = await finished(email)
    expect(messages).toHaveLength(arrived)
    expect(stored.map(({ state, provider }) => [state, provider])).toEqual([['uncertain', 'sendgrid']])
  })

  it.each([
    ['after-commit', 1],
    ['before-provider', 1],
    ['after-provider', 2],
    ['before-mark', 2],
  ] as const)('%s loses no text message, and sends two at most', async (point, arrived) => {
    expect((await finished(await gaveNumber('sms', point))).messages).toHaveLength(arrived)
  })

  it.each([
    ['after-commit', 0],
    ['before-provider', 0],
    ['after-provider', 1],
    ['before-mark', 1],
  ] as const)('%s calls nobody who has given up waiting', async (point, arrived) => {
    const { messages, stored } = await finished(await gaveNumber('voice', point))
    expect(messages).toHaveLength(arrived)
    expect(stored.map(({ state }) => state)).toEqual(['expired'])
  })
})

/** Deno's own fetch would ask again: see `src/fetch-once.ts`. */
it('a batch whose answer is lost is run once, until the form is sent again', async () => {
  const { email, browser, post } = await comeTo(house, 'give-email')
  const before = browser.again
  await house.line.fail({ kind: 'lose-answer', times: 1 })
  await post('give-email', { email })
  expect([browser.again - before, browser.status, browser.path]).toEqual([1, 200, '/auth/register/verify-email'])
  expect((await finished(email)).messages).toHaveLength(1)
})
