import { describe, expect, it } from 'vitest'
import { stackNamed, type Traveller } from '../support/journey.ts'
import { enterCode, givePassword, logInFully, member, memberAt } from '../support/member.ts'
import { count, flowOf, rows } from '../support/rows.ts'
import { ask, passRunsOut } from '../support/session.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('workerd')
const cookie = ({ visitor }: Traveller, name: string) => visitor.cookies.get(name) ?? ''
const withCookie = (name: string, value: string) => {
  const visitor = new Visitor(stack.origin)
  visitor.cookies.set(name, value)
  return visitor
}
const accountOf = async ({ person }: Traveller) =>
  String((await rows(stack, 'select id from accounts where username = ?', person.username))[0]?.id)
const signedIn = async (remember = false) => {
  const who = await member(stack)
  await logInFully(who, 'phone', { remember })
  expect(who.visitor.path).toBe('/')
  return who
}

/** At a shared desk. */
it('the session of whoever was signed in on this browser before is over once somebody else is', async () => {
  const dana = await signedIn()
  const before = cookie(dana, 'latchkey')
  const lee = { ...(await member(stack)), visitor: dana.visitor }
  await logInFully(lee)
  expect(lee.visitor.words).toContain(lee.person.name)
  expect((await withCookie('latchkey', before).open('/')).path).toBe('/auth/login')
})

describe.concurrent('the cookie of a login', () => {
  /** F01 */
  it('is new after the password, and the session’s after the code; the former ones are dead, and gone from the browser', async () => {
    const dana = await member(stack)
    await dana.visitor.open('/auth/login/with-phone')
    const before = cookie(dana, 'latchkey-before')
    await givePassword(dana)
    const login = cookie(dana, 'latchkey-login')
    expect(dana.visitor.cookies.names()).not.toContain('latchkey-before')
    await dana.visitor.press('Send Code')
    await enterCode(dana, await dana.mailbox.code(dana.phone.e164))
    const session = cookie(dana, 'latchkey')
    expect(dana.visitor.cookies.names()).not.toContain('latchkey-login')
    const secrets = [before, login, session].map((value) => value.split('.').at(-1))
    expect(new Set(secrets).size).toBe(3)
    expect((await withCookie('latchkey-login', login).open('/auth/login/enter-code')).path).toBe('/auth/login')
  })

  /** F01: what an attacker planted before the login opens nothing after it. */
  it('can’t be known by whoever planted the one before it', async () => {
    const planted = await new Visitor(stack.origin).open('/auth/login/with-phone')
    const dana = await member(stack)
    dana.visitor.cookies.set('latchkey-before', planted.cookies.get('latchkey-before') ?? '')
    await logInFully(dana)
    for (const path of ['/auth/login/enter-code', '/']) expect((await planted.open(path)).path).toBe('/auth/login')
  })

  /** F01: nor is a session taken over that was there before. */
  it('leads to a session of its own, whoever’s was in the browser', async () => {
    const [stranger, dana] = [await signedIn(), await member(stack)]
    dana.visitor.cookies.set('latchkey', cookie(stranger, 'latchkey'))
    await logInFully(dana)
    expect(dana.visitor.words).toContain(dana.person.name)
    expect(cookie(dana, 'latchkey')).not.toBe(cookie(stranger, 'latchkey'))
    expect(await count(stack, 'sessions', 'account_id = ?', await accountOf(dana))).toBe(1)
  })

  /** F03, F04 */
  it.each(['send-code', 'enter-code'] as const)('opens nothing of the portal at %s', async (step) => {
    const dana = await memberAt(stack, step)
    const value = cookie(dana, 'latchkey-login')
    for (const visitor of [dana.visitor.tab(), withCookie('latchkey', value), withCookie('latchkey-browser', value)]) {
      for (const path of ['/', '/messages']) expect((await visitor.open(path)).path).toBe('/auth/login')
    }
    expect(await count(stack, 'sessions', 'account_id = ?', await accountOf(dana))).toBe(0)
  })

  /** G11 */
  it('ends after an hour, and says so', async () => {
    const dana = await memberAt(stack, 'send-code')
    const { id } = await flowOf(stack, dana.person.username)
    await rows(stack, 'update flows set expires_at = 1 where id = ?', String(id))
    await dana.visitor.press('Send Code')
    expect(dana.visitor.path).toBe('/auth/login/with-phone')
    expect(dana.visitor.words).toContain('Your login was open for too long')
    expect(await dana.mailbox.messages(dana.phone.e164)).toHaveLength(0)
    await logInFully(dana)
    expect(dana.visitor.path).toBe('/')
  })

  /** G09 */
  it('lets nobody in who was switched off meanwhile', async () => {
    const dana = await memberAt(stack, 'enter-code')
    await rows(stack, 'update accounts set disabled_at = 1 where username = ?', dana.person.username)
    await enterCode(dana, await dana.mailbox.code(dana.phone.e164))
    expect([dana.visitor.status, dana.visitor.path]).toEqual([422, '/auth/login/enter-code'])
    expect(dana.visitor.words).toContain('This account is switched off.')
  })

  /** F07 */
  it('is, like the remembered browser’s, one that scripts and other sites don’t see, opaque and small', async () => {
    const dana = await member(stack)
    const lines: string[] = []
    const take = dana.visitor.cookies.take.bind(dana.visitor.cookies)
    dana.visitor.cookies.take = (more) => {
      lines.push(...more)
      take(more)
    }
    await logInFully(dana, 'phone', { remember: true })
    const [login, browser] = ['latchkey-login=', 'latchkey-browser='].map((name) => lines.find((line) => line.startsWith(name)) ?? '')
    expect(login).toMatch(/^latchkey-login=[\w-]{22}\.[\w-]{43}; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(browser).toMatch(/^latchkey-browser=[\w-]{22}\.[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
  })
})

describe.concurrent('signing out everywhere', () => {
  /** F06, L07 */
  it('ends every session at once, but for a pass’s minute, and no cookie alone that anybody kept opens anything', async () => {
    const dana = await signedIn(true)
    const other = { ...dana, visitor: new Visitor(stack.origin) }
    await logInFully(other, 'email', { remember: true })
    const names = ['latchkey', 'latchkey-browser', 'latchkey-pass']
    const kept = [dana, other].flatMap((who) => names.map((name) => cookie(who, name)))
    await dana.visitor.press('Sign out everywhere')
    expect(dana.visitor.words).toContain('You are signed out everywhere')
    expect(dana.visitor.cookies.names()).toEqual([])
    for (const value of kept) for (const name of names) expect((await withCookie(name, value).open('/')).path).toBe('/auth/login')
    expect((await ask(other)).status).toBe(401)
    passRunsOut(other.visitor.cookies)
    expect((await other.visitor.open('/')).path).toBe('/auth/login')
    expect(await count(stack, 'sessions', 'account_id = ? and ended_at is null', await accountOf(dana))).toBe(0)
    expect(await count(stack, 'remembered_browsers', 'account_id = ? and ended_at is null', await accountOf(dana))).toBe(0)
  })

  it('leaves everybody else signed in and remembered', async () => {
    const [dana, lee] = [await signedIn(true), await signedIn(true)]
    await dana.visitor.press('Sign out everywhere')
    passRunsOut(lee.visitor.cookies)
    expect((await lee.visitor.open('/')).path).toBe('/')
    await lee.visitor.press('Sign out')
    await givePassword(lee)
    expect(lee.visitor.path).toBe('/')
  })

  it('is done by nobody whose own session is over', async () => {
    const dana = await signedIn()
    const thief = dana.visitor.tab()
    await thief.open('/')
    const other = { ...dana, visitor: new Visitor(stack.origin) }
    await logInFully(other, 'email')
    await rows(stack, 'update sessions set ended_at = 1 where id = ?', cookie(dana, 'latchkey').split('.')[0] ?? '')
    await thief.press('Sign out everywhere')
    passRunsOut(other.visitor.cookies)
    expect((await other.visitor.open('/')).path).toBe('/')
  })
})

describe.concurrent('the cookie of a remembered browser', () => {
  /** F10: it stands for the code alone. */
  it('opens nothing without the password', async () => {
    const dana = await signedIn(true)
    const thief = { ...dana, visitor: withCookie('latchkey-browser', cookie(dana, 'latchkey-browser')) }
    for (const path of ['/', '/auth/login/send-code', '/auth/login/enter-code']) {
      expect((await thief.visitor.open(path)).path).toBe('/auth/login')
    }
    await givePassword(thief, 'phone', { password: 'a guess' })
    expect([thief.visitor.status, thief.visitor.cookies.names()]).toEqual([422, expect.not.arrayContaining(['latchkey'])])
  })

  /** B13 */
  it('is found by nobody who makes one up', async () => {
    const dana = await signedIn(true)
    const [id = '', secret = ''] = cookie(dana, 'latchkey-browser').split('.')
    const other = await signedIn(true)
    const [, foreign = ''] = cookie(other, 'latchkey-browser').split('.')
    for (const made of [
      `${id}.${secret.slice(0, -1)}${secret.endsWith('A') ? 'E' : 'A'}`,
      `${id}.${foreign}`,
      `${id}.${id}${id}`,
      id,
      "' or 1=1 --",
    ]) {
      const thief = { ...dana, visitor: withCookie('latchkey-browser', encodeURIComponent(made)) }
      await givePassword(thief)
      expect(thief.visitor.path).toBe('/auth/login/send-code')
    }
  })
})
