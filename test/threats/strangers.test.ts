import { describe, expect, it } from 'vitest'
import { pageSays } from '../support/call.ts'
import type { Answer } from '../support/exchange.ts'
import { giveEmail, stackNamed, traveller, walkTo } from '../support/journey.ts'
import { LONG_PASSWORD, member } from '../support/member.ts'
import { somebody } from '../support/people.ts'
import { post, postInTurn, tokenOf } from '../support/post.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('workerd')

/** Wherever a password is asked for. */
const DOORS = ['/auth/register', '/auth/login/with-phone', '/auth/login/with-email']

async function attempt(username: string, password = 'not-the-password', door = '/auth/register'): Promise<{ answer: Answer; ms: number }> {
  const visitor = new Visitor(stack.origin)
  await visitor.open(door)
  const began = performance.now()
  const answer = await postInTurn(visitor, door, { username, password })
  return { answer: withoutOwn(answer, [username, tokenOf(visitor)]), ms: performance.now() - began }
}

const AT_ONCE = 3

async function attempts(username: string, times: number): Promise<void> {
  for (let made = 0; made < times; made += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, () => attempt(username)))
}

/** What differs with the person who asks, and says nothing about the one asked for. */
function withoutOwn(answer: Answer, own: string[]): Answer {
  const text = own.reduce((all, value) => all.replaceAll(value, '…'), answer.text)
  return { ...answer, text }
}

const seen = ({ status, text, headers }: Answer) => {
  const { date: _, ...rest } = headers
  return { status, text, headers: rest }
}

const like = (username: string) => username.replace(/.$/, '~')

describe.concurrent('a stranger with a name and a wrong password', () => {
  /** A01, A04, A07, A09: nor does anybody learn which way a code would go. */
  it('is answered alike everywhere, whether the name is unknown, known, resting, registered, disabled, or an address', async () => {
    const known = await somebody(stack)
    const resting = await member(stack)
    await attempts(resting.person.username, 12)
    const registered = await walkTo(await traveller(stack), 'portal', 'Email')
    const disabled = await somebody(stack, { disabled: true })
    const phone = await member(stack)
    const names = [known, resting.person, registered.person, disabled, phone.person].map(({ username }) => username)
    for (const door of DOORS) {
      const wrong = async (name: string) => seen((await attempt(name, 'not-the-password', door)).answer)
      const unknown = await wrong(like(known.username))
      expect(unknown).toMatchObject({ status: 422, text: expect.stringContaining('The username and password do not match') })
      for (const name of names) expect(await wrong(name)).toEqual(unknown)
      const nobodys = await wrong(like(phone.email))
      expect(nobodys.text).toBe(unknown.text)
      for (const { email } of [phone, registered, resting])
        expect({ ...(await wrong(email)), headers: 0 }).toEqual({ ...nobodys, headers: 0 })
      expect(Object.keys((await wrong(phone.email)).headers)).toEqual(Object.keys(nobodys.headers))
    }
  })

  /** A04 */
  it('has a name rest for whoever knows its password as well, without a word of it', async () => {
    const dana = await member(stack)
    await attempts(dana.person.username, 12)
    const unknown = seen((await attempt(like(dana.person.username), LONG_PASSWORD, '/auth/login/with-phone')).answer)
    expect(seen((await attempt(dana.person.username, LONG_PASSWORD, '/auth/login/with-phone')).answer)).toEqual(unknown)
  })

  /** A04: what an account is, is told to its owner. */
  it('learns with the right password only that the account is registered, or switched off', async () => {
    const registered = await walkTo(await traveller(stack), 'portal', 'Email')
    const again = await attempt(registered.person.username, registered.password)
    expect([again.answer.status, again.answer.headers.location]).toEqual([303, '/auth/login?notice=already-registered'])
    const disabled = await somebody(stack, { disabled: true })
    const off = await attempt(disabled.username, disabled.password)
    expect(off.answer.status).toBe(422)
    expect(off.answer.text).toContain('This account is switched off.')
    const there = await attempt(disabled.username, disabled.password, '/auth/login/with-phone')
    expect([there.answer.status, there.answer.text]).toEqual([422, expect.stringContaining('This account is switched off.')])
  })
})

describe('a stranger who forgot a password, or says so', () => {
  /** What a recovery shows from the first form to a wrong code and a new one, byte for byte. */
  async function recovery(name: string): Promise<unknown[]> {
    const visitor = new Visitor(stack.origin)
    const seenOf = (answer: Answer, token: string) => {
      const { status, text, headers } = withoutOwn(answer, [name, token])
      const { date: _, 'set-cookie': cookies = [], ...rest } = headers
      // Secrets are random, and seconds are counted down.
      return {
        status,
        text: text.replace(/data-wait="\d+"|\d+ seconds/g, '…'),
        rest,
        cookies: cookies.map((cookie) => cookie.replace(/=[^;]+/, '=…')),
      }
    }
    await visitor.open('/auth/forgot-password')
    const told = [seenOf(await post(visitor, '/auth/forgot-password', { username: name }), tokenOf(visitor))]
    await visitor.open('/auth/recover/check-email')
    const token = tokenOf(visitor)
    told.push(seenOf(visitor.latest as Answer, token))
    for (const code of ['', '000000', '000001']) told.push(seenOf(await post(visitor, '/auth/recover/check-email', { code }), token))
    told.push(seenOf(await post(visitor, '/auth/recover/check-email/new-code'), token))
    await visitor.open('/auth/recover/new-password')
    expect([visitor.status, visitor.path]).toEqual([200, '/auth/recover/check-email'])
    return told
  }

  /** A06 */
  it('sees the same to the byte, whoever has the name: somebody, nobody, one not registered, one switched off, an address', async () => {
    const [known, imported, disabled] = [await member(stack), await somebody(stack), await somebody(stack, { disabled: true })]
    const unknown = await recovery(like(known.person.username))
    expect(unknown[0]).toMatchObject({ status: 303 })
    for (const name of [known.person.username, imported.username, disabled.username, known.email, like(known.email)])
      expect(await recovery(name)).toEqual(unknown)
  })

  it('sees the same of a username, whoever has the address', async () => {
    const known = await member(stack)
    const ask = async (email: string) => {
      const visitor = new Visitor(stack.origin)
      await visitor.open('/auth/forgot-username')
      return seen(withoutOwn(await post(visitor, '/auth/forgot-username', { email }), [email]))
    }
    expect(await ask(known.email)).toEqual(await ask(known.email.replace('@', '.x@')))
  })
})

/** A02, A03: the floor lies above the work of the hash, whichever it is, and hides what is left of it. */
it('a stranger waits for half a second and no longer, whether there is such a name or not', async () => {
  const people = await Promise.all((['bcrypt', 'aspnet', 'scrypt'] as const).map((kept) => somebody(stack, { kept })))
  const dana = await member(stack)
  const names = [...people.map((person) => person.username), like(people[0]?.username ?? ''), dana.person.username, dana.email]
  const fastest = names.map(() => Number.POSITIVE_INFINITY)
  // Turn by turn, and the fastest of each: whatever else the machine does only adds to them.
  for (let round = 0; round < 3; round++) {
    for (const [i, name] of names.entries())
      fastest[i] = Math.min(fastest[i] ?? 0, (await attempt(name, 'no', '/auth/login/with-email')).ms)
  }
  expect(Math.min(...fastest)).toBeGreaterThanOrEqual(495)
  expect(Math.max(...fastest) - Math.min(...fastest)).toBeLessThan(100)
})

describe('an address that somebody else has confirmed', () => {
  /** A05 */
  it('shows the screen that every address shows, and gets a letter in place of a code', async () => {
    const owner = await walkTo(await traveller(stack), 'portal', 'Email')
    const [stranger, other] = await Promise.all([traveller(stack), traveller(stack)])
    for (const who of [stranger, other]) await walkTo(who, 'give-email')
    stranger.email = owner.email.toUpperCase().replace(/@.*/, '@CLINIC.example')
    for (const who of [stranger, other]) {
      await giveEmail(who)
      await pageSays(who, 'Enter the verification code from our email')
    }
    // Seconds are counted down from when each was sent.
    const bare = (visitor: Visitor) =>
      visitor.page.body.innerHTML
        .replaceAll(tokenOf(visitor), '')
        .replace(/[a-zA-Z]•••/, '•••')
        .replace(/data-wait="\d+"|\d+ seconds/g, '…')
    expect(bare(stranger.visitor)).toBe(bare(other.visitor))
    const letter = (await owner.mailbox.expect(stranger.email)).at(-1)
    expect(letter?.text).toContain('It already belongs to another login, so no code was sent.')
    expect(letter?.text).not.toMatch(/\d{6}/)
  })

  /** A08: desks share phones. */
  it('is told apart from a phone, which may be shared', async () => {
    const owner = await walkTo(await traveller(stack), 'portal')
    const colleague = { ...(await traveller(stack)), phone: owner.phone }
    await walkTo(colleague, 'verify-phone')
    await colleague.visitor.fill({ 'Verification code': await colleague.mailbox.code(owner.phone.e164, 2) }).press('Verify code')
    expect(colleague.visitor.path).toBe('/')
  })
})
