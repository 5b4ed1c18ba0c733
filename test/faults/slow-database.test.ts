import { afterEach, describe, expect, it } from 'vitest'
import { DATABASE_PATIENCE, seconds } from '../../src/domain/policy.ts'
import { stackNamed } from '../support/journey.ts'
import { Line } from '../support/line.ts'
import { becomes, deliveriesTo } from '../support/outbox.ts'
import { post } from '../support/post.ts'
import { FORMS } from './forms.ts'
import { expectWayBack } from './way-back.ts'

const stack = stackNamed('quiet')
const line = new Line(stack.line)
afterEach(() => line.mend())

const LEEWAY = seconds(1)

/** P05, fault 7. */
describe('while the database is slow', () => {
  it('a step takes its time, and moves on', async () => {
    const dana = await FORMS['choose-method'].arrive(stack)
    const answer = await line.failing({ kind: 'delay', ms: 1500 }, () =>
      post(dana.visitor, '/auth/register/choose-method', { method: 'phone' }),
    )
    expect([answer.status, answer.headers.location]).toEqual([303, '/auth/register/give-email'])
  })

  it('nobody waits for it longer than four seconds, and what it does later it does once', async () => {
    const dana = await FORMS['give-email'].arrive(stack)
    const send = () => post(dana.visitor, '/auth/register/give-email', { email: dana.email })
    const began = Date.now()
    const late = await line.failing({ kind: 'delay', ms: DATABASE_PATIENCE + seconds(1.5), times: 1 }, send)
    expectWayBack(late, '/auth/register/give-email')
    expect(late.at - began).toBeLessThan(DATABASE_PATIENCE + LEEWAY)

    const again = await send()
    expect([again.status, again.headers.location]).toEqual([303, '/auth/register/verify-email'])
    await becomes(stack, dana.email, 'delivered')
    // The first request is done by now as well, and found the registration moved on.
    await expect.poll(async () => (await line.trips()).every((trip) => trip.ended > 0), { timeout: seconds(5) }).toBe(true)
    expect(await deliveriesTo(stack, dana.email)).toHaveLength(1)
    expect(await dana.mailbox.messages(dana.email)).toHaveLength(1)
  })
})
