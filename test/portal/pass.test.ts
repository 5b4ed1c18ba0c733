import { createRemoteJWKSet, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifier } from '../../src/portal/pass.ts'
import { claimsOf, DANA, GUARD, NOON, type OpenPortal, ORIGIN, openPortal, sign } from './open-portal.ts'

let portal: OpenPortal
beforeAll(async () => {
  portal = await openPortal()
})
beforeEach(() => {
  portal.now = NOON
})
afterAll(() => portal.close())

const DANAS = claimsOf(DANA)
const IAT = NOON / 1000
const bring = async (pass: string | undefined, path = '/', init = {}) =>
  portal.app.request(path, { ...init, headers: pass === undefined ? {} : { 'Latchkey-Pass': pass } })

const encoded = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
const stranger = await generateKeyPair('EdDSA')
const other = await generateKeyPair('RS256')
const good = await sign(DANAS)
const tampered = () => {
  const [header, , signature] = good.split('.')
  return `${header}.${encoded({ ...DANAS, sub: 'lee' })}.${signature}`
}

/** K02. */
describe('whoever reaches the portal past the guard', () => {
  const BAD: [string, () => string | undefined | Promise<string>][] = [
    ['without a pass', () => undefined],
    ['with an empty one', () => ''],
    ['with something else', () => 'dana'],
    ['with two at once', () => `${good}, ${good}`],
    ['with one that has ended', () => sign({ ...DANAS, iat: IAT - 200, exp: IAT - 31 })],
    ['with one that never ends', () => sign({ ...DANAS, exp: undefined })],
    ['with one for another portal', () => sign({ ...DANAS, aud: 'https://other.clinic.test' })],
    ['with one by another issuer', () => sign({ ...DANAS, iss: 'https://other.clinic.test' })],
    ['with one for nobody', () => sign({ ...DANAS, sub: undefined })],
    ['with one that says too little', () => sign({ ...DANAS, form_token: undefined })],
    ['with one by another key', () => sign(DANAS, stranger.privateKey)],
    ['with one by a key that nobody knows', () => sign(DANAS, GUARD.privateKey, 'k2')],
    ['with one that was changed', tampered],
    ['with an unsigned one', () => `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(DANAS)}.`],
    ['with one of another algorithm', () => new SignJWT(DANAS).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(other.privateKey)],
    [
      'with one signed by the public key as a secret',
      () => new SignJWT(DANAS).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(new Uint8Array(32)),
    ],
  ]

  it.each(BAD)('%s is refused', async (_, pass) => {
    const answer = await bring(await pass())
    expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'application/problem+json'])
    expect(await answer.json()).toEqual({
      ...{ type: 'about:blank', title: 'No valid pass', status: 401 },
      detail: 'Reach this portal by its public address, where you log in.',
    })
    expect(answer.headers.get('cache-control')).toBe('no-store, private')
  })

  it.each(['/cases', '/create-case', '/messages', '/help', '/no-such-page', '/?q=26'])('is refused at %s as well', async (path) => {
    expect((await bring(undefined, path)).status).toBe(401)
    expect((await bring(undefined, path, { method: 'POST' })).status).toBe(401)
  })

  it('learns that the portal is alive, and nothing more', async () => {
    const answer = await bring(undefined, '/healthz')
    expect([answer.status, await answer.text()]).toEqual([200, 'ok'])
  })
})

it('lets a pass in whose clock is half a minute off', async () => {
  const off = await sign({ ...DANAS, iat: IAT - 85, exp: IAT - 25 })
  expect((await bring(off)).status).toBe(200)
})

it('says that it cannot decide where the keys cannot be had, and lets nobody in', async () => {
  const nobodyThere = createRemoteJWKSet(new URL('http://127.0.0.1:9/auth/jwks.json'))
  await expect(verifier(ORIGIN, nobodyThere)(good, NOON)).rejects.toThrow('The guard’s keys')
})
