import { describe, expect, it } from 'vitest'
import { type GuardOptions, gateway, gatewayTo, guard, guarded, type LocalOptions } from '../../src/guard/mod.ts'
import { gatehouse, keys, nobody, ORIGIN } from './gatehouse.ts'

const REMOTE = { origin: ORIGIN, key: 'a key of at least thirty-two characters' }
const LOCAL = { origin: ORIGIN, authority: { keys, renew: nobody } }

/** Options as somebody gives them who has no compiler to stop them. */
const wrong = (options: object) => options as unknown as GuardOptions & LocalOptions & { portal: string }

describe('an option that is wrong stops the start, by its name', () => {
  it.each<[string, object]>([
    ['origin must be an origin such as https://portal.example.com', { origin: undefined }],
    ['origin must be', { origin: '' }],
    ['origin must be', { origin: 'portal.example.com' }],
    ['origin must be', { origin: `${ORIGIN}/` }],
    ['origin must be', { origin: `${ORIGIN}/auth` }],
    ['origin must be', { origin: 'HTTPS://portal.example.com' }],
    ['origin must be', { origin: 'https://portal.example.com:443' }],
    ['origin must be', { origin: 'ftp://portal.example.com' }],
    ['publicPaths: health is no pattern of a path', { publicPaths: ['/ok', 'health'] }],
    ['publicPaths: /a*b is no pattern of a path', { publicPaths: ['/a*b'] }],
    ['stepUp: payments is no pattern of a path', { stepUp: { payments: { maxAge: 300 } } }],
    ['stepUp: /a demands nothing: give maxAge, method, or both', { stepUp: { '/a': {} } }],
    ['stepUp: /a: maxAge must be a number of seconds, at least 30', { stepUp: { '/a': { maxAge: 29 } } }],
    ['stepUp: /a: method must be phone or email', { stepUp: { '/a': { method: 'fax' } } }],
    ['revocation must be pass or immediate: Immediate', { revocation: 'Immediate' }],
    ['rollout: "on": on is no mode: write off, observe, warn or enforce', { rollout: 'on' }],
  ])('%s', (words, changed) => {
    for (const start of [
      () => guard(wrong({ ...REMOTE, ...changed })),
      () => guarded(wrong({ ...LOCAL, ...changed }), () => new Response()),
      () => gateway(wrong({ ...REMOTE, portal: 'http://127.0.0.1:3000', ...changed })),
    ]) {
      expect(start).toThrow(TypeError)
      expect(start).toThrow(words)
    }
  })

  it.each([undefined, '', null])('key must be given: %j', (key) => {
    const start = () => guard(wrong({ ...REMOTE, key }))
    expect(start).toThrow(TypeError)
    expect(start).toThrow('key must be the GUARD_KEY of Latchkey')
  })

  it.each([
    undefined,
    '',
    '127.0.0.1:3000',
    'portal',
    'http://127.0.0.1:3000/base',
    'http://127.0.0.1:3000/?a',
    'ftp://127.0.0.1',
    'http://',
  ])('portal must be an origin: %j', (portal) => {
    for (const start of [() => gatewayTo(wrong({ portal, origin: ORIGIN })), () => gateway(wrong({ ...REMOTE, portal }))]) {
      expect(start).toThrow(TypeError)
      expect(start).toThrow('portal must be an origin such as http://10.0.0.7:3000, without a path')
    }
  })

  it('without a word of the key', () => {
    for (const changed of [{ origin: 'x' }, { rollout: 'x' }, { publicPaths: ['x'] }])
      expect(() => guard(wrong({ ...REMOTE, ...changed }))).not.toThrow(REMOTE.key)
  })
})

it.each<[string, object]>([
  ['the least', {}],
  ['a portal on a loopback address', { origin: 'http://localhost:8787' }],
  ['all of them', { audience: 'a', publicPaths: ['/a', '/b/*'], stepUp: { '/c': { maxAge: 30, method: 'phone' } }, rollout: 'warn' }],
  ['both revocations', { revocation: 'pass' }],
  ['both revocations', { revocation: 'immediate' }],
])('starts with %s', (_, options) => {
  expect(() => guard({ ...REMOTE, ...options })).not.toThrow()
  expect(() => guarded({ ...LOCAL, ...options }, () => new Response())).not.toThrow()
})

it('takes a portal with or without the slash that a browser shows', () => {
  for (const portal of ['http://127.0.0.1:3000', 'http://127.0.0.1:3000/', 'https://portal.internal'])
    expect(() => gatewayTo({ portal, origin: ORIGIN })).not.toThrow()
})

describe('by default', () => {
  it('nothing is public, nobody is counted, and everybody is stopped', async () => {
    const answer = await guarded(LOCAL, () => new Response('in'))(new Request(ORIGIN, { headers: { Accept: 'text/html' } }))
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/auth/login?return_to=%2F'])
  })

  it('the time is the system’s', async () => {
    const { options } = gatehouse()
    const { now: _, ...withoutClock } = options
    const { SESSION_COOKIE, signed, noon } = await import('./gatehouse.ts')
    const ask = async (times: object) => {
      const cookie = `${SESSION_COOKIE}; __Host-latchkey-pass=${await signed(times)}`
      return (await guarded(withoutClock, () => new Response('in'))(new Request(ORIGIN, { headers: { Cookie: cookie } }))).status
    }
    const seconds = Math.floor(Date.now() / 1000)
    expect(await ask({ iat: seconds, exp: seconds + 60 })).toBe(200)
    expect(await ask({ iat: Math.min(noon, seconds) - 120, exp: Math.min(noon, seconds) - 60 })).toBe(401)
  })
})
