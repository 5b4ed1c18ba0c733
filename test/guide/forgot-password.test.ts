import { describe, expect, it } from 'vitest'
import { anotherThan, answerAndKey, numberShown, phoneRings, screenSays } from '../support/call.ts'
import { stackNamed, type Traveller, traveller } from '../support/journey.ts'
import { enterCode, givePassword, logInFully, memberOn } from '../support/member.ts'
import { count } from '../support/rows.ts'
import { RUNTIMES, WAYS } from '../support/runtimes.ts'
import { ask, passRunsOut } from '../support/session.ts'
import { Visitor } from '../support/visitor.ts'

const NEW = 'copper lanterns over water'
const LEAD = 'If what you gave belongs to a login, a code is on its way to the email address of that login.'

const forgot = async ({ visitor }: Traveller, name: string) => {
  await visitor.open('/auth/forgot-password')
  await visitor.fill({ 'Username or email address': name }).press('Send verification code')
}

/** The words, however far the wait has counted down. */
const steady = ({ visitor }: Traveller) => visitor.words.replace(/(30|2\d) seconds/, '30 seconds')

const setNew = async ({ visitor }: Traveller, password = NEW) => {
  do await visitor.fill({ 'New password': password, 'Confirm new password': password }).press('Save')
  while (visitor.status === 503)
}

/** Forgot password: a confirmed address, the second factor where there is one, and a new password. */
describe.concurrent.each(WAYS)('a forgotten password on $runtime, $how', ({ runtime, manner }) => {
  it('is replaced after a code by mail and one by text; nobody is signed in by it, and every session is over within a minute', async () => {
    const dana = await memberOn(runtime)
    await logInFully(dana, 'phone', { remember: true })
    const other = { ...dana, visitor: new Visitor(dana.stack.origin, manner) }
    const { visitor, mailbox, phone, email } = other
    await forgot(other, dana.person.username)
    expect([visitor.status, visitor.path, visitor.heading]).toEqual([200, '/auth/recover/check-email', 'Check your email'])
    expect(visitor.words).toContain(LEAD)
    expect(visitor.words).not.toContain('@')
    const mails = (await mailbox.messages(email)).length
    await enterCode(other, await mailbox.code(email, mails + 1 - (mails && 1)))
    expect([visitor.path, visitor.heading]).toEqual(['/auth/recover/choose-phone', 'Confirm your phone, too'])
    await visitor.press('Send Code')
    await enterCode(other, await mailbox.code(phone.e164, 2))
    expect([visitor.path, visitor.heading]).toEqual(['/auth/recover/new-password', 'Set a new password'])
    await setNew(other)
    expect([visitor.status, visitor.path]).toEqual([200, '/auth/login'])
    expect(visitor.words).toContain('Your password is changed, and every browser is signed out. Log in with the new password.')

    expect((await ask(dana)).status).toBe(401)
    passRunsOut(dana.visitor.cookies)
    expect((await dana.visitor.open('/')).path).toBe('/auth/login')
    await givePassword(dana)
    expect(dana.visitor.status).toBe(422)
    await givePassword(dana, 'phone', { password: NEW })
    expect(dana.visitor.path).toBe('/auth/login/send-code')
    const letters = (await mailbox.messages(email)).map(({ subject }) => subject)
    expect(letters).toContain('Your password for Latchkey Provider Portal was changed')
  })

  it('may have its second code by a call', async () => {
    const ruth = { ...(await memberOn(runtime)) }
    ruth.visitor = new Visitor(ruth.stack.origin, manner)
    await forgot(ruth, ruth.email)
    await enterCode(ruth, await ruth.mailbox.code(ruth.email))
    await ruth.visitor.press('Call Me')
    await answerAndKey(ruth, await phoneRings(ruth), `${numberShown(ruth)}#`)
    await screenSays(ruth, manner.htmx ? 'Set a new password' : 'Your phone is confirmed')
    if (!manner.htmx) await ruth.visitor.press('Continue')
    await setNew(ruth)
    expect(ruth.visitor.path).toBe('/auth/login')
  })
})

describe.concurrent.each(RUNTIMES)('a recovery on %s', (runtime) => {
  /** A06. */
  it('looks the same for a name that nobody has, for one that is not registered and for one that is disabled; no code is right', async () => {
    const known = await memberOn(runtime)
    const unregistered = await traveller(stackNamed(runtime))
    const screens: string[] = []
    for (const [who, name] of [
      [known, known.person.username],
      [await memberOn(runtime), `nobody-${Date.now()}`],
      [unregistered, unregistered.person.username],
    ] as const) {
      await forgot(who, name)
      const shown = [String(who.visitor.status), who.visitor.path, steady(who)]
      await enterCode(who, '000000')
      shown.push(String(who.visitor.status), steady(who))
      screens.push(shown.join('\n'))
    }
    expect(new Set(screens).size).toBe(1)
    expect(await unregistered.mailbox.messages(unregistered.email)).toHaveLength(0)
  })

  it('leaves no way past the phone', async () => {
    const dana = await memberOn(runtime)
    await forgot(dana, dana.person.username)
    await enterCode(dana, await dana.mailbox.code(dana.email))
    await dana.visitor.open('/auth/recover/new-password')
    expect(dana.visitor.path).toBe('/auth/recover/choose-phone')
  })

  it('ends after five wrong codes, and begins again with a fresh one', async () => {
    const dana = await memberOn(runtime)
    await forgot(dana, dana.person.username)
    const code = await dana.mailbox.code(dana.email)
    for (let by = 1; by <= 5; by++) await enterCode(dana, anotherThan(code, by))
    expect(dana.visitor.words).toContain('Too many wrong codes were entered')
    await dana.visitor.press('Start again')
    expect(dana.visitor.path).toBe('/auth/forgot-password')
    await forgot(dana, dana.person.username)
    await enterCode(dana, await dana.mailbox.code(dana.email, 2))
    expect(dana.visitor.path).toBe('/auth/recover/choose-phone')
  })

  it('sends no session and no password anywhere, and records what was decided', async () => {
    const dana = await memberOn(runtime)
    await forgot(dana, dana.person.username)
    expect(
      await count(
        dana.stack,
        'audit_events',
        "event = 'recovery-opened' and account_id = (select id from accounts where username = ?)",
        dana.person.username,
      ),
    ).toBe(1)
  })
})

describe.concurrent.each(RUNTIMES)('a forgotten username on %s', (runtime) => {
  const ask = async ({ visitor }: Traveller, email: string) => {
    await visitor.open('/auth/forgot-username')
    await visitor.fill({ 'Email address': email }).press('Send my username')
  }

  it('is sent to the address, never shown', async () => {
    const dana = await memberOn(runtime)
    await ask(dana, dana.email.toUpperCase())
    expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/auth/forgot-username'])
    expect(dana.visitor.words).not.toContain(dana.person.username)
    const [mail] = await dana.mailbox.expect(dana.email)
    expect(mail?.text).toContain(dana.person.username)
  })

  it('is answered alike where nobody has the address', async () => {
    const [dana, lee] = [await memberOn(runtime), await traveller(stackNamed(runtime))]
    await ask(dana, dana.email)
    await ask(lee, lee.email)
    expect(lee.visitor.words).toBe(dana.visitor.words)
    expect(await lee.mailbox.messages(lee.email)).toHaveLength(0)
  })

  it('is not looked for under what is no address', async () => {
    const dana = await memberOn(runtime)
    await ask(dana, 'not an address')
    expect(dana.visitor.status).toBe(422)
  })
})
