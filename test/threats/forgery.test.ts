import type { OutgoingHttpHeaders } from 'node:http'
import { beforeAll, describe, expect, it } from 'vitest'
import { MOVES } from '../../src/domain/flow.ts'
import { LOGIN_MOVES } from '../../src/domain/login.ts'
import { RECOVERY_MOVES } from '../../src/domain/recovery.ts'
import { exchange } from '../support/exchange.ts'
import { stackNamed, type Traveller, traveller, walkTo } from '../support/journey.ts'
import { givePassword, logInFully, member, memberAt, memberOn, recoveringAt } from '../support/member.ts'
import { post, tokenOf } from '../support/post.ts'
import { rows } from '../support/rows.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('workerd')
const FORM = 'application/x-www-form-urlencoded'

/** Whoever has forms before them, and the address of each form. */
const HOLDERS: { who: string; arrive(): Promise<Traveller>; posts: string[] }[] = [
  {
    who: 'a registration',
    arrive: async () => walkTo(await traveller(stack), 'choose-method'),
    posts: ['/auth/join', '/auth/register', ...Object.keys(MOVES).map((move) => `/auth/register/${move}`)],
  },
  {
    who: 'a login',
    arrive: () => memberAt(stack, 'enter-code'),
    posts: ['/auth/login/with-phone', '/auth/login/with-email', ...Object.keys(LOGIN_MOVES).map((move) => `/auth/login/${move}`)],
  },
  {
    who: 'a recovery',
    arrive: () => recoveringAt(stack, 'choose-phone'),
    posts: [
      ...['/auth/forgot-password', '/auth/forgot-username', '/auth/lost-phone/cancel', '/auth/recover/start-again'],
      ...Object.keys(RECOVERY_MOVES).map((move) => `/auth/recover/${move}`),
    ],
  },
  {
    who: 'a session',
    async arrive() {
      const who = await memberOn('workerd')
      await logInFully(who, 'phone', { remember: true })
      return who
    },
    posts: ['/auth/sign-out', '/auth/sign-out-everywhere', '/auth/step-up', '/auth/step-up?method=phone&return_to=/cases'],
  },
]

const FIELDS = { method: 'email', code: '123456', way: '', channel: 'sms', kind: 'email' }

/** Right in everything but the headers. */
const forged = async (who: Traveller, path: string, headers: OutgoingHttpHeaders, body?: string) =>
  who.visitor.send(path, {
    method: 'POST',
    headers: { 'content-type': FORM, ...headers },
    body: body ?? new URLSearchParams({ token: tokenOf(who.visitor), ...FIELDS }).toString(),
  })

/** What a form could have changed. */
async function steady({ person }: Traveller): Promise<string> {
  const of = (table: string) =>
    rows(stack, `select * from ${table} where account_id = (select id from accounts where username = ?) order by id`, person.username)
  return JSON.stringify(await Promise.all(['flows', 'sessions', 'remembered_browsers', 'phone_requests', 'audit_events'].map(of)))
}

describe.each(HOLDERS)('a form of $who that is not from our pages', ({ arrive, posts }) => {
  // Nothing changes, so that one person is enough for all of it.
  let dana: Traveller
  beforeAll(async () => {
    dana = await arrive()
  })

  /** E01, E02, E03, E09 */
  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a neighbour', { origin: 'https://blog.portal.example', 'sec-fetch-site': 'same-site' }],
    ['another site, as its headers say, with our origin', { origin: stack.origin, 'sec-fetch-site': 'cross-site' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['nowhere', {}],
    ['another site by its referer', { referer: 'https://evil.example/' }],
    ['another site under htmx', { origin: 'https://evil.example', 'hx-request': 'true', 'hx-request-type': 'partial' }],
  ])('but from %s is refused everywhere, without effect', async (_, headers) => {
    const before = await steady(dana)
    for (const path of posts) expect({ path, status: (await forged(dana, path, headers)).status }).toEqual({ path, status: 403 })
    expect(await steady(dana)).toBe(before)
  })

  /** E04, E07 */
  it('but carries no token, another’s, or an old one, is refused everywhere', async () => {
    const lee = await arrive()
    const before = await steady(dana)
    const fresh = await new Visitor(stack.origin).open('/auth/login/with-phone')
    for (const token of ['', tokenOf(lee.visitor), tokenOf(fresh), `${tokenOf(dana.visitor).slice(1)}A`]) {
      for (const path of posts) {
        const { status } = await post(dana.visitor, path, FIELDS, { token })
        expect({ path, status }).toEqual({ path, status: 403 })
      }
    }
    expect(await steady(dana)).toBe(before)
  })

  /** E05 */
  it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x', '', 'application/x-www-form-urlencoded-not'])(
    'but of the type %j is refused everywhere',
    async (type) => {
      for (const path of posts) {
        const { status } = await forged(dana, path, { origin: stack.origin, 'content-type': type })
        expect({ path, status }).toEqual({ path, status: 415 })
      }
    },
  )
})

/** G03: two people at one desk, in two tabs of one browser. */
it('a form from the tab of somebody else who used this browser before is refused', async () => {
  const dana = await walkTo(await traveller(stack), 'give-email')
  const lee = { ...(await traveller(stack)), visitor: dana.visitor.tab() }
  await walkTo(lee, 'give-email')
  const before = [await steady(dana), await steady(lee)]
  const { status } = await post(dana.visitor, '/auth/register/give-email', { email: dana.email })
  expect(status).toBe(403)
  expect([await steady(dana), await steady(lee)]).toEqual(before)
})

/** G03 */
it('a login’s form from the tab of somebody else who used this browser before is refused', async () => {
  const dana = await memberAt(stack, 'send-code')
  const lee = { ...(await member(stack)), visitor: dana.visitor.tab() }
  await givePassword(lee)
  const before = [await steady(dana), await steady(lee)]
  const { status } = await post(dana.visitor, '/auth/login/send-code', { way: '', channel: 'sms' })
  expect(status).toBe(403)
  expect([await steady(dana), await steady(lee)]).toEqual(before)
})

describe('a request that only looks', () => {
  /** E06 */
  it.each(HOLDERS)('changes nothing at the address of any form of $who, whatever method it claims to mean', async ({ arrive, posts }) => {
    const dana = await arrive()
    const before = await steady(dana)
    for (const path of posts) {
      for (const method of ['GET', 'HEAD']) {
        const headers = { 'x-http-method-override': 'POST' }
        const { status } = await dana.visitor.send(`${path}?_method=POST&method=email&code=1`, { method, headers })
        expect(status).toBeLessThan(405)
      }
    }
    expect(await steady(dana)).toBe(before)
  })

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])(
    'by any other method than GET, HEAD and POST, such as %s, is refused',
    async (method) => {
      const { status } = await exchange(`${stack.origin}/auth/register/cancel`, { method })
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    },
  )
})
