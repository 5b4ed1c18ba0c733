import { describe, expect, it } from 'vitest'
import { exchange } from '../support/exchange.ts'
import { logIn, setPassword, stackNamed, type Traveller, traveller, verifyEmail, walkTo } from '../support/journey.ts'
import { count, flowOf, rows } from '../support/rows.ts'
import { passRunsOut } from '../support/session.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('workerd')
const cookie = ({ visitor }: Traveller, name: string) => visitor.cookies.get(name) ?? ''
const withCookie = (name: string, value: string) => {
  const visitor = new Visitor(stack.origin)
  visitor.cookies.set(name, value)
  return visitor
}
const sessionOf = async (who: Traveller) => String((await flowOf(stack, who.person.username)).account_id)

describe('the cookie of a registration', () => {
  /** F01 */
  it('is new after the login, after each proof, and at the end; the former ones are dead', async () => {
    const dana = await traveller(stack)
    await dana.visitor.open('/auth/register')
    const seen = [cookie(dana, 'latchkey-before')]
    await walkTo(dana, 'verify-email')
    seen.push(cookie(dana, 'latchkey-flow'))
    await verifyEmail(dana)
    seen.push(cookie(dana, 'latchkey-flow'))
    await setPassword(dana)
    seen.push(cookie(dana, 'latchkey-flow'))
    expect(new Set(seen).size).toBe(4)
    for (const old of seen.slice(1, -1)) {
      const thief = await withCookie('latchkey-flow', old).open('/auth/register/give-phone')
      expect(thief.path).toBe('/auth/register')
    }
  })

  /** F01: a secret that an attacker planted before the login opens nothing after it. */
  it('can’t be known by whoever planted the one before it', async () => {
    const planted = await new Visitor(stack.origin).open('/auth/register')
    const dana = await traveller(stack)
    dana.visitor.cookies.set('latchkey-before', planted.cookies.get('latchkey-before') ?? '')
    await logIn(dana)
    expect(dana.visitor.path).toBe('/auth/register/choose-method')
    await planted.open('/auth/register/choose-method')
    expect(planted.path).toBe('/auth/register')
  })

  /** F03, F04 */
  it('opens no page of the portal, at no step', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-phone')
    const name = 'latchkey-flow'
    for (const visitor of [dana.visitor.tab(), withCookie('latchkey', cookie(dana, name))]) {
      await visitor.open('/')
      expect(visitor.path).toBe('/auth/login')
    }
    expect(await count(stack, 'sessions', 'account_id = ?', await sessionOf(dana))).toBe(0)
  })

  /** G11 */
  it('ends after an hour: the login begins again, and what was confirmed is kept', async () => {
    const dana = await walkTo(await traveller(stack), 'give-phone')
    const { id } = await flowOf(stack, dana.person.username)
    await rows(stack, 'update flows set expires_at = 1 where id = ?', String(id))
    await dana.visitor.fill({ 'Phone number': dana.phone.typed }).press('Send Code')
    expect(dana.visitor.path).toBe('/auth/register')
    expect(dana.visitor.words).toContain('was open for more than 60 minutes')
    expect(await dana.mailbox.messages(dana.phone.e164)).toHaveLength(0)
    await logIn(dana)
    expect(dana.visitor.path).toBe('/auth/register/set-password')
    expect(dana.visitor.words).toContain(dana.email)
  })

  /** G09 */
  it('completes nothing for an account that was switched off meanwhile', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-phone')
    await rows(stack, 'update accounts set disabled_at = 1 where username = ?', dana.person.username)
    await dana.visitor.fill({ 'Verification code': await dana.mailbox.code(dana.phone.e164) }).press('Verify code')
    expect(dana.visitor.status).toBe(422)
    expect(dana.visitor.words).toContain('This account is switched off.')
    expect(await count(stack, 'authenticators', 'account_id = ?', await sessionOf(dana))).toBe(0)
  })
})

describe('a session', () => {
  const signedIn = async () => walkTo(await traveller(stack), 'portal', 'Email')
  /** At once for us, and for the portal once the pass has run out. */
  const isOver = async ({ visitor }: Traveller) => {
    expect((await visitor.send('/auth/session')).status).toBe(401)
    passRunsOut(visitor.cookies)
    expect((await visitor.open('/')).path).toBe('/auth/login')
  }

  /** F07 */
  it('is a cookie that scripts and other sites don’t see, opaque and small', async () => {
    const dana = await walkTo(await traveller(stack), 'set-password', 'Email')
    const cookies: string[] = []
    dana.visitor.cookies.take = (lines) => void cookies.push(...lines)
    await setPassword(dana)
    const session = cookies.find((line) => line.startsWith('latchkey=')) ?? ''
    expect(session).toMatch(/^latchkey=[\w-]{22}\.[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  /** F05 */
  it.each([
    ['30 minutes without a visit', 'seen_at = seen_at - 1800001'],
    ['12 hours in all', 'expires_at = 1'],
    ['a sign-out', 'ended_at = 1'],
  ])('is over after %s, everywhere within a minute', async (_, change) => {
    const dana = await signedIn()
    await rows(stack, `update sessions set ${change} where account_id = ?`, await sessionOf(dana))
    await isOver(dana)
  })

  /** F06, L07 */
  it('can’t be used again after Sign out, nor by whoever kept one of its cookies', async () => {
    const dana = await signedIn()
    const kept = ['latchkey', 'latchkey-pass'].map((name) => [name, cookie(dana, name)] as const)
    await dana.visitor.press('Sign out')
    expect(dana.visitor.path).toBe('/auth/login')
    expect(dana.visitor.words).toContain('You are signed out.')
    for (const [name, value] of kept) {
      expect(dana.visitor.cookies.names()).not.toContain(name)
      expect((await withCookie(name, value).open('/')).path).toBe('/auth/login')
    }
  })

  /** F10, disabled accounts */
  it('is over for an account that was switched off, everywhere within a minute', async () => {
    const dana = await signedIn()
    await rows(stack, 'update accounts set disabled_at = 1 where username = ?', dana.person.username)
    await isOver(dana)
  })

  /** B13 */
  it('is found by nobody who makes one up', async () => {
    const dana = await signedIn()
    const [id = '', secret = ''] = cookie(dana, 'latchkey').split('.')
    const others = [
      `${id}.${secret.slice(0, -1)}${secret.endsWith('A') ? 'E' : 'A'}`,
      `${id}.`,
      id,
      `${id}.${id}`,
      `${'A'.repeat(22)}.${secret}`,
      "' or 1=1 --",
      '.'.repeat(5000),
    ]
    for (const made of others) {
      const { headers } = await exchange(`${stack.origin}/`, {
        headers: { accept: 'text/html', cookie: `latchkey=${encodeURIComponent(made)}` },
      })
      expect(headers.location).toBe('/auth/login?return_to=%2F')
    }
  })

  /** G06, G08: a password alone binds no authenticator to an account that has one. */
  it('and its authenticators stay what they are when the owner begins a first login again', async () => {
    const dana = await signedIn()
    const before = await rows(stack, 'select * from authenticators where account_id = ?', await sessionOf(dana))
    const again = { ...(await traveller(stack)), person: { ...dana.person, password: dana.password } }
    await logIn(again)
    expect(again.visitor.path).toBe('/auth/login')
    expect(again.visitor.words).toContain('You are already registered.')
    expect(again.visitor.cookies.names()).not.toContain('latchkey-flow')
    expect(await rows(stack, 'select * from authenticators where account_id = ?', await sessionOf(dana))).toEqual(before)
  })
})
