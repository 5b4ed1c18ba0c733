import { describe, expect, it } from 'vitest'
import type { Fault } from '../../src/carrier/faults.ts'
import { PROVIDER_PATIENCE, seconds } from '../../src/domain/policy.ts'
import { goWrong, requestsTo } from '../support/carrier.ts'
import { giveEmail, stackNamed, type Traveller, traveller, verifyEmail, walkTo } from '../support/journey.ts'
import { Line } from '../support/line.ts'
import { becomes, deliveriesTo, marked, sweep, sweepAfterRest } from '../support/outbox.ts'

const stack = stackNamed('quiet')
const line = new Line(stack.line)
const READING = seconds(0.5)

/** The ways in which a mail provider fails. What it took in spite of that is known to us only by handing it over again. */
const FAILURES: Record<string, { fault: Partial<Fault>; took: boolean }> = {
  'has too much to do': { fault: { status: 429 }, took: false },
  'is in trouble': { fault: { status: 500 }, took: false },
  'does not answer': { fault: { status: 503, delayMs: 4000 }, took: false },
  'took it, and answers too late': { fault: { delayMs: 4000 }, took: true },
  'took it, and hangs up': { fault: { resetAfterAccept: true }, took: true },
}

async function gaveEmailWhile(fault: Partial<Fault>): Promise<Traveller> {
  const dana = await walkTo(await traveller(stack), 'give-email')
  await goWrong(stack, { provider: 'resend', to: dana.email, ...fault })
  await goWrong(stack, { provider: 'resend', to: dana.email, webhooks: 'lost', times: 2 })
  const began = Date.now()
  await giveEmail(dana)
  // The sending waits for the provider, and the next page is read after.
  expect(Date.now() - began).toBeLessThan(PROVIDER_PATIENCE + READING)
  return dana
}

const keysOf = async (dana: Traveller) => (await requestsTo(stack, dana.email)).map(({ idempotencyKey }) => idempotencyKey)

/** P02, faults 2 and 3. */
describe('a mail whose provider', () => {
  it.each(Object.entries(FAILURES))('%s keeps nobody waiting, and comes once', async (_, { fault, took }) => {
    const dana = await gaveEmailWhile(fault)
    expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/auth/register/verify-email'])
    expect(dana.visitor.words).toContain('On its way.')

    await marked(stack, dana.email)
    expect(await dana.mailbox.messages(dana.email)).toHaveLength(took ? 1 : 0)
    await sweepAfterRest(stack, dana.email)
    const { id } = await becomes(stack, dana.email, 'sent')
    await sweepAfterRest(stack, dana.email)
    expect(await keysOf(dana)).toEqual([id, id])
    expect(await dana.mailbox.messages(dana.email)).toHaveLength(1)

    await verifyEmail(dana)
    expect(dana.visitor.path).toBe('/auth/register/set-password')
  })

  it('says when to come again is left alone until then', async () => {
    const asked = Date.now()
    const dana = await gaveEmailWhile({ status: 429, retryAfter: 90 })
    expect(Number((await marked(stack, dana.email)).leased_until)).toBeGreaterThanOrEqual(asked + seconds(90))
    await sweep(stack)
    expect(await keysOf(dana)).toHaveLength(1)
  })

  /** Fault 2: the provider has it, and that could not be written down. */
  it('took it while the database went away is given it again under the same key', async () => {
    const dana = await walkTo(await traveller(stack), 'give-email')
    await goWrong(stack, { provider: 'resend', to: dana.email, webhooks: 'lost', times: 2 })
    await line.failingUntilFelt({ kind: 'refuse', holding: 'update "deliveries" set "provider"' }, () => giveEmail(dana))
    expect((await deliveriesTo(stack, dana.email))[0]).toMatchObject({ state: 'due', tries: 1 })
    await sweepAfterRest(stack, dana.email)
    const { id } = await becomes(stack, dana.email, 'sent')
    expect(await keysOf(dana)).toEqual([id, id])
    expect(await dana.mailbox.messages(dana.email)).toHaveLength(1)
  })
})
