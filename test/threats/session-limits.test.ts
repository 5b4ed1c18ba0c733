import { describe, expect, it } from 'vitest'
import { exchange } from '../support/exchange.ts'
import { stackNamed } from '../support/journey.ts'
import { logInFully, memberOn } from '../support/member.ts'
import { tokenOf } from '../support/post.ts'
import { rows } from '../support/rows.ts'
import { ask, extend, idleFor, sessionRow, told } from '../support/session.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('workerd')

/** Signed in a quarter of an hour ago, with a page of the portal at hand. */
async function signedIn() {
  const dana = await memberOn('workerd')
  await logInFully(dana)
  await idleFor(dana, 900)
  return dana
}

describe('nobody extends a session', () => {
  /** E01, E02, E03, E09 */
  it.each([
    ['from another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['from a neighbour', { origin: 'https://blog.portal.example', 'sec-fetch-site': 'same-site' }],
    ['from another site with our origin', { 'sec-fetch-site': 'cross-site' }],
    ['from a sandboxed frame', { origin: 'null' }],
  ])('%s', async (_, headers) => {
    const dana = await signedIn()
    const before = await sessionRow(dana)
    expect((await extend(dana, { headers })).status).toBe(403)
    expect(await sessionRow(dana)).toEqual(before)
  })

  /** E04 */
  it('without the token of that session', async () => {
    const [dana, lee] = await Promise.all([signedIn(), signedIn()])
    const before = await sessionRow(dana)
    const right = tokenOf(dana.visitor)
    for (const token of ['', `${right.slice(1)}A`, tokenOf(lee.visitor)]) expect((await extend(dana, { token })).status).toBe(403)
    expect(await sessionRow(dana)).toEqual(before)
  })

  /** E04: the token of the session before. */
  it('with a form of the session before it', async () => {
    const dana = await signedIn()
    const former = tokenOf(dana.visitor)
    await dana.visitor.press('Sign out')
    await logInFully(dana)
    expect((await extend(dana, { token: former })).status).toBe(403)
    expect((await extend(dana)).status).toBe(200)
  })

  /** E05 */
  it('by anything but a form', async () => {
    const dana = await signedIn()
    const before = await sessionRow(dana)
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
      expect((await extend(dana, { headers: { 'content-type': type } })).status).toBe(415)
    }
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
      expect((await dana.visitor.send('/auth/session/extend', { method })).status).toBeGreaterThanOrEqual(404)
    }
    expect(await sessionRow(dana)).toEqual(before)
  })

  /** F05, F06 */
  it.each([
    ['30 minutes without a page', 'seen_at = seen_at - 900001'],
    ['12 hours in all', 'expires_at = 1'],
    ['a sign-out', 'ended_at = 1'],
  ])('that is over, after %s', async (_, change) => {
    const dana = await signedIn()
    await rows(stack, `update sessions set ${change} where account_id = (select id from accounts where username = ?)`, dana.person.username)
    const before = await sessionRow(dana)
    expect((await extend(dana)).status).toBe(401)
    expect(await sessionRow(dana)).toEqual(before)
    await dana.visitor.open('/')
    expect(dana.visitor.path).toBe('/auth/login')
  })

  /** F10 */
  it('of an account that was switched off', async () => {
    const dana = await signedIn()
    await rows(stack, 'update accounts set disabled_at = 1 where username = ?', dana.person.username)
    for (const answer of [await extend(dana), await ask(dana)]) expect(answer.status).toBe(401)
  })

  /** F05 */
  it('past its 12 hours, however often it is asked', async () => {
    const dana = await signedIn()
    const { endsAt } = await sessionRow(dana)
    for (let i = 0; i < 5; i++) await extend(dana)
    expect((await sessionRow(dana)).endsAt).toBe(endsAt)
    expect((await told(dana)).endsAt).toBe(Math.floor(endsAt / 1000))
  })
})

describe('what a page is told of its session', () => {
  /** B13, F03 */
  it('is told to nobody else', async () => {
    const dana = await signedIn()
    const [id = '', secret = ''] = (dana.visitor.cookies.get('latchkey') ?? '').split('.')
    for (const made of ['', id, `${id}.${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`, `${'A'.repeat(22)}.${secret}`]) {
      const { status, text } = await exchange(`${stack.origin}/auth/session`, { headers: { cookie: `latchkey=${made}` } })
      expect([status, text.includes('token')]).toEqual([401, false])
    }
    const stranger = await new Visitor(stack.origin).open('/auth/session')
    expect(stranger.status).toBe(401)
  })

  /** F07, L01 */
  it('is no other site’s to read, and carries no secret of the cookie', async () => {
    const dana = await signedIn()
    const { headers, text } = await dana.visitor.send('/auth/session', { headers: { origin: 'https://evil.example' } })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(headers['cross-origin-resource-policy']).toBe('same-origin')
    expect(headers['set-cookie']).toBeUndefined()
    const [id = '', secret = ''] = (dana.visitor.cookies.get('latchkey') ?? '').split('.')
    for (const part of [id, secret]) expect(text).not.toContain(part)
  })

  /** F05: a page left open would otherwise keep its session for ever. */
  it('keeps no session alive', async () => {
    const dana = await signedIn()
    const before = await sessionRow(dana)
    for (let i = 0; i < 5; i++) await ask(dana)
    expect(await sessionRow(dana)).toEqual(before)
    await idleFor(dana, 900)
    expect((await ask(dana)).status).toBe(401)
  })
})
