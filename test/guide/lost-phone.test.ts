import { describe, expect, it } from 'vitest'
import { hours } from '../../src/domain/policy.ts'
import { answerAndKey, numberShown, phoneRings, screenSays } from '../support/call.ts'
import { stackNamed, type Traveller } from '../support/journey.ts'
import {
  askForPhone,
  atNewPhone,
  cancelCodeIn,
  cancelWith,
  giveNewPhone,
  phoneMember,
  requestAges,
  throughMailbox,
  toMailbox,
} from '../support/lost-phone.ts'
import type { Message } from '../support/mailbox.ts'
import { enterCode, givePassword, logInFully, memberOn } from '../support/member.ts'
import { rows } from '../support/rows.ts'
import { WAYS } from '../support/runtimes.ts'
import { ask, passRunsOut } from '../support/session.ts'
import { Visitor } from '../support/visitor.ts'

const COME_BACK = 'Come back to set your new phone'
const subjects = async ({ mailbox, email }: Traveller) => (await mailbox.messages(email)).map(({ subject }) => subject)
const standing = ({ visitor }: Traveller) => [visitor.status, visitor.path, visitor.heading]

/** The same person, at another desk. */
const elsewhere = (who: Traveller): Traveller => ({ ...who, visitor: new Visitor(who.stack.origin, who.visitor.manner) })

const audited = async ({ stack, person }: Traveller) => {
  const about = "account_id = (select id from accounts where username = ?) and event like 'phone-re%'"
  return (await rows(stack, `select event from audit_events where ${about} order by id`, person.username)).map(({ event }) => event)
}

/** A phone that is lost, where a code by mail is not enough: asked for today, set tomorrow. */
describe.concurrent.each(WAYS)('a lost phone on $runtime, $how', ({ runtime, manner }) => {
  const newcomer = () => phoneMember(stackNamed(runtime), manner)

  it('is replaced with the password and the mailbox, twice, a day apart; everybody else is signed out within a minute', async () => {
    const dana = await newcomer()
    const atWork = elsewhere(dana)
    await logInFully(atWork, 'phone', { remember: true })
    await dana.mailbox.expect(dana.email)

    await toMailbox(dana)
    expect(standing(dana)).toEqual([200, '/auth/login/check-mailbox', 'Check your email'])
    expect(dana.visitor.words).toContain(`${dana.email.slice(0, 1)}•••@clinic.example`)
    await enterCode(dana, await dana.mailbox.code(dana.email, 2))
    const letter = (await dana.mailbox.expect(dana.email, 3)).at(-1) as Message
    const text = (await dana.mailbox.expect(dana.phone.e164, 2)).at(-1) as Message
    expect(standing(dana)).toEqual([200, '/auth/login/phone-requested', COME_BACK])
    expect(letter.subject).toBe('A new phone was asked for at Latchkey Provider Portal')
    const [, from] = /From (.*? E[SD]T) on,/.exec(dana.visitor.words) ?? []
    for (const told of [letter.text, text.text]) {
      expect(told).toContain(`from ${from}`)
      expect(told).toContain('/auth/lost-phone/cancel')
      expect(told).not.toMatch(/https?:/)
    }

    await requestAges(dana, hours(23))
    await throughMailbox(dana)
    expect(standing(dana)).toEqual([200, '/auth/login/phone-requested', COME_BACK])
    expect((await subjects(dana)).filter((subject) => subject === letter.subject)).toHaveLength(1)

    await requestAges(dana, hours(1))
    await throughMailbox(dana)
    expect(standing(dana)).toEqual([200, '/auth/login/new-phone', 'Enter your new phone number'])
    const withNew = await giveNewPhone(dana)
    expect(standing(withNew)).toEqual([200, '/auth/login/check-new-phone', 'Check your phone'])
    await enterCode(withNew, await withNew.mailbox.code(withNew.phone.e164))
    expect([withNew.visitor.status, withNew.visitor.path]).toEqual([200, '/'])

    expect((await ask(atWork)).status).toBe(401)
    passRunsOut(atWork.visitor.cookies)
    expect((await atWork.visitor.open('/')).path).toBe('/auth/login')
    await logInFully(elsewhere(withNew))
    expect((await dana.mailbox.expect(dana.phone.e164, 3)).at(-1)?.text).toContain('another phone was set for your login')
    expect(await subjects(dana)).toContain('Your phone for Latchkey Provider Portal was replaced')
    expect(await audited(dana)).toEqual(['phone-requested', 'phone-replaced'])
  })

  it('may have the new number proved by a call', async () => {
    const ruth = await newcomer()
    await atNewPhone(ruth)
    const withNew = await giveNewPhone(ruth, 'Call Me')
    await answerAndKey(withNew, await phoneRings(withNew), `${numberShown(withNew)}#`)
    await screenSays(withNew, manner.htmx ? 'Home' : 'Your phone is confirmed')
    if (!manner.htmx) await withNew.visitor.press('Continue')
    expect(withNew.visitor.path).toBe('/')
  })

  it('asks again for a number that is none, and lets it be changed', async () => {
    const lee = await newcomer()
    await atNewPhone(lee)
    await lee.visitor.fill({ 'Phone number': '312 555 0100 ext 5' }).press('Send Code')
    expect(standing(lee)).toEqual([422, '/auth/login/new-phone', 'Enter your new phone number'])
    expect(lee.visitor.words).toContain('A text message cannot reach an extension. Choose Call Me, or leave the extension empty.')
    lee.visitor.fill({ 'Extension (for calls only)': '' })
    await giveNewPhone(lee)
    await lee.visitor.press('Change number')
    expect(lee.visitor.path).toBe('/auth/login/new-phone')
    const withNew = await giveNewPhone(lee)
    await enterCode(withNew, await withNew.mailbox.code(withNew.phone.e164))
    expect(withNew.visitor.path).toBe('/')
  })

  it.each(['letter', 'text'] as const)('is kept from being replaced by the code from the %s, without a password', async (from) => {
    const dana = await newcomer()
    const told = await askForPhone(dana)
    const home = elsewhere(dana)
    await cancelWith(home, from === 'letter' ? dana.person.username : dana.email, cancelCodeIn(told[from]))
    expect(standing(home)).toEqual([200, '/auth/lost-phone/cancel', 'The request is cancelled'])
    expect((await dana.mailbox.expect(dana.phone.e164, 2)).at(-1)?.text).toContain('the request for a new phone was cancelled')
    expect((await dana.mailbox.expect(dana.email, 3)).at(-1)?.subject).toBe('No new phone will be set at Latchkey Provider Portal')
    expect((await dana.visitor.reload()).heading).toBe('This request was cancelled')
    await requestAges(dana)
    await throughMailbox(dana)
    expect(standing(dana)).toEqual([200, '/auth/login/phone-requested', COME_BACK])
    expect(await audited(dana)).toEqual(['phone-requested', 'phone-request-cancelled', 'phone-requested'])
  })

  it('is not lost when somebody logs in with it: the request is cancelled, and everybody is told', async () => {
    const dana = await newcomer()
    await askForPhone(dana)
    const found = elsewhere(dana)
    await logInFully(found)
    expect(found.visitor.path).toBe('/')
    expect((await dana.mailbox.expect(dana.email, 3)).at(-1)?.subject).toBe('No new phone will be set at Latchkey Provider Portal')
    expect(await audited(dana)).toEqual(['phone-requested', 'phone-request-cancelled'])
  })

  it('can turn up on the way: the same login then goes on with it', async () => {
    const dana = await newcomer()
    await askForPhone(dana)
    await dana.visitor.press('I have my phone')
    expect(dana.visitor.path).toBe('/auth/login/send-code')
    await dana.visitor.press('Send Code')
    await enterCode(dana, await dana.mailbox.code(dana.phone.e164, 2))
    expect(dana.visitor.path).toBe('/')
  })

  it('is nothing to ask for where a code by mail lets one in', async () => {
    const lee = await memberOn(runtime, manner)
    await givePassword(lee)
    expect(lee.visitor.words).not.toContain('I no longer have this phone')
    expect(lee.visitor.words).toContain('Try another way')
  })
})
