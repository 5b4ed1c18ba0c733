import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exchange } from '../support/exchange.ts'
import { stackNamed, type Traveller } from '../support/journey.ts'
import { atNewPhone, giveNewPhone, phoneMember } from '../support/lost-phone.ts'
import { enterCode, logInFully, member, recoveringAt } from '../support/member.ts'
import { rows } from '../support/rows.ts'
import type { Stack } from '../support/stack.ts'
import { Visitor } from '../support/visitor.ts'
import { openWays, sendBy, WAYS, type Ways } from '../support/ways.ts'
import { agedPass, passHeldBy, passKeysOf } from '../support/ways-passes.ts'
import { peopleIn } from '../support/ways-people.ts'

/** Somebody signed in, and what ends that, done in another browser or by the house. */
const ENDS: Record<string, (stack: Stack) => Promise<{ who: Traveller; end: () => Promise<unknown> }>> = {
  'has signed out': async (stack) => {
    const who = await signedIn(await member(stack))
    return {
      who,
      end: () =>
        copyOf(who)
          .open('/')
          .then((visitor) => visitor.press('Sign out')),
    }
  },
  'is switched off': async (stack) => {
    const who = await signedIn(await member(stack))
    return { who, end: () => rows(stack, 'update accounts set disabled_at = 1 where username = ?', who.person.username) }
  },
  'has a new password': async (stack) => {
    const recovering = await recoveringAt(stack, 'new-password')
    const who = await signedIn({ ...recovering, visitor: new Visitor(stack.origin) })
    const fields = { 'New password': 'brisk amber valley nine', 'Confirm new password': 'brisk amber valley nine' }
    return { who, end: () => recovering.visitor.fill(fields).press('Save') }
  },
  'has a new phone': async (stack) => {
    const losing = await phoneMember(stack)
    const who = await signedIn({ ...losing, visitor: new Visitor(stack.origin) })
    await atNewPhone(losing)
    const withNew = await giveNewPhone(losing)
    return { who, end: async () => enterCode(withNew, await withNew.mailbox.code(withNew.phone.e164)) }
  },
}

async function signedIn(who: Traveller): Promise<Traveller> {
  await logInFully(who)
  expect(who.visitor.path).toBe('/')
  return who
}

const copyOf = ({ visitor, stack }: Traveller) => new Visitor(stack.origin, { cookies: visitor.cookies.copy() })

let ways: Ways
beforeAll(async () => {
  ways = await openWays()
})
afterAll(() => ways?.close())

/** F06, K09: within the minute of the pass, and not at all without one. */
describe.concurrent.each(['workerd', 'deno'] as const)('the cookies that were copied on %s', (name) => {
  const stack = stackNamed(name)
  const mine = WAYS.filter((each) => (each === 'gateway on Deno') === (name === 'deno'))

  it.each(Object.entries(ENDS))('open nothing once their owner %s, but for what is left of a pass', async (_, begin) => {
    const { who, end } = await begin(stack)
    const session = `latchkey=${who.visitor.cookies.get('latchkey')}`
    const held = passHeldBy(who)
    expect(Number(held.exp) - Math.floor(Date.now() / 1000)).toBeLessThanOrEqual(60)
    const seenBy = async (way: (typeof WAYS)[number], cookies: string) => {
      const { answer, asked } = await sendBy(ways.named(way), { target: '/echo/page', lines: [`Cookie: ${cookies}`, 'Accept: text/html'] })
      return asked.length ? (await Promise.all(asked.map((each) => peopleIn(each, stack)))).flat() : answer?.status
    }
    const username = who.person.username
    for (const way of mine) expect(await seenBy(way, session)).toEqual([username])
    await end()
    const [fresh, old] = [await agedPass(stack, held, 0), await agedPass(stack, held, 61)]
    for (const way of mine) {
      const refused = way === 'forward auth' ? 401 : 303
      expect(await seenBy(way, session)).toBe(refused)
      expect(await seenBy(way, `${session}; latchkey-pass=${old}`)).toBe(refused)
      expect(await seenBy(way, `${session}; latchkey-pass=${fresh}`)).toEqual([username])
      expect(await seenBy(way, `latchkey-pass=${fresh}`)).toBe(refused)
    }
  })
})

/** K02: whoever reaches the portal past the guard. */
describe.concurrent.each(['workerd', 'deno'] as const)('the portal behind %s, asked directly', (name) => {
  const stack = stackNamed(name)
  let held: Record<string, unknown>
  const ask = (pass?: string, path = '/') =>
    exchange(`${stack.portal}${path}`, { headers: pass === undefined ? {} : { 'latchkey-pass': pass } })

  beforeAll(async () => {
    held = passHeldBy(await signedIn(await member(stack)))
  })

  it('answers whoever brings a pass', async () => {
    expect((await ask(await agedPass(stack, held, 0))).status).toBe(200)
    expect((await ask(await agedPass(stack, held, 59))).status).toBe(200)
  })

  it('answers nobody without one, whatever else they say', async () => {
    for (const path of ['/', '/cases', '/messages', '/nowhere', '/cases/page.css', '//cases'])
      expect((await ask(undefined, path)).status).toBe(401)
    for (const headers of [
      { 'x-user': 'dana' },
      { cookie: 'latchkey-pass=x' },
      { authorization: 'Bearer x' },
      { 'x-forwarded-host': 'localhost' },
    ])
      expect((await exchange(`${stack.portal}/`, { headers })).status).toBe(401)
  })

  it('refuses a pass that is made up, of another key, for somebody else, or too old', async () => {
    const { key, kid, jwks } = await passKeysOf(stack)
    const stranger = await generateKeyPair('EdDSA', { extractable: true })
    const now = Math.floor(Date.now() / 1000)
    const claims = { ...held, iat: now, exp: now + 60 }
    const signed = (body: Record<string, unknown>, header: Record<string, unknown> = {}, by: CryptoKey | Uint8Array = key) =>
      new SignJWT(body).setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid, ...header }).sign(by)
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const good = await signed(claims)
    const [, body = '', signature = ''] = good.split('.')
    const x = Buffer.from(String(jwks.keys[0]?.x), 'base64url')
    const bad: Record<string, string> = {
      nothing: '',
      words: 'forged',
      'no algorithm': `${part({ alg: 'none', typ: 'JWT' })}.${body}.`,
      'no algorithm, with a signature': `${part({ alg: 'none', kid })}.${body}.${signature}`,
      'a public key for a secret': await signed(claims, { alg: 'HS256' }, x),
      'another key': await signed(claims, {}, stranger.privateKey),
      'a key in the header': await signed(claims, { jwk: await exportJWK(stranger.publicKey), kid: undefined }, stranger.privateKey),
      'a key that is nobody’s': await signed(claims, { kid: 'nobody' }, stranger.privateKey),
      'another audience': await signed({ ...claims, aud: 'https://other.example' }),
      'another issuer': await signed({ ...claims, iss: 'https://other.example' }),
      'no audience': await signed({ ...claims, aud: undefined }),
      'no subject': await signed({ ...claims, sub: undefined }),
      'no end': await signed({ ...claims, exp: undefined }),
      'another person’s words under this signature': `${good.split('.')[0]}.${part({ ...claims, preferred_username: 'lee' })}.${signature}`,
      'one that ran out': await agedPass(stack, held, 60 + 31),
      'two of them': `${good}, ${good}`,
      'one from the browser’s cookie name': `latchkey-pass=${good}`,
    }
    for (const [what, pass] of Object.entries(bad)) expect([what, (await ask(pass)).status]).toEqual([what, 401])
    expect((await ask(good)).status).toBe(200)
  })

  /** A guard is stricter than a portal: it refuses a life of over 60 seconds, too. */
  it('is behind a guard that takes none of these for a session either', async () => {
    const now = Math.floor(Date.now() / 1000)
    const { key, kid } = await passKeysOf(stack)
    const long = await new SignJWT({ ...held, iat: now, exp: now + 3600 }).setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid }).sign(key)
    const cookie = (pass: string) => ({
      headers: { cookie: `latchkey=${held.sid}.${'x'.repeat(43)}; latchkey-pass=${pass}`, accept: 'text/html' },
    })
    expect((await exchange(`${stack.origin}/echo/page`, cookie(long))).status).toBe(303)
    expect((await exchange(`${stack.origin}/echo/page`, cookie(await agedPass(stack, held, 0)))).status).toBe(200)
  })
})
