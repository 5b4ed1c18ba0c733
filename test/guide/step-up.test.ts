import { describe, expect, it } from 'vitest'
import { answerAndKey, numberShown, phoneRings, screenSays } from '../support/call.ts'
import { stackNamed } from '../support/journey.ts'
import { enterCode, givePassword, logInFully, memberOn, SHORT_PASSWORD } from '../support/member.ts'
import { rows } from '../support/rows.ts'
import { RUNTIMES, WAYS } from '../support/runtimes.ts'
import { idleFor, loggedInBefore, passRunsOut, told } from '../support/session.ts'
import { goToDomain, hire, logInByDomain } from '../support/staff.ts'
import { askedAgain, confirm, secondCode, stepUpFor } from '../support/step-up.ts'
import { Visitor } from '../support/visitor.ts'

/** A portal asks somebody who is signed in again, before a page that matters more. */
describe.concurrent.each(WAYS)('whoever is signed in, on $runtime, $how', ({ runtime, manner }) => {
  const stack = stackNamed(runtime)

  it('confirms by a code that it is them, and goes on to the page that asked', async () => {
    const dana = await memberOn(runtime, manner)
    await logInFully(dana)
    await loggedInBefore(dana, 600)
    const before = await told(dana)
    const { visitor } = dana
    await visitor.open(stepUpFor({ max_age: '300' }))
    expect([visitor.status, visitor.path, visitor.heading]).toEqual([200, '/auth/step-up', 'Confirm that it is you'])
    expect(visitor.words).toContain('The page that you want to open is protected more than others')
    await visitor.press('Continue')
    expect([visitor.path, visitor.heading]).toEqual(['/auth/login/send-code', 'Confirm it is you, by phone'])
    await visitor.press('Send Code')
    await enterCode(dana, await secondCode(dana))
    expect([visitor.status, visitor.path]).toEqual([200, '/cases'])
    const after = await told(dana)
    expect(after).toMatchObject({ subject: before.subject, amr: ['pwd', 'sms', 'mfa'], endsAt: before.endsAt })
    expect(after.authTime - before.authTime).toBeGreaterThanOrEqual(600)
    expect(after.token).not.toBe(before.token)
    // It is met now: nothing is asked again.
    await visitor.open(stepUpFor({ max_age: '300' }))
    expect(visitor.path).toBe('/cases')
  })

  it('is led here by a path that demands it, is told what was lost on the way, and comes back', async () => {
    const dana = await memberOn(runtime, manner)
    await logInFully(dana)
    await loggedInBefore(dana, 600)
    passRunsOut(dana.visitor.cookies)
    const { visitor } = dana
    const headers = { accept: 'text/html', referer: `${stack.origin}/cases` }
    const sent = await visitor.send('/echo/payments/42', { method: 'POST', headers })
    expect([sent.status, sent.headers.location]).toEqual([303, '/auth/step-up?max_age=300&return_to=%2Fcases&notice=not-sent'])
    await visitor.open(String(sent.headers.location))
    expect(visitor.words).toContain('What you sent was not received, because this asks first.')
    await visitor.open('/echo/payments/42?for=7')
    expect([visitor.path, visitor.words.includes('was not received')]).toEqual(['/auth/step-up', false])
    await confirm(dana)
    expect([visitor.status, visitor.path + visitor.url.search]).toEqual([200, '/echo/payments/42?for=7'])
  })

  it('confirms by a call, where a phone is demanded, and is offered nothing else', async () => {
    const ruth = await askedAgain(stack, manner, { method: 'phone', max_age: '300' }, 'email')
    expect(ruth.visitor.words).toContain('a code by text message or by a call to your phone')
    await ruth.visitor.press('Continue')
    expect(ruth.visitor.words).not.toContain('Try another way')
    await ruth.visitor.press('Call Me')
    expect(ruth.visitor.words).not.toContain('Try another way')
    await answerAndKey(ruth, await phoneRings(ruth), `${numberShown(ruth)}#`)
    await screenSays(ruth, manner.htmx ? ruth.person.name : 'Your phone is confirmed')
    if (ruth.visitor.path !== '/cases') await ruth.visitor.press('Continue')
    expect(ruth.visitor.path).toBe('/cases')
    expect((await told(ruth)).amr).toEqual(['pwd', 'tel', 'mfa'])
  })

  it('confirms by mail, where an email is demanded and the login was by one', async () => {
    const lee = await memberOn(runtime, manner)
    await logInFully(lee, 'email')
    await loggedInBefore(lee, 600)
    await lee.visitor.open(stepUpFor({ method: 'email', max_age: '300' }))
    expect(lee.visitor.words).toContain('a code that we send to your email address')
    await lee.visitor.press('Continue')
    expect(lee.visitor.heading).toBe('Confirm it is you, by email')
    expect(lee.visitor.words).not.toContain('Try another way')
    await lee.visitor.press('Send Code')
    await enterCode(lee, await secondCode(lee, 'email'))
    expect(lee.visitor.path).toBe('/cases')
    expect((await told(lee)).amr).toEqual(['pwd', 'email'])
  })

  it('may cancel on each screen, and is signed in as before', async () => {
    const dana = await askedAgain(stack, manner)
    for (const words of ['Continue', 'Send Code', null]) {
      const here = dana.visitor.path
      const other = dana.visitor.tab()
      await other.open(here === '/auth/step-up' ? stepUpFor() : here)
      await other.follow('Cancel')
      expect([other.path, other.status]).toEqual(['/', 200])
      if (words) await dana.visitor.press(words)
    }
    expect((await told(dana)).amr).toEqual(['pwd', 'sms', 'mfa'])
  })

  it('has a wrong code said at the field, and is refused none of the tries of a login', async () => {
    const dana = await askedAgain(stack, manner)
    await dana.visitor.press('Continue')
    await dana.visitor.press('Send Code')
    const code = await secondCode(dana)
    await enterCode(dana, code === '000000' ? '000001' : '000000')
    expect([dana.visitor.status, dana.visitor.path]).toEqual([422, '/auth/login/enter-code'])
    expect(dana.visitor.words).toContain('That is not the code we sent.')
    await enterCode(dana, code)
    expect(dana.visitor.path).toBe('/cases')
  })

  it('logs in, and comes to the page all the same, where the session is over meanwhile', async () => {
    const dana = await askedAgain(stack, manner)
    await dana.visitor.press('Continue')
    await dana.visitor.press('Send Code')
    const code = await secondCode(dana)
    await idleFor(dana, 1800)
    await enterCode(dana, code)
    expect(dana.visitor.path).toBe('/auth/login')
    await givePassword(dana)
    await dana.visitor.press('Send Code')
    await enterCode(dana, await dana.mailbox.code(dana.phone.e164, 3))
    expect(dana.visitor.path).toBe('/cases')
  })
})

describe.concurrent.each(RUNTIMES)('a page that asks again, on %s', (runtime) => {
  const stack = stackNamed(runtime)

  it('is reached at once by whoever has shown what it wants', async () => {
    const dana = await memberOn(runtime)
    await logInFully(dana)
    const demands: Record<string, string>[] = [{ max_age: '300' }, { method: 'phone' }, { max_age: '300', method: 'phone' }]
    for (const asked of demands) {
      const { status, headers } = await dana.visitor.send(stepUpFor(asked))
      expect([status, headers.location]).toEqual([303, '/cases'])
    }
    expect(await dana.mailbox.messages(dana.phone.e164)).toHaveLength(1)
  })

  it('leads whoever is not signed in to the login, and from there to where they wanted to go', async () => {
    const dana = await memberOn(runtime)
    const { status, headers } = await dana.visitor.send(stepUpFor({ max_age: '300' }))
    expect([status, headers.location]).toEqual([303, '/auth/login?return_to=%2Fcases'])
    await dana.visitor.open(stepUpFor({ max_age: '300' }))
    await givePassword(dana)
    await dana.visitor.press('Send Code')
    await enterCode(dana, await dana.mailbox.code(dana.phone.e164))
    expect(dana.visitor.path).toBe('/cases')
  })

  it.each(['max_age=soon', 'max_age=-1', 'max_age=0', 'max_age=1e9', 'method=pigeon', 'method=', 'max_age=5&max_age=6', ''])(
    'asks for a code by any way where it asks for %j',
    async (asked) => {
      const dana = await memberOn(runtime)
      await logInFully(dana)
      await dana.visitor.open(`/auth/step-up?${asked}`)
      expect(dana.visitor.words).toContain('You are asked for a code once more.')
      await dana.visitor.press('Continue')
      expect(dana.visitor.words).toContain('Confirm it is you, by phone')
      await dana.visitor.press('Send Code')
      await enterCode(dana, await secondCode(dana))
      expect(dana.visitor.path).toBe('/')
    },
  )

  it('says what is missing, and what to do, where a mail would not count beside the password', async () => {
    const dana = await memberOn(runtime, {}, SHORT_PASSWORD)
    await logInFully(dana)
    await dana.visitor.open(stepUpFor({ method: 'email' }))
    expect([dana.visitor.status, dana.visitor.heading]).toEqual([403, 'A code by email does not count here yet'])
    expect(dana.visitor.words).toContain('at least 15 characters')
    await dana.visitor.follow('Log in again')
    expect(dana.visitor.path).toBe('/auth/login')
  })

  it('is reached by logging in by email where the password is long enough', async () => {
    const dana = await memberOn(runtime)
    await logInFully(dana)
    await dana.visitor.open(stepUpFor({ method: 'email' }))
    await dana.visitor.follow('Log in again')
    await givePassword(dana, 'email')
    await dana.visitor.press('Send Code')
    await enterCode(dana, await dana.mailbox.code(dana.email))
    expect(dana.visitor.path).toBe('/cases')
    expect((await dana.visitor.send(stepUpFor({ method: 'email' }))).headers.location).toBe('/cases')
  })

  it('says what is missing where there is no phone', async () => {
    const dana = await memberOn(runtime)
    await logInFully(dana, 'email')
    await rows(
      stack,
      "delete from authenticators where kind = 'phone' and account_id = (select id from accounts where username = ?)",
      dana.person.username,
    )
    await dana.visitor.open(stepUpFor({ method: 'phone' }))
    expect([dana.visitor.status, dana.visitor.heading]).toEqual([403, 'You have no phone registered'])
    await dana.visitor.follow('Back to the home page')
    expect(dana.visitor.path).toBe('/')
  })

  it('leads a domain account to its issuer, which asks again, and back', async () => {
    const visitor = new Visitor(stack.origin)
    const number = await hire(stack, { email: `${'x'.repeat(3)}.${Date.now()}@harbor.example`, email_verified: true })
    const dana = await memberOn(runtime)
    await rows(stack, 'delete from authenticators where account_id = (select id from accounts where username = ?)', dana.person.username)
    await rows(
      stack,
      'insert into domain_identities (id, issuer, subject, account_id, created_at) select ?, ?, ?, id, 0 from accounts where username = ?',
      ...[number, stack.environment.DOMAIN_ISSUER ?? '', number, dana.person.username],
    )
    await logInByDomain(visitor, number)
    expect(visitor.path).toBe('/')
    const who = { stack, person: dana.person, visitor }
    await loggedInBefore(who, 600)
    await visitor.open(stepUpFor({ max_age: '300' }))
    expect([visitor.url.origin, visitor.heading]).toEqual([stack.environment.DOMAIN_ISSUER, 'Log in to your domain'])
    const former = visitor.cookies.get('latchkey') ?? ''
    await visitor.fill({ 'Staff number': number }).press('Log in')
    expect(visitor.path).toBe('/cases')
    const thief = new Visitor(stack.origin)
    thief.cookies.set('latchkey', former)
    expect((await thief.open('/')).path).toBe('/auth/login')
    expect(await told(who)).toMatchObject({ amr: ['fed', 'pwd', 'mfa'] })
    expect((await visitor.send(stepUpFor({ max_age: '300' }))).headers.location).toBe('/cases')
    await visitor.open(stepUpFor({ method: 'phone' }))
    expect([visitor.status, visitor.heading]).toEqual([403, 'You have no phone registered'])
    // The issuer knows them still, and lets them in without a word where nothing is demanded.
    expect((await goToDomain(visitor)).path).toBe('/')
  })

  it('can be sent to the wrong person: whoever it is not signs out', async () => {
    const dana = await askedAgain(stack)
    await dana.visitor.follow(`I am not ${dana.person.name}`)
    expect([dana.visitor.path, dana.visitor.heading]).toEqual(['/auth/sign-out', 'Sign out?'])
    await dana.visitor.press('Sign out of this browser')
    expect(dana.visitor.path).toBe('/auth/login')
  })

  it('may ask ever again', async () => {
    const dana = await askedAgain(stack)
    await confirm(dana)
    await dana.visitor.open(stepUpFor())
    expect(dana.visitor.heading).toBe('Confirm that it is you')
  })
})
