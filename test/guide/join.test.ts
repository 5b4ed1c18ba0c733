import { describe, expect, it } from 'vitest'
import { answerAndKey, numberShown, phoneRings, screenSays } from '../support/call.ts'
import { givePhone, setPassword, stackNamed, verifyEmail } from '../support/journey.ts'
import { enterCode, givePassword } from '../support/member.ts'
import { chooseUsername, entriesOf, FACILITY, fillIn, joinTo, newcomer, registrationCode } from '../support/newcomer.ts'
import { somebody } from '../support/people.ts'
import { rows } from '../support/rows.ts'
import { RUNTIMES, WAYS } from '../support/runtimes.ts'
import { Visitor } from '../support/visitor.ts'

const errorAt = (visitor: Visitor, name: string) => visitor.page.querySelector(`#${name}-error`)?.textContent ?? ''
const typedIn = (visitor: Visitor, name: string) => visitor.page.querySelector(`[name=${name}]`)?.getAttribute('value')

/** "Register here": no account yet, but a code from a facility. */
describe.concurrent.each(WAYS)('whoever has a facility’s code, on $runtime, $how', ({ runtime, manner }) => {
  it('registers from the login page to the portal by text message, and logs in with it', async () => {
    const nora = await newcomer(stackNamed(runtime), manner)
    const { visitor, person, mailbox, phone, email } = nora
    await (await visitor.open('/auth/login')).follow('Register here')
    expect([visitor.status, visitor.path, visitor.heading]).toEqual([200, '/auth/join', 'Register with a code from your facility'])
    expect(visitor.words).toContain('Step 1 of up to 6: who you are')
    await visitor.fill(entriesOf(nora)).press('Continue')
    expect([visitor.status, visitor.path]).toEqual([200, '/auth/register/choose-method'])
    await visitor.press('Phone')
    expect(typedIn(visitor, 'email')).toBe(email)
    await visitor.press('Send verification code')
    await verifyEmail(nora)
    expect(visitor.words).toContain(`From now on you log in with this password and your username, ${person.username}.`)
    await setPassword(nora)
    await givePhone(nora)
    await visitor.fill({ 'Verification code': await mailbox.code(phone.e164) }).press('Verify code')
    expect([visitor.status, visitor.path]).toEqual([200, '/'])
    for (const words of ['Nora Quist', FACILITY, 'You are registered.']) expect(visitor.words).toContain(words)

    const back = { ...nora, visitor: new Visitor(nora.stack.origin, manner) }
    await givePassword(back, 'phone')
    await back.visitor.press('Send Code')
    await enterCode(back, await mailbox.code(phone.e164, 2))
    expect([back.visitor.path, back.visitor.words.includes('Nora Quist')]).toEqual(['/', true])
  })

  it('registers by email alone, with their address for a username, and logs in with it', async () => {
    const nora = await newcomer(stackNamed(runtime), manner)
    nora.person.username = nora.email
    await joinTo(nora, 'portal', 'Email')
    expect(nora.visitor.words).toContain('Nora Quist')
    const back = { ...nora, visitor: new Visitor(nora.stack.origin, manner) }
    await givePassword(back, 'email')
    await back.visitor.press('Send Code')
    await enterCode(back, await nora.mailbox.code(nora.email, 3))
    expect(back.visitor.path).toBe('/')
  })

  it('finds all that is wrong said at its field, and everything as it was typed', async () => {
    const nora = await newcomer(stackNamed(runtime), manner)
    const typed = {
      'Registration code': 'HVCC-CARE',
      'First name': ' ',
      'Last name': 'Quist <3',
      'Work email address': 'nora at clinic.example',
      'NPI (optional)': '1234567894',
      'Choose a username': 'nora quist',
    }
    await fillIn(nora, typed)
    const { visitor } = nora
    expect([visitor.status, visitor.path]).toEqual([422, '/auth/join'])
    expect(errorAt(visitor, 'registrationCode')).toContain('This registration code cannot be used')
    expect(errorAt(visitor, 'firstName')).toBe('Enter your first name.')
    expect(errorAt(visitor, 'lastName')).toContain('A last name has letters')
    expect(errorAt(visitor, 'email')).toContain('An email address has an @')
    expect(errorAt(visitor, 'npi')).toContain('one of its digits is wrong')
    expect(errorAt(visitor, 'username')).toContain('plain letters, digits')
    expect(visitor.page.querySelectorAll('[role=alert] a')).toHaveLength(6)
    expect(['registrationCode', 'firstName', 'lastName', 'email', 'npi', 'username'].map((name) => typedIn(visitor, name))).toEqual(
      Object.values(typed),
    )
    await visitor.fill({ ...entriesOf(nora), 'NPI (optional)': '' }).press('Continue')
    expect(visitor.path).toBe('/auth/register/choose-method')
  })

  it('is refused with a code that cannot be used, in one sentence', async () => {
    const stack = stackNamed(runtime)
    for (const code of ['AAAA-AAAA-AAAA', await registrationCode(stack, 0)]) {
      const nora = await newcomer(stack, manner, { code })
      await fillIn(nora)
      expect([nora.visitor.status, nora.visitor.path]).toEqual([422, '/auth/join'])
      expect(errorAt(nora.visitor, 'registrationCode')).toMatch(
        /^This registration code cannot be used: .* ask your facility for another\.$/,
      )
      expect(typedIn(nora.visitor, 'registrationCode')).toBe(code)
    }
  })

  it('is told that the username is somebody else’s once the address is confirmed, and chooses another one', async () => {
    const stack = stackNamed(runtime)
    const owner = await somebody(stack)
    const nora = await joinTo(await newcomer(stack, manner, { username: owner.username.toUpperCase() }), 'set-password')
    const { visitor } = nora
    expect(visitor.status).toBe(200)
    expect(errorAt(visitor, 'username')).toContain('This username belongs to somebody else. Choose another one')
    expect(typedIn(visitor, 'username')).toBe(owner.username.toUpperCase())
    await setPassword(nora)
    expect([visitor.status, visitor.path]).toEqual([422, '/auth/register/set-password'])
    for (const [wrong, words] of [
      ['n', 'too short'],
      ['maria@harborview.example', 'has to be your own email address'],
    ] as const) {
      await visitor
        .fill({ 'Choose a username': wrong, 'New password': nora.password, 'Confirm new password': nora.password })
        .press('Create')
      expect([visitor.status, errorAt(visitor, 'username')]).toEqual([422, expect.stringContaining(words)])
      expect(typedIn(visitor, 'username')).toBe(wrong)
    }
    nora.person.username = `${owner.username}-2`
    await chooseUsername(nora)
    expect(visitor.path).toBe('/auth/register/give-phone')
    await givePhone(nora)
    await visitor.fill({ 'Verification code': await nora.mailbox.code(nora.phone.e164) }).press('Verify code')
    expect([visitor.path, visitor.words.includes('Nora Quist')]).toEqual(['/', true])
    await givePassword({ ...nora, visitor: new Visitor(stack.origin, manner) }, 'phone')
  })
})

describe.concurrent.each(RUNTIMES)('a registration with a code on %s', (runtime) => {
  it('is confirmed by a call as well', async () => {
    const nora = await joinTo(await newcomer(stackNamed(runtime)), 'give-phone')
    await givePhone(nora, 'Call Me')
    await answerAndKey(nora, await phoneRings(nora), `${numberShown(nora)}#`)
    await screenSays(nora, 'Your phone is confirmed').then(() => nora.visitor.press('Continue'))
    expect([nora.visitor.path, nora.visitor.words.includes('Nora Quist')]).toEqual(['/', true])
  })

  it('goes on where it was in the same browser, and says that another one has to begin anew', async () => {
    const { visitor, stack } = await joinTo(await newcomer(stackNamed(runtime)), 'verify-email')
    await visitor.open('/auth/join')
    expect(visitor.words).toContain('You have begun to register in this browser.')
    expect(visitor.words).toContain('In another one, or later, register anew with the same code.')
    await visitor.follow('Go on where you were')
    expect(visitor.path).toBe('/auth/register/verify-email')
    const other = await new Visitor(stack.origin).open('/auth/join')
    expect(other.words).not.toContain('You have begun')
  })

  it('gives the use of the code back when it is cancelled, and forgets what was entered', async () => {
    const stack = stackNamed(runtime)
    const code = await registrationCode(stack, 1)
    const nora = await joinTo(await newcomer(stack, {}, { code }), 'set-password')
    const ada = await newcomer(stack, {}, { code })
    await fillIn(ada)
    expect(ada.visitor.status).toBe(422)
    await (await nora.visitor.follow('Cancel')).press('Yes, cancel')
    expect(nora.visitor.words).toContain('Your registration was cancelled, and what you entered is forgotten.')
    expect(await rows(stack, 'select 1 from accounts where username = ?', nora.person.username)).toEqual([])
    await ada.visitor.press('Continue')
    expect(ada.visitor.path).toBe('/auth/register/choose-method')
  })

  it('leads back to its form when it was open for too long', async () => {
    const nora = await joinTo(await newcomer(stackNamed(runtime)), 'verify-email')
    const id = nora.visitor.cookies.get('latchkey-flow')?.split('.')[0] ?? ''
    await rows(nora.stack, 'update flows set expires_at = 0 where id = ?', id)
    await verifyEmail(nora)
    expect([nora.visitor.status, nora.visitor.path]).toEqual([200, '/auth/join'])
    expect(nora.visitor.words).toContain('Your registration was closed, and what you entered is forgotten: it can be open for 60 minutes.')
    await nora.visitor.fill(entriesOf(nora)).press('Continue')
    expect(nora.visitor.path).toBe('/auth/register/choose-method')
  })
})
