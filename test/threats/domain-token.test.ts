import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Tale } from '../support/false-issuer.ts'
import { comeBackWith, openStage, type Stage } from '../support/false-login.ts'

const DANA = { email: 'dana@harbor.example', email_verified: true }
const SECONDS = Math.floor(Date.now() / 1000)

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await stage.portal.somebody({ username: DANA.email })
})
afterAll(() => stage.close())

const told = async (tale: Tale) => {
  const visitor = await comeBackWith(stage, stage.portal.newVisitor(), tale)
  return { status: visitor.status, heading: visitor.heading, in: visitor.cookies.names().includes('latchkey') }
}
const bound = async () => (await stage.portal.rows('select count(*) as n from domain_identities'))[0]?.n
const refused = { status: 403, heading: 'This login could not be checked', in: false }

/** OpenID Connect Core 3.1.3.7 */
describe('an ID token lets nobody in and binds nobody', () => {
  it.each<[string, Tale]>([
    ['that is for another application', { claims: { ...DANA, aud: 'another-portal' } }],
    ['that is for several, and was given to another', { claims: { ...DANA, aud: ['the-portal', 'another'], azp: 'another' } }],
    ['that is for nobody', { claims: { ...DANA, aud: undefined } }],
    ['of another issuer', { claims: { ...DANA, iss: 'https://another.example' } }],
    ['that is over', { claims: { ...DANA, iat: SECONDS - 7200, exp: SECONDS - 3600 } }],
    ['that has no end', { claims: { ...DANA, exp: undefined } }],
    ['that is not good yet', { claims: { ...DANA, nbf: SECONDS + 3600 } }],
    ['of another login', { claims: { ...DANA, nonce: 'N'.repeat(43) } }],
    ['of no login', { claims: { ...DANA, nonce: undefined } }],
    ['of nobody', { claims: { ...DANA, sub: undefined } }],
    ['that nobody signed', { claims: DANA, signedBy: 'nobody' }],
    ['that somebody else signed', { claims: DANA, signedBy: 'somebody else' }],
    ['that somebody else signed with a key of their own', { claims: DANA, signedBy: 'somebody else', header: { kid: 'two' } }],
    ['that is signed with the secret that we send', { claims: DANA, signedBy: 'the client secret' }],
    ['that did not come', { claims: DANA, bare: true }],
  ])('%s', async (_, tale) => {
    expect(await told(tale)).toEqual(refused)
    expect(await bound()).toBe(0)
  })
})

describe('an address lets nobody in and binds nobody', () => {
  const unknown = 'No account was found'
  it.each([
    ['of a domain under ours', 'dana@mail.harbor.example', 'This domain cannot be used here'],
    ['of a domain above ours', 'dana@example', 'This domain cannot be used here'],
    ['of a domain that ends like ours', 'dana@evilharbor.example', 'This domain cannot be used here'],
    ['of a domain that begins like ours', 'dana@harbor.example.evil.example', 'This domain cannot be used here'],
    ['with our domain in its name', 'dana@harbor.example@evil.example', 'Your domain account has no address'],
    ['with another name in its domain', 'dana@evil.example\u0000@harbor.example', 'Your domain account has no address'],
    ['with a letter that looks like one of ours', 'dana@h\u0430rbor.example', 'Your domain account has no address'],
    ['with a sign that would be made plain', 'dana\uff20harbor.example', 'Your domain account has no address'],
    ['with a sign that lower case would make plain', 'dana@harbor.e\u212aample', 'Your domain account has no address'],
    ['with spaces', ' dana@harbor.example', 'Your domain account has no address'],
    ['with a dot at its end', 'dana@harbor.example.', 'This domain cannot be used here'],
    ['with a tag', 'dana+lee@harbor.example', unknown],
    ['without a name', '@harbor.example', 'Your domain account has no address'],
    ['that is a list', [DANA.email], 'Your domain account has no address'],
  ])('%s', async (_, email, heading) => {
    expect(await told({ claims: { email, email_verified: true } })).toEqual({ status: 403, heading, in: false })
    expect(await bound()).toBe(0)
  })

  it.each([
    ['false', false],
    ['missing', undefined],
    ['a word', 'true'],
    ['a number', 1],
  ])('that is verified by what is %s', async (_, verified) => {
    const found = await told({ claims: { email: DANA.email, email_verified: verified } })
    expect(found).toEqual({ status: 403, heading: 'Your address is not verified', in: false })
    expect(await bound()).toBe(0)
  })

  it('that is verified elsewhere than where it is told', async () => {
    const found = await told({ claims: { email_verified: true }, userinfo: { email: DANA.email, email_verified: false } })
    expect(found).toEqual({ status: 403, heading: 'Your address is not verified', in: false })
  })

  it('that is told of somebody else', async () => {
    expect(await told({ claims: {}, userinfo: { ...DANA, sub: 'another' } })).toEqual(refused)
  })
})

describe('an issuer that is in trouble', () => {
  const down = { status: 503, heading: 'Your domain cannot be reached', in: false }
  afterEach(() => stage.issuer.faults.clear())

  it.each(['temporarily_unavailable', 'server_error', 'unauthorized_client'])('lets nobody in: %s', async (error) => {
    const visitor = await comeBackWith(stage, stage.portal.newVisitor(), {}, { code: null, error })
    expect([visitor.status, visitor.heading, visitor.headers['retry-after']]).toEqual([503, down.heading, '60'])
  })

  it.each(['/token', '/userinfo'])('lets nobody in where %s fails', async (path) => {
    stage.issuer.faults.set(path, 'fails')
    expect(await told({ userinfo: DANA })).toEqual(down)
    expect(await bound()).toBe(0)
  })

  it('is given up after four seconds, all its answers together, and can be tried again', async () => {
    stage.issuer.faults.set('/userinfo', 'hangs')
    const began = performance.now()
    expect(await told({ userinfo: DANA })).toEqual(down)
    expect(performance.now() - began).toBeLessThan(5000)
    stage.issuer.faults.clear()
    expect(await told({ userinfo: DANA })).toMatchObject({ status: 200, in: true })
  })
})
