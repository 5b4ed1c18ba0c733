import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Provider } from '../../src/carrier/requests.ts'
import { FIRST_REST, OUTAGES_BEFORE_REST, seconds } from '../../src/domain/policy.ts'
import { answerAndKey, numberShown, pageSays, phoneRings, screenSays } from '../support/call.ts'
import { goWrong, requestsTo } from '../support/carrier.ts'
import { type Gate, openGate } from '../support/gate.ts'
import {
  giveEmail,
  givePhone,
  type Traveller,
  timePasses,
  traveller,
  verifyEmail,
  verifyText,
  walkTo,
  walkToPhone,
} from '../support/journey.ts'
import { becomes, deliveriesTo, marked, sweepAfterRest } from '../support/outbox.ts'
import { freshEmail } from '../support/people.ts'
import { rows } from '../support/rows.ts'
import type { Stack } from '../support/stack.ts'
import { type Standing, standUp } from '../support/stand-up.ts'

const WAITS = { timeout: seconds(10) }

let standing: Standing
let stack: Stack
/** Where Resend is. */
let gate: Gate
beforeAll(async () => {
  gate = await openGate(() => stack.carrier)
  standing = await standUp('spare', { RESEND_BASE_URL: gate.url })
  stack = standing.stack
})
afterAll(async () => {
  await standing.stop()
  await gate.shut()
})
/** Every provider is well, and nothing goes wrong that was not made to. */
beforeEach(async () => {
  await rows(stack, 'delete from providers')
  await fetch(`${stack.carrier}/carrier/faults`, { method: 'DELETE' })
})

/** Somebody who has just given an address. */
async function mailed(email = freshEmail(), manner = {}): Promise<Traveller> {
  const dana = { ...(await walkTo(await traveller(stack, manner), 'give-email')), email }
  await giveEmail(dana)
  return dana
}

const askedFor = async (to: string): Promise<Provider[]> => (await requestsTo(stack, to)).map(({ provider }) => provider)
const restOf = async (name: string) =>
  Number((await rows(stack, 'select down_until from providers where name = ?', name))[0]?.down_until ?? 0)
/** As if the time for which a provider is left alone were over. */
const restEnds = (name: string) => rows(stack, 'update providers set down_until = 1 where name = ?', name)

async function goesOn(dana: Traveller) {
  await verifyEmail(dana)
  expect(dana.visitor.path).toBe('/auth/register/set-password')
}

/** Fault 3. */
describe('where the first provider of mail', () => {
  /** Whether a connection was refused or cut, workerd does not tell. */
  it('takes no connection, the next mail leaves by the second after three, and by the first once it is back', async () => {
    await gate.shut()
    const [dana] = await Promise.all(Array.from({ length: OUTAGES_BEFORE_REST }, () => mailed()))
    if (!dana) throw new Error('nobody came')
    await expect.poll(() => restOf('email/resend'), WAITS).toBeGreaterThan(Date.now() + FIRST_REST / 2)
    const ruth = await mailed()
    await goesOn(ruth)
    await timePasses(dana, 31)
    await dana.visitor.reload()
    await dana.visitor.press('Send new code')
    await goesOn(dana)
    await gate.open()
    const lee = await mailed()
    await goesOn(lee)
    for (const { email } of [dana, ruth, lee]) expect(await askedFor(email)).toEqual(['sendgrid'])

    await restEnds('email/resend')
    const after = await mailed()
    await goesOn(after)
    expect(await askedFor(after.email)).toEqual(['resend'])
    await becomes(stack, after.email, 'delivered')
    expect(await rows(stack, "select failures, down_until from providers where name = 'email/resend'")).toMatchObject([
      { failures: 0, down_until: 0 },
    ])
    // What was due meanwhile has no use any more.
    await sweepAfterRest(stack, dana.email)
    expect(await dana.mailbox.messages(dana.email)).toHaveLength(1)
  })

  it.each([
    ['has too much to do for a minute', { status: 429, retryAfter: 60 }],
    ['is not behind its own door', { status: 521 }],
  ])('%s, it is asked three times, and then left alone', async (_, fault) => {
    await goWrong(stack, { provider: 'resend', times: 99, ...fault })
    for (let n = 0; n < OUTAGES_BEFORE_REST; n++) {
      const dana = await mailed()
      await goesOn(dana)
      expect(await askedFor(dana.email)).toEqual(['resend', 'sendgrid'])
      await becomes(stack, dana.email, 'delivered')
    }
    const dana = await mailed()
    await goesOn(dana)
    expect(await askedFor(dana.email)).toEqual(['sendgrid'])
  })

  it('may have a mail, that mail stays with it and comes once; after three of them others leave by the second', async () => {
    await goWrong(stack, { provider: 'resend', times: OUTAGES_BEFORE_REST, status: 500 })
    const early: Traveller[] = []
    for (let n = 0; n < OUTAGES_BEFORE_REST; n++) {
      const dana = await mailed()
      expect(dana.visitor.words).toContain('On its way.')
      await marked(stack, dana.email)
      early.push(dana)
    }
    await goesOn(await mailed())
    for (const dana of early) {
      await sweepAfterRest(stack, dana.email)
      await becomes(stack, dana.email, 'delivered')
      expect(await askedFor(dana.email)).toEqual(['resend', 'resend'])
      expect(await dana.mailbox.messages(dana.email)).toHaveLength(1)
      await goesOn(dana)
    }
  })

  it('refuses an address, nobody else is asked, and it is not called out for that', async () => {
    const email = freshEmail().replace(/^(.*)@/, (_, own: string) => `invalid@${own.replaceAll('.', '-')}.`)
    const dana = await mailed(email)
    expect(dana.visitor.words).toContain('Mail cannot go to this address.')
    expect(await askedFor(email)).toEqual(['resend'])
    expect(await rows(stack, 'select * from providers')).toEqual([])
  })

  it('is left alone, the second tells in its batches how far a mail has come', async () => {
    await goWrong(stack, { provider: 'resend', status: 521 })
    const dana = await mailed(freshEmail(), { htmx: true })
    await screenSays(dana, 'Arrived at your mail server')
    expect((await deliveriesTo(stack, dana.email))[0]).toMatchObject({ provider: 'sendgrid', state: 'delivered' })
  })

  it('is out, and the second took a mail and hung up, nobody sends it again', async () => {
    await goWrong(stack, { provider: 'resend', times: 99, status: 521 })
    await goWrong(stack, { provider: 'sendgrid', resetAfterAccept: true })
    await goWrong(stack, { provider: 'sendgrid', webhooks: 'lost', times: 2 })
    const dana = await mailed()
    await becomes(stack, dana.email, 'uncertain')
    await sweepAfterRest(stack, dana.email)
    expect(await askedFor(dana.email)).toEqual(['resend', 'sendgrid'])
    expect(await dana.mailbox.messages(dana.email)).toHaveLength(1)
    await goesOn(dana)
  })
})

/** Fault 3. */
describe('where the first account at Telnyx is out', () => {
  beforeEach(() => goWrong(stack, { provider: 'telnyx', times: 99, status: 429, retryAfter: 60 }))
  const arrived = async () => walkToPhone(await traveller(stack))

  it('a text comes from the second, and its code registers', async () => {
    const dana = await walkTo(await traveller(stack), 'give-phone')
    await givePhone(dana)
    await becomes(stack, dana.phone.e164, 'delivered')
    expect(await askedFor(dana.phone.e164)).toEqual(['telnyx', 'telnyx-2'])
    expect(await dana.mailbox.messages(dana.phone.e164)).toMatchObject([{ from: '+12025550199' }])
    await verifyText(dana)
    expect(dana.visitor.path).toBe('/')
  })

  it('a call comes from the second, is followed, answered and keyed to its end', async () => {
    const dana = await walkTo(await traveller(stack), 'give-phone')
    await givePhone(dana, 'Call Me')
    await answerAndKey(dana, await phoneRings(dana), `${numberShown(dana)}#`)
    await pageSays(dana, 'Your phone is confirmed')
    const asked = await requestsTo(stack, dana.phone.e164)
    expect(asked.filter(({ path }) => path === '/v2/calls').map(({ provider }) => provider)).toEqual(['telnyx', 'telnyx-2'])
    expect(new Set(asked.filter(({ path }) => path.includes('/actions/')).map(({ provider }) => provider))).toEqual(new Set(['telnyx-2']))
    await dana.visitor.press('Continue')
    expect(dana.visitor.path).toBe('/')
  })

  it('and the second, too, the screen says so once both are left alone, and a call leads on', async () => {
    await goWrong(stack, { provider: 'telnyx-2', times: 99, path: '/v2/messages', status: 429, retryAfter: 60 })
    for (let n = 0; n < OUTAGES_BEFORE_REST; n++) {
      const dana = await arrived()
      await givePhone(dana)
      await marked(stack, dana.phone.e164)
    }
    expect(await restOf('sms')).toBeGreaterThan(Date.now())
    const dana = await walkTo(await traveller(stack), 'give-phone')
    expect(dana.visitor.words).toContain('Text messages cannot be sent right now. Choose Call Me.')
    await givePhone(dana, 'Call Me')
    await answerAndKey(dana, await phoneRings(dana), `${numberShown(dana)}#`)
    await pageSays(dana, 'Your phone is confirmed')
  })
})
