import { describe, expect, it } from 'vitest'
import { phoneRings } from '../support/call.ts'
import type { Answer } from '../support/exchange.ts'
import { stackNamed, type Traveller, timePasses } from '../support/journey.ts'
import { member, memberAt } from '../support/member.ts'
import { post, postAtOnce, tokenOf } from '../support/post.ts'
import { count, flowOf, rows } from '../support/rows.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('workerd')
const AT_ONCE = 50
const CODE = '/auth/login/enter-code'

const leadingTo = (answers: Answer[], path: string) => answers.filter(({ status, headers }) => status === 303 && headers.location === path)
const wrong = (code: string, i: number) => String((Number(code) + 1 + i) % 1_000_000).padStart(6, '0')

/** What a login has come to. */
async function standing({ person }: Traveller) {
  const { id, account_id: account, step } = await flowOf(stack, person.username)
  const [challenge] = await rows(stack, 'select attempts from challenges where flow_id = ?', String(id))
  return {
    ...{ id: String(id), step, attempts: Number(challenge?.attempts) },
    sessions: await count(stack, 'sessions', 'account_id = ?', String(account)),
    browsers: await count(stack, 'remembered_browsers', 'account_id = ?', String(account)),
    messages: await count(stack, 'deliveries', 'flow_id = ?', String(id)),
  }
}

describe.concurrent('many at once, at a login', () => {
  /** C01 */
  it('looks at five wrong codes of fifty, and at none after', async () => {
    const dana = await memberAt(stack, 'enter-code')
    const code = await dana.mailbox.code(dana.phone.e164)
    const answers = await postAtOnce(dana.visitor, AT_ONCE, CODE, (i) => ({ code: wrong(code, i) }))
    expect(answers.map(({ status }) => status)).toEqual(Array(AT_ONCE).fill(422))
    expect((await post(dana.visitor, CODE, { code })).status).toBe(422)
    expect(await standing(dana)).toMatchObject({ step: 'enter-code', attempts: 5, sessions: 0 })
  })

  /** C02, C08 */
  it('lets one right code of fifty in: one session, one remembered browser, and all of them are led in', async () => {
    const dana = await memberAt(stack, 'enter-code')
    const code = await dana.mailbox.code(dana.phone.e164)
    await rows(stack, 'update flows set remember = 1 where id = ?', (await standing(dana)).id)
    const answers = await postAtOnce(dana.visitor, AT_ONCE, CODE, () => ({ code }))
    expect(leadingTo(answers, '/')).toHaveLength(AT_ONCE)
    expect(new Set(answers.map(({ headers }) => cookieIn(headers['set-cookie'], 'latchkey='))).size).toBe(1)
    expect(new Set(answers.map(({ headers }) => cookieIn(headers['set-cookie'], 'latchkey-browser='))).size).toBe(1)
    expect(await standing(dana)).toMatchObject({ step: 'logged-in', attempts: 1, sessions: 1, browsers: 1, messages: 2 })
    await dana.visitor.open('/')
    expect(dana.visitor.words).toContain(dana.person.name)
  })

  /** C03 */
  it('lets a right code among 49 wrong ones win or be refused, and never looks at more than five', async () => {
    const dana = await memberAt(stack, 'enter-code')
    const code = await dana.mailbox.code(dana.phone.e164)
    const answers = await postAtOnce(dana.visitor, AT_ONCE, CODE, (i) => ({ code: i === 25 ? code : wrong(code, i) }))
    const { step, attempts, sessions } = await standing(dana)
    const won = step === 'logged-in' ? 1 : 0
    expect([leadingTo(answers, '/').length, sessions]).toEqual([won, won])
    expect(attempts).toBeLessThanOrEqual(5)
  })

  /** C04, P01 */
  it('sends one text for fifty presses of Send Code, and one more for fifty of Send new code after the wait', async () => {
    const dana = await memberAt(stack, 'send-code')
    const way = dana.visitor.page.querySelector('input[name="way"]')?.getAttribute('value') ?? ''
    const answers = await postAtOnce(dana.visitor, AT_ONCE, '/auth/login/send-code', () => ({ way, channel: 'sms' }))
    expect(leadingTo(answers, CODE)).toHaveLength(AT_ONCE)
    await dana.visitor.open(CODE)
    const called = await postAtOnce(dana.visitor, AT_ONCE, `${CODE}/call-me`, () => ({}))
    expect(new Set(called.map(({ status }) => status))).toEqual(new Set([422]))
    await timePasses(dana, 31)
    const again = await postAtOnce(dana.visitor, AT_ONCE, `${CODE}/new-code`, () => ({ channel: 'sms' }))
    expect(again.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(await dana.mailbox.expect(dana.phone.e164, 2)).toHaveLength(2)
    expect(await standing(dana)).toMatchObject({ messages: 2 })
  })

  /** C07 */
  it('lets in once when the last digits and the press of Continue come at the same time', async () => {
    const dana = await memberAt(stack, 'send-code')
    await dana.visitor.press('Call Me')
    const code = dana.visitor.page.querySelector('.big')?.textContent ?? ''
    const call = await phoneRings(dana)
    await dana.mailbox.answer(call)
    await dana.mailbox.spoken(dana.phone.e164, /Key in that number/)
    const [, ...answers] = await Promise.all([
      dana.mailbox.digits(call, `${code}#`),
      ...Array.from({ length: 20 }, () => post(dana.visitor, CODE, {})),
    ])
    for (const answer of answers)
      expect(answer.status === 303 ? answer.headers.location : answer.status).toSatisfy((it) => it === '/' || it === 422)
    await dana.mailbox.spoken(dana.phone.e164, /Thank you/)
    await post(dana.visitor, CODE, {})
    expect(await standing(dana)).toMatchObject({ sessions: 1 })
  })

  /** P01 */
  it('opens one login for a password that is sent four times', async () => {
    const dana = await member(stack)
    await dana.visitor.open('/auth/login/with-phone')
    const { username, password } = dana.person
    const answers = await postAtOnce(dana.visitor, 4, '/auth/login/with-phone', () => ({ username, password }))
    // Whoever finds the line for the hash full is told to come back.
    for (const { status } of answers) expect([303, 503]).toContain(status)
    const led = leadingTo(answers, '/auth/login/send-code')
    expect(led.length).toBeGreaterThan(0)
    expect(new Set(led.map(({ headers }) => cookieIn(headers['set-cookie'], 'latchkey-login='))).size).toBe(1)
    expect(await count(stack, 'flows', 'account_id = (select id from accounts where username = ?)', username)).toBe(1)
  })
})

const cookieIn = (lines: string[] | undefined, name: string) => lines?.find((line) => line.startsWith(name))?.split(';')[0]

describe('the forms of a login, each sent again', () => {
  /** P01, P06, D08 */
  it.each([
    ['send-code', 'send-code', (who: Traveller) => ({ way: wayOf(who), channel: 'sms' }), '/auth/login/enter-code'],
    ['other-way', 'enter-code', () => ({ kind: 'email' }), '/auth/login/send-code'],
    ['enter-code', 'enter-code', async (who: Traveller) => ({ code: await who.mailbox.code(who.phone.e164) }), '/'],
  ] as const)('with the cookie it was sent with shows the success it had, and does nothing more: %s', async (move, step, fields, to) => {
    const dana = await memberAt(stack, step)
    const [before, token] = [dana.visitor.cookies.copy(), tokenOf(dana.visitor)]
    const form = await fields(dana)
    const first = await post(dana.visitor, `/auth/login/${move}`, form)
    expect([first.status, first.headers.location]).toEqual([303, to])
    const done = await standing(dana)
    const lost = new Visitor(stack.origin, { cookies: before })
    const again = await post(lost, `/auth/login/${move}`, form, { token })
    expect([again.status, again.headers.location]).toEqual([303, to])
    expect(await standing(dana)).toEqual(done)
    expect((await lost.open(to)).path).toBe(to)
  })
})

const wayOf = ({ visitor }: Traveller) => visitor.page.querySelector('input[name="way"]')?.getAttribute('value') ?? ''
