import { describe, expect, it } from 'vitest'
import type { Answer } from '../support/exchange.ts'
import { NEW_PASSWORD, stackNamed, traveller, walkTo, walkToPhone } from '../support/journey.ts'
import { post, postAtOnce, postInTurn } from '../support/post.ts'
import { count, flowOf, letPass, rows } from '../support/rows.ts'

const stack = stackNamed('workerd')
const AT_ONCE = 50

/** The same form as htmx sends it. */
const HTMX = { 'hx-request': 'true', 'hx-request-type': 'partial', 'sec-fetch-mode': 'cors' }

const leadingTo = (answers: Answer[], path: string) => answers.filter(({ status, headers }) => status === 303 && headers.location === path)
const wrong = (code: string, i: number) => String((Number(code) + 1 + i) % 1_000_000).padStart(6, '0')
const attemptsOf = async (flow: unknown, purpose: string) =>
  Number((await rows(stack, 'select attempts from challenges where flow_id = ? and purpose = ?', String(flow), purpose))[0]?.attempts)

describe('many at once', () => {
  /** C01 */
  it('looks at five wrong codes of fifty, and at none after', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-email')
    const code = await dana.mailbox.code(dana.email)
    const answers = await postAtOnce(dana.visitor, AT_ONCE, '/auth/register/verify-email', (i) => ({ code: wrong(code, i) }))
    expect(answers.map(({ status }) => status)).toEqual(Array(AT_ONCE).fill(422))
    const flow = await flowOf(stack, dana.person.username)
    expect(await attemptsOf(flow.id, 'registration-email')).toBe(5)
    const right = await post(dana.visitor, '/auth/register/verify-email', { code })
    expect(right.status).toBe(422)
    expect((await flowOf(stack, dana.person.username)).step).toBe('verify-email')
  })

  /** C02 */
  it('lets one right code of fifty move the flow, and shows all of them the next step', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-email')
    const code = await dana.mailbox.code(dana.email)
    const answers = await postAtOnce(dana.visitor, AT_ONCE, '/auth/register/verify-email', () => ({ code }))
    expect(leadingTo(answers, '/auth/register/set-password')).toHaveLength(AT_ONCE)
    const flow = await flowOf(stack, dana.person.username)
    expect(await attemptsOf(flow.id, 'registration-email')).toBe(1)
    expect(await count(stack, 'audit_events', "flow_id = ? and event = 'email-proved'", String(flow.id))).toBe(1)
    // Whichever answer came last, its cookie works.
    await dana.visitor.open('/auth/register/set-password')
    expect(dana.visitor.heading).toBe('Set a new password')
  })

  /** C03 */
  it('lets a right code among 49 wrong ones win or be refused, and never looks at more than five', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-email')
    const code = await dana.mailbox.code(dana.email)
    const answers = await postAtOnce(dana.visitor, AT_ONCE, '/auth/register/verify-email', (i) => ({
      code: i === 25 ? code : wrong(code, i),
    }))
    const flow = await flowOf(stack, dana.person.username)
    const moved = flow.step === 'set-password'
    expect(leadingTo(answers, '/auth/register/set-password').length).toBe(moved ? 1 : 0)
    expect(await attemptsOf(flow.id, 'registration-email')).toBeLessThanOrEqual(5)
  })

  /** C04 */
  it('sends one text for fifty presses of Send Code, and one more call for none', async () => {
    const dana = await walkTo(await traveller(stack), 'give-phone')
    const answers = await postAtOnce(dana.visitor, AT_ONCE, '/auth/register/give-phone', () => ({
      country: 'US',
      number: dana.phone.typed,
      channel: 'sms',
    }))
    expect(leadingTo(answers, '/auth/register/verify-phone')).toHaveLength(AT_ONCE)
    await dana.visitor.open('/auth/register/verify-phone')
    const again = await postAtOnce(dana.visitor, AT_ONCE, '/auth/register/verify-phone/call-me', () => ({}))
    expect(new Set(again.map(({ status }) => status))).toEqual(new Set([422]))
    await dana.mailbox.expect(dana.phone.e164)
    expect(await dana.mailbox.messages(dana.phone.e164)).toHaveLength(1)
  })

  /** C04 */
  it('sends one new code for fifty presses of Send new code, once the wait is over', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-email')
    await dana.mailbox.expect(dana.email)
    const { id } = await flowOf(stack, dana.person.username)
    await letPass(stack, id, 31)
    const answers = await postAtOnce(dana.visitor, AT_ONCE, '/auth/register/verify-email/new-code', () => ({}))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    await dana.mailbox.expect(dana.email, 2)
    expect(await count(stack, 'deliveries', 'flow_id = ?', String(id))).toBe(2)
  })

  /** C05 */
  it('sets one password for twenty presses of Create', async () => {
    const dana = await walkTo(await traveller(stack), 'set-password')
    const answers = await postAtOnce(dana.visitor, 20, '/auth/register/set-password', () => ({
      password: NEW_PASSWORD,
      again: NEW_PASSWORD,
    }))
    const { id, step } = await flowOf(stack, dana.person.username)
    expect(step).toBe('give-phone')
    expect(await count(stack, 'audit_events', "flow_id = ? and event = 'password-set'", String(id))).toBe(1)
    // Whoever finds the line for the hash full is told to come back; nobody is lost.
    for (const { status } of answers) expect([303, 503]).toContain(status)
    expect(leadingTo(answers, '/auth/register/give-phone').length).toBeGreaterThan(0)
  })

  /** C08 */
  it('registers once for fifty last steps, and opens one session', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-phone')
    const code = await dana.mailbox.code(dana.phone.e164)
    const answers = await postAtOnce(dana.visitor, AT_ONCE, '/auth/register/verify-phone', () => ({ code }))
    expect(leadingTo(answers, '/?registered')).toHaveLength(AT_ONCE)
    const { id, account_id: account } = await flowOf(stack, dana.person.username)
    expect(await count(stack, 'sessions', 'account_id = ?', String(account))).toBe(1)
    expect(await count(stack, 'authenticators', 'account_id = ?', String(account))).toBe(2)
    expect(await count(stack, 'audit_events', "flow_id = ? and event = 'registered'", String(id))).toBe(1)
    expect(await count(stack, 'deliveries', "flow_id = ? and kind = 'registered'", String(id))).toBe(1)
    await dana.visitor.open('/')
    expect(dana.visitor.words).toContain(dana.person.name)
  })

  /** C06 */
  it('gives an address that two confirm at once to one of them, and tells the other to change it', async () => {
    const [dana, lee] = await Promise.all([traveller(stack), traveller(stack)])
    lee.email = dana.email
    await walkTo(dana, 'set-password', 'Email')
    await walkTo(lee, 'set-password', 'Email')
    const create = { password: NEW_PASSWORD, again: NEW_PASSWORD }
    const answers = await Promise.all([dana, lee].map(({ visitor }) => postInTurn(visitor, '/auth/register/set-password', create)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(answers.find(({ status }) => status === 422)?.text).toContain('confirmed for another account')
    expect(await count(stack, 'authenticators', 'address = ?', dana.email)).toBe(1)
  })

  /** C07 */
  it('completes once when the last digits and the press of Continue come at the same time', async () => {
    const dana = await walkTo(await traveller(stack), 'give-phone')
    await dana.visitor.fill({ 'Phone number': dana.phone.typed }).press('Call Me')
    const code = dana.visitor.page.querySelector('.big')?.textContent ?? ''
    const [call] = await dana.mailbox.expect(dana.phone.e164)
    await dana.mailbox.answer(call?.id ?? '')
    await dana.mailbox.spoken(dana.phone.e164, /Key in that number/)
    const [, ...answers] = await Promise.all([
      dana.mailbox.digits(call?.id ?? '', `${code}#`),
      ...Array.from({ length: 20 }, () => post(dana.visitor, '/auth/register/verify-phone', {})),
    ])
    for (const answer of answers)
      expect(answer.status === 303 ? answer.headers.location : answer.status).toSatisfy((it) => it === '/?registered' || it === 422)
    await dana.mailbox.spoken(dana.phone.e164, /Thank you/)
    await post(dana.visitor, '/auth/register/verify-phone', {})
    const { account_id: account } = await flowOf(stack, dana.person.username)
    expect(await count(stack, 'sessions', 'account_id = ?', String(account))).toBe(1)
  })
})

describe('many at once, through htmx', () => {
  /** C01, C03 */
  it('are looked at five times, also where the right code is the sixth', async () => {
    const dana = await walkTo(await traveller(stack, { htmx: true }), 'verify-email')
    const code = await dana.mailbox.code(dana.email)
    const entered = (i: number) => ({ code: wrong(code, i) })
    const answers = await postAtOnce(dana.visitor, AT_ONCE, '/auth/register/verify-email', entered, HTMX)
    for (const { status, headers } of answers) expect([status, headers['hx-push-url']]).toEqual([422, 'false'])
    expect((await post(dana.visitor, '/auth/register/verify-email', { code }, { headers: HTMX })).status).toBe(422)
    const { id, step } = await flowOf(stack, dana.person.username)
    expect(step).toBe('verify-email')
    expect(await attemptsOf(id, 'registration-email')).toBe(5)
  })

  /** C02, C04, C08 */
  it('send one text, register once, and are all led on', async () => {
    const dana = await walkToPhone(await traveller(stack, { htmx: true }))
    const number = { country: 'US', number: dana.phone.typed, channel: 'sms' }
    const sent = await postAtOnce(dana.visitor, AT_ONCE, '/auth/register/give-phone', () => number, HTMX)
    for (const { status, headers } of sent) expect([status, headers['hx-push-url']]).toEqual([200, '/auth/register/verify-phone'])
    const code = await dana.mailbox.code(dana.phone.e164)
    const answers = await postAtOnce(dana.visitor, AT_ONCE, '/auth/register/verify-phone', () => ({ code }), HTMX)
    for (const { status, headers } of answers) expect([status, headers['hx-redirect']]).toEqual([200, '/?registered'])
    const { account_id: account } = await flowOf(stack, dana.person.username)
    expect(await count(stack, 'sessions', 'account_id = ?', String(account))).toBe(1)
    expect(await dana.mailbox.messages(dana.phone.e164)).toHaveLength(1)
    await dana.visitor.open('/')
    expect(dana.visitor.words).toContain(dana.person.name)
  })
})
