import { afterEach, describe, expect, it } from 'vitest'
import { stackNamed } from '../support/journey.ts'
import { Line } from '../support/line.ts'
import { becomes, deliveriesTo, sweepAfterRest } from '../support/outbox.ts'
import { post, tokenOf } from '../support/post.ts'
import { backOf, FORMS, type Form, keptOf, NEW_CODES } from './forms.ts'
import { expectWayBack } from './way-back.ts'

const stack = stackNamed('quiet')
const line = new Line(stack.line)
afterEach(() => line.mend())

/** Sends a form of which the database does everything, and whose answer never comes. */
async function sentIntoSilence(form: Form) {
  const dana = await form.arrive(stack)
  const token = tokenOf(dana.visitor)
  const fields = await form.fields(dana)
  const send = () => post(dana.visitor, form.path, fields, { token })
  const before = await keptOf(dana)
  expectWayBack(await line.failing({ kind: 'lose-answer', after: form.trips - 1 }, send), backOf(form))
  return { dana, send, before }
}

/** P04, P06, faults 6 and 10. */
describe('when the database has done it and its answer is lost', () => {
  it.each(Object.entries(FORMS))('the form of %s, sent again, shows the success it had', async (_, form) => {
    const { dana, send, before } = await sentIntoSilence(form)
    const done = await keptOf(dana)
    expect(done).not.toEqual(before)

    const again = await send()
    expect([again.status, again.headers.location]).toEqual([303, form.to])
    expect(await keptOf(dana)).toEqual(done)
    await dana.visitor.open(form.to)
    expect([dana.visitor.status, dana.visitor.path]).toEqual([200, form.to.split('?')[0]])
  })

  it.each(Object.entries(NEW_CODES))('asking again to %s is answered with how soon another may be asked for', async (_, form) => {
    const { dana, send } = await sentIntoSilence(form)
    const done = await keptOf(dana)
    const again = await send()
    expect(again.status).toBe(422)
    expect(again.text).toContain('You can ask for a new code or call in 1 minute.')
    expect(await keptOf(dana)).toEqual(done)
  })

  /** Fault 1: what is stored is sent, by whoever comes next. */
  it.each([
    ['email', FORMS['give-email'], 'email'],
    ['text message', FORMS['give-phone'], 'phone'],
    ['text message, at a login', FORMS['log in: send a code'], 'phone'],
  ] as const)('the code by %s goes out with the next minute, once, and works', async (_, form, kind) => {
    const { dana, send } = await sentIntoSilence(form)
    const to = kind === 'email' ? dana.email : dana.phone.e164
    await send()
    await dana.visitor.open(form.to)
    expect(dana.visitor.words).toContain('On its way.')
    expect(await dana.mailbox.messages(to)).toEqual([])

    await sweepAfterRest(stack, to)
    await becomes(stack, to, 'delivered')
    await sweepAfterRest(stack, to)
    expect(await dana.mailbox.messages(to)).toHaveLength(1)
    expect(await deliveriesTo(stack, to)).toHaveLength(1)
    await dana.visitor.reload()
    await dana.visitor.fill({ 'Verification code': await dana.mailbox.code(to) }).press('Verify code')
    expect(dana.visitor.status).toBe(200)
    expect(dana.visitor.path).not.toBe(form.to)
  })
})
