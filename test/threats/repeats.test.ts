import { describe, expect, it } from 'vitest'
import type { Step } from '../../src/domain/flow.ts'
import { givePhone, NEW_PASSWORD, stackNamed, type Traveller, traveller, walkTo } from '../support/journey.ts'
import { post, postInTurn, tokenOf } from '../support/post.ts'
import { count, flowOf, letPass } from '../support/rows.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('workerd')

/** The form of each step as it is rightly filled in, and where it leads. */
const STEPS: Record<Step, { fields: (who: Traveller) => Promise<Record<string, string>>; to: string }> = {
  'choose-method': { fields: async () => ({ method: 'phone' }), to: '/auth/register/give-email' },
  'give-email': { fields: async ({ email }) => ({ email }), to: '/auth/register/verify-email' },
  'verify-email': { fields: async ({ mailbox, email }) => ({ code: await mailbox.code(email) }), to: '/auth/register/set-password' },
  'set-password': { fields: async () => ({ password: NEW_PASSWORD, again: NEW_PASSWORD }), to: '/auth/register/give-phone' },
  'give-phone': {
    fields: async ({ phone }) => ({ country: 'US', number: phone.typed, channel: 'sms' }),
    to: '/auth/register/verify-phone',
  },
  'verify-phone': { fields: async ({ mailbox, phone }) => ({ code: await mailbox.code(phone.e164) }), to: '/?registered' },
}

const effects = async (who: Traveller) => {
  const { id, account_id: account, step } = await flowOf(stack, who.person.username)
  const events = await count(stack, 'audit_events', 'flow_id = ?', String(id))
  const messages = await count(stack, 'deliveries', 'flow_id = ?', String(id))
  const sessions = await count(stack, 'sessions', 'account_id = ?', String(account))
  return { step, events, messages, sessions }
}

describe.each(Object.entries(STEPS))('the form of %s', (step, { fields, to }) => {
  /** P01, P06, D01, D08: a double click, and a form sent again because its answer was lost on the way. */
  it('sent again with the cookie it was sent with shows the success it had, and does nothing more', async () => {
    const dana = await walkTo(await traveller(stack), step as Step)
    const before = dana.visitor.cookies.copy()
    const token = tokenOf(dana.visitor)
    const form = await fields(dana)
    const first = await postInTurn(dana.visitor, `/auth/register/${step}`, form)
    expect([first.status, first.headers.location]).toEqual([303, to])
    const done = await effects(dana)

    const lost = new Visitor(stack.origin, { cookies: before })
    const again = await postInTurn(lost, `/auth/register/${step}`, form, { token })
    expect([again.status, again.headers.location]).toEqual([303, to])
    expect(await effects(dana)).toEqual(done)
    await lost.open(to)
    expect(lost.status).toBe(200)
    expect(lost.path + lost.url.search).toBe(to)
  })

  it('sent again from an old tab of the same browser leads to where the registration stands', async () => {
    const dana = await walkTo(await traveller(stack), step as Step)
    const token = tokenOf(dana.visitor)
    const form = await fields(dana)
    await postInTurn(dana.visitor, `/auth/register/${step}`, form)
    const done = await effects(dana)
    const again = await postInTurn(dana.visitor, `/auth/register/${step}`, form, { token })
    expect([again.status, again.headers.location]).toEqual([303, to.split('?')[0]])
    expect(await effects(dana)).toEqual(done)
  })
})

/** D01: whoever has the cookie of before, and not the code, gets nothing from the minute in which a lost answer is given again. */
it('the last form sent again without its code, or with another, opens no session', async () => {
  const dana = await walkTo(await traveller(stack), 'verify-phone')
  const thief = new Visitor(stack.origin, { cookies: dana.visitor.cookies.copy() })
  const token = tokenOf(dana.visitor)
  const code = await dana.mailbox.code(dana.phone.e164)
  await post(dana.visitor, '/auth/register/verify-phone', { code })
  for (const fields of [{}, { code: '' }, { code: code === '123456' ? '654321' : '123456' }] as Record<string, string>[]) {
    const { headers } = await post(thief, '/auth/register/verify-phone', fields, { token })
    expect(headers.location).toBe('/auth/register')
    expect(thief.cookies.names()).not.toContain('latchkey')
  }
})

it('a call that is confirmed after a text was asked for leads on all the same', async () => {
  const dana = await walkTo(await traveller(stack), 'give-phone')
  await givePhone(dana, 'Call Me')
  const shown = dana.visitor.page.querySelector('.big')?.textContent ?? ''
  const [call] = await dana.mailbox.expect(dana.phone.e164)
  await letPass(stack, (await flowOf(stack, dana.person.username)).id, 31)
  await dana.visitor.press('Send Code by text')
  await dana.mailbox.answer(call?.id ?? '')
  await dana.mailbox.spoken(dana.phone.e164, /Key in that number/)
  await dana.mailbox.digits(call?.id ?? '', `${shown}#`)
  await dana.mailbox.spoken(dana.phone.e164, /Thank you/)
  await dana.visitor.fill({ 'Verification code': '123456' }).press('Verify code')
  expect(dana.visitor.words).toContain('Your phone is confirmed')
  await dana.visitor.press('Continue')
  expect(dana.visitor.path).toBe('/')
})

describe('going back', () => {
  /** D06 */
  it('to the address forgets what proved it, and its code is good for nothing', async () => {
    const dana = await walkTo(await traveller(stack), 'set-password')
    const code = await dana.mailbox.code(dana.email)
    await dana.visitor.press('Change email')
    const other = dana.email.replace('@', '.other@')
    await dana.visitor.fill({ 'Email address': other }).press('Send verification code')
    await dana.visitor.fill({ 'Verification code': code }).press('Verify code')
    expect(dana.visitor.status).toBe(422)
    expect(dana.visitor.words).toContain('That is not the code we sent.')
  })

  /** G04 */
  it('in a second tab, to the other method, is told to the first, and there is one registration', async () => {
    const dana = await walkTo(await traveller(stack), 'give-email', 'Email')
    const other = await dana.visitor.tab().open('/auth/register/give-email')
    await other.press('Back')
    await other.press('Phone')
    await dana.visitor.fill({ 'Email address': dana.email }).press('Send verification code')
    expect(dana.visitor.path).toBe('/auth/register/verify-email')
    expect(dana.visitor.words).toContain('Step 3 of 6')
    expect(await flowOf(stack, dana.person.username)).toMatchObject({ method: 'phone', step: 'verify-email' })
    expect(await effects(dana)).toMatchObject({ messages: 1, sessions: 0 })
  })

  it('with the browser’s back button shows the step that was reached', async () => {
    const dana = await walkTo(await traveller(stack), 'give-phone')
    await dana.visitor.open('/auth/register/choose-method')
    expect(dana.visitor.path).toBe('/auth/register/give-phone')
  })

  /** D08: the last form of a registration that is over. */
  it('to a registration that is over leads to the portal, with no second session', async () => {
    const dana = await walkTo(await traveller(stack), 'portal')
    await dana.visitor.open('/auth/register/verify-phone')
    expect(dana.visitor.path).toBe('/')
    expect((await effects(dana)).sessions).toBe(1)
  })
})
