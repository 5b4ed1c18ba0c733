import { describe, expect, it } from 'vitest'
import { answerAndKey, numberShown, phoneRings, screenSays } from '../support/call.ts'
import { stackNamed, timePasses, traveller } from '../support/journey.ts'
import { enterCode, givePassword, logInFully, memberOn, SHORT_PASSWORD } from '../support/member.ts'
import { RUNTIMES, WAYS } from '../support/runtimes.ts'

const LAST = (address: string) => address.slice(-4)

/** "Login with phone", "Login with email": the password, a code, and in. */
describe.concurrent.each(WAYS)('whoever has registered, on $runtime, $how', ({ runtime, manner }) => {
  it('logs in with a phone by text message', async () => {
    const dana = await memberOn(runtime, manner)
    await givePassword(dana, 'phone')
    const { visitor, phone, mailbox } = dana
    expect([visitor.status, visitor.path, visitor.heading]).toEqual([200, '/auth/login/send-code', 'Confirm it is you, by phone'])
    expect(visitor.words).toContain(`We can text a code to ••• ••• ${LAST(phone.e164)}, or call it.`)
    expect(visitor.words).not.toContain(phone.e164.slice(2, 8))
    await visitor.press('Send Code')
    expect([visitor.status, visitor.path]).toEqual([200, '/auth/login/enter-code'])
    await enterCode(dana, await mailbox.code(phone.e164))
    expect([visitor.status, visitor.path]).toEqual([200, '/'])
    expect(visitor.words).toContain(dana.person.name)
  })

  it('logs in with a phone by a call', async () => {
    const ruth = await memberOn(runtime, manner)
    await givePassword(ruth, 'phone')
    await ruth.visitor.press('Call Me')
    expect(ruth.visitor.heading).toBe('Answer your phone')
    await answerAndKey(ruth, await phoneRings(ruth), `${numberShown(ruth)}#`)
    await screenSays(ruth, manner.htmx ? ruth.person.name : 'Your phone is confirmed')
    if (ruth.visitor.path !== '/') await ruth.visitor.press('Continue')
    expect(ruth.visitor.path).toBe('/')
    const [call] = await ruth.mailbox.messages(ruth.phone.e164)
    expect(call?.text).toContain('somebody is logging in with your password')
  })

  it('logs in with an email address, as username and for the code', async () => {
    const lee = await memberOn(runtime, manner)
    await givePassword(lee, 'email', { as: lee.email.toUpperCase() })
    expect(lee.visitor.heading).toBe('Confirm it is you, by email')
    expect(lee.visitor.words).toContain('We can send a code to i•••@clinic.example.')
    await lee.visitor.press('Send Code')
    const [mail] = await lee.mailbox.expect(lee.email)
    expect(mail?.text).toContain('You are logging in to Latchkey Provider Portal.')
    await enterCode(lee, await lee.mailbox.code(lee.email))
    expect([lee.visitor.status, lee.visitor.path]).toEqual([200, '/'])
  })

  it('tries another way, and the code of the first proves nothing any more', async () => {
    const dana = await memberOn(runtime, manner)
    const { visitor, mailbox } = dana
    await givePassword(dana, 'phone')
    await visitor.press('Send Code')
    const former = await mailbox.code(dana.phone.e164)
    await visitor.press('Try another way')
    expect([visitor.path, visitor.heading]).toEqual(['/auth/login/send-code', 'Confirm it is you, by email'])
    await visitor.press('Send Code')
    const code = await mailbox.code(dana.email)
    if (former !== code) {
      await enterCode(dana, former)
      expect(visitor.status).toBe(422)
    }
    await enterCode(dana, code)
    expect(visitor.path).toBe('/')
  })

  it('comes back to the page that was asked for', async () => {
    const dana = await memberOn(runtime, manner)
    await dana.visitor.open('/messages')
    expect(dana.visitor.path).toBe('/auth/login')
    await logInFully({ ...dana }, 'phone')
    expect(dana.visitor.path).toBe('/messages')
  })

  it('is asked for another code after the wait, and the one before still works', async () => {
    const dana = await memberOn(runtime, manner)
    await givePassword(dana)
    await dana.visitor.press('Send Code')
    const first = await dana.mailbox.code(dana.phone.e164)
    await dana.visitor.press('Send new code')
    expect(dana.visitor.words).toMatch(/You can ask for a new code or call in (30|2\d) seconds\./)
    await timePasses(dana, 30)
    await dana.visitor.press('Send new code')
    expect(await dana.mailbox.code(dana.phone.e164, 2)).not.toBe(first)
    await enterCode(dana, first)
    expect(dana.visitor.path).toBe('/')
  })
})

describe.concurrent.each(RUNTIMES)('logging in on %s', (runtime) => {
  it('takes no code by email beside a password that could not stand alone, and says why', async () => {
    const dana = await memberOn(runtime, {}, SHORT_PASSWORD)
    await givePassword(dana, 'email')
    expect(dana.visitor.heading).toBe('Confirm it is you, by phone')
    expect(dana.visitor.words).toContain('A code by email needs a password of at least 15 characters beside it')
    expect(dana.visitor.words).not.toContain('Try another way')
  })

  it('leads whoever has not registered yet into the registration', async () => {
    const lee = await traveller(stackNamed(runtime))
    await givePassword(lee, 'phone')
    expect([lee.visitor.status, lee.visitor.path]).toEqual([200, '/auth/register/choose-method'])
  })

  it('says nothing of the way before the password is right', async () => {
    const dana = await memberOn(runtime)
    await givePassword(dana, 'phone', { password: 'wrong' })
    expect([dana.visitor.status, dana.visitor.path]).toEqual([422, '/auth/login/with-phone'])
    expect(dana.visitor.words).toContain('The username and password do not match')
  })
})
