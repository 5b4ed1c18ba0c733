import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openHandshake } from '../../src/domain-login/handshake.ts'
import { answerTo, away, comeBackWith, openStage, type Stage } from '../support/false-login.ts'
import type { Visitor } from '../support/visitor.ts'

const COOKIE = 'latchkey-domain'
const DANA = { email: 'dana@harbor.example', email_verified: true }

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await stage.portal.somebody({ username: DANA.email })
})
afterAll(() => stage.close())
beforeEach(() => void stage.issuer.asked.splice(0))

const stale = { status: 400, heading: 'This login is out of date', asked: 0, in: false }
const standing = (visitor: Visitor) => ({
  status: visitor.status,
  heading: visitor.heading,
  asked: stage.issuer.asked.length,
  in: visitor.cookies.names().includes('latchkey'),
})

/** F01, E07: nobody is logged in as somebody else by an answer that was made up, planted or kept. */
describe('an answer that comes back from the issuer', () => {
  it('is taken by the browser that asked for it', async () => {
    const visitor = await comeBackWith(stage, stage.portal.newVisitor(), { claims: DANA })
    expect([visitor.path, visitor.words.includes('Ines Castell')]).toEqual(['/', true])
  })

  it.each([
    ['has no state', { state: null }],
    ['has an empty state', { state: '' }],
    ['has a state of its own', { state: 'A'.repeat(43) }],
  ])('is not even looked at when it %s', async (_, changed) => {
    const visitor = await comeBackWith(stage, stage.portal.newVisitor(), { claims: DANA }, changed)
    expect(standing(visitor)).toEqual(stale)
    // Whoever made it up takes nothing from a login that is under way.
    expect(visitor.cookies.names()).toContain(COOKIE)
  })

  it('is not taken with two states, of which one is right', async () => {
    const visitor = stage.portal.newVisitor()
    const address = await away(visitor)
    await visitor.open(`${answerTo(address, stage.issuer, { code: stage.issuer.codeFor(address, { claims: DANA }) })}&state=other`)
    expect(standing(visitor)).toEqual({ status: 403, heading: 'This login could not be checked', asked: 0, in: false })
  })

  it('is not taken by another browser, whether that has begun a login of its own or not', async () => {
    const [mallory, dana, lee] = [stage.portal.newVisitor(), stage.portal.newVisitor(), stage.portal.newVisitor()]
    const address = await away(mallory)
    await away(dana)
    const answer = answerTo(address, stage.issuer, { code: stage.issuer.codeFor(address, { claims: DANA }) })
    for (const visitor of [dana, lee]) expect(standing(await visitor.open(answer))).toEqual(stale)
  })

  it.each([
    ['another time', (cookie: string) => cookie.replace(/^\d/, '9')],
    ['another secret', (cookie: string) => cookie.replace(/\.[\w-]{43}\./, `.${'A'.repeat(43)}.`)],
    ['another seal', (cookie: string) => cookie.replace(/[\w-]{43}$/, 'A'.repeat(43))],
    ['no seal', (cookie: string) => cookie.replace(/\.[\w-]{43}$/, '')],
  ])('is not taken with a cookie of %s', async (_, change) => {
    const visitor = stage.portal.newVisitor()
    const address = await away(visitor)
    visitor.cookies.set(COOKIE, change(visitor.cookies.get(COOKIE) ?? ''))
    await visitor.open(answerTo(address, stage.issuer, { code: stage.issuer.codeFor(address, { claims: DANA }) }))
    expect(standing(visitor)).toEqual(stale)
  })

  it('is not taken after ten minutes, and up to then it is', async () => {
    const at = async (minutes: number) => {
      const visitor = stage.portal.newVisitor()
      const address = await away(visitor)
      const opened = openHandshake(stage.portal.keys, 'S'.repeat(43), Date.now() - minutes * 60_000)
      visitor.cookies.set(COOKIE, opened.cookie)
      for (const name of ['state', 'nonce'] as const) address.searchParams.set(name, opened.handshake[name])
      const code = stage.issuer.codeFor(address, { claims: DANA, generous: true })
      return visitor.open(answerTo(address, stage.issuer, { code }))
    }
    expect((await at(9.9)).path).toBe('/')
    stage.issuer.asked.splice(0)
    expect(standing(await at(10.01))).toEqual(stale)
  })

  /** D08: even where the issuer takes a code twice. */
  it('is good once, however often and at what speed it comes', async () => {
    const visitor = stage.portal.newVisitor()
    const address = await away(visitor)
    const code = stage.issuer.codeFor(address, { claims: DANA, generous: true })
    const answer = answerTo(address, stage.issuer, { code })
    const copies = Array.from({ length: 10 }, () => visitor.tab())
    for (const copy of copies) Object.assign(copy, { cookies: visitor.cookies.copy() })
    const answers = await Promise.all(copies.map((copy) => copy.send(answer)))
    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses).toEqual([303, ...Array.from({ length: 9 }, () => 400)])
  })

  it('is spent with a login that went wrong, too', async () => {
    const visitor = await comeBackWith(stage, stage.portal.newVisitor(), { claims: { ...DANA, nonce: 'other' } })
    expect(visitor.status).toBe(403)
    expect(visitor.cookies.names()).not.toContain(COOKIE)
  })
})

describe('what goes to the issuer', () => {
  it('asks for a code, with a challenge, a state and a nonce that are new each time', async () => {
    const [one, other] = [await away(stage.portal.newVisitor()), await away(stage.portal.newVisitor())]
    expect(Object.fromEntries(one.searchParams)).toMatchObject({
      client_id: 'the-portal',
      response_type: 'code',
      scope: 'openid email profile',
      redirect_uri: `${stage.portal.origin}/auth/login/domain/callback`,
      code_challenge_method: 'S256',
    })
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one.searchParams.get(name)).toMatch(/^[\w-]{43}$/)
      expect(one.searchParams.get(name)).not.toBe(other.searchParams.get(name))
    }
  })

  /** RFC 7636: the issuer of the tests exchanges no code without the verifier of its own challenge. */
  it('carries the verifier with the code alone, so that somebody else’s code is worth nothing', async () => {
    const [mallory, dana] = [stage.portal.newVisitor(), stage.portal.newVisitor()]
    const stolen = stage.issuer.codeFor(await away(mallory), { claims: DANA })
    const address = await away(dana)
    await dana.open(answerTo(address, stage.issuer, { code: stolen }))
    expect(standing(dana)).toEqual({ ...stale, asked: 1 })
    expect(stage.issuer.asked[0]?.get('code_verifier')).toMatch(/^[\w-]{43}$/)
    expect(address.search).not.toContain(stage.issuer.asked[0]?.get('code_verifier'))
  })

  /** F07 */
  it('leaves a cookie that scripts don’t see, for ten minutes', async () => {
    const { headers } = await stage.portal.newVisitor().send('/auth/login/domain')
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^latchkey-domain=[\w.-]{100,120}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/),
    ])
  })

  /** H01 */
  it.each(['https://evil.example', '//evil.example', '/\\evil.example', '/auth/login/domain'])(
    'takes along no way back but a page of the portal: %s',
    async (to) => {
      const visitor = stage.portal.newVisitor()
      await visitor.open(`/auth/login?return_to=${encodeURIComponent(to)}`)
      await comeBackWith(stage, visitor, { claims: DANA })
      expect([visitor.url.origin, visitor.path]).toEqual([stage.portal.origin, '/'])
    },
  )
})

/** Where a browser is led by somebody who runs another issuer (RFC 9207). */
describe('an answer of another issuer', () => {
  it.each([
    ['names itself', { iss: 'https://another.example' }],
    ['names nobody, though ours always says its name', { iss: null }],
  ])('that %s gets no code from us', async (_, changed) => {
    const visitor = await comeBackWith(stage, stage.portal.newVisitor(), { claims: DANA }, changed)
    expect(standing(visitor)).toEqual({ status: 403, heading: 'This login could not be checked', asked: 0, in: false })
  })
})

/** L01 */
it('nothing of a login is logged but what became of it', async () => {
  const visitor = stage.portal.newVisitor()
  const address = await away(visitor)
  const code = stage.issuer.codeFor(address, { claims: DANA })
  await visitor.open(answerTo(address, stage.issuer, { code }))
  await comeBackWith(stage, stage.portal.newVisitor(), {}, { code: null, error: 'access_denied\nfaked: line' })
  const said = stage.log.join('\n')
  expect(said).toContain('"path":"/auth/login/domain/callback"')
  const { state, nonce } = Object.fromEntries(address.searchParams)
  for (const secret of [code, state, nonce, DANA.email, 'faked', visitor.cookies.get('latchkey')]) expect(said).not.toContain(secret)
})
