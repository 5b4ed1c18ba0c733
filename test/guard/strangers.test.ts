import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exchange } from '../support/exchange.ts'
import { GUARD_KEY, type Hop, headerOf, openHop, passOf } from './at-a-hop.ts'

/** K04 */
describe('a stranger', () => {
  let house: Hop
  beforeAll(async () => {
    house = await openHop({ TRUSTED_HOPS: '192.0.2.2, 10.0.0.0/8' })
  })
  afterAll(() => house.close())

  it.each<Record<string, string>>([
    {},
    { 'X-Forwarded-Uri': '/open/a' },
    { 'X-Forwarded-Uri': '/open/a', 'X-Forwarded-For': '10.0.0.1' },
    { 'X-Forwarded-Uri': '/open/a', 'X-Real-Ip': '192.0.2.2', Forwarded: 'for=192.0.2.2' },
    { 'Latchkey-Guard-Key': '' },
    { 'Latchkey-Guard-Key': 'another key, of just as many characters.' },
    { 'Latchkey-Guard-Key': `${GUARD_KEY}x` },
    { 'Latchkey-Guard-Key': GUARD_KEY.toUpperCase() },
  ])('is answered nothing, whatever they say: %j', async (told) => {
    const answer = await house.check({ ...told, Cookie: await house.logIn() })
    expect([answer.status, headerOf(answer, 'Latchkey-Pass'), headerOf(answer, 'Set-Cookie')]).toEqual([403, null, null])
    expect(JSON.parse(answer.text)).toMatchObject({ status: 403, title: 'Not a proxy of this house' })
  })

  it('is no proxy even where there is no key to compare with', async () => {
    const keyless = await openHop({ TRUSTED_HOPS: '', GUARD_KEY: '' })
    expect((await keyless.check({ 'Latchkey-Guard-Key': '', 'X-Forwarded-Uri': '/open/a' })).status).toBe(403)
    expect((await keyless.check({ 'Latchkey-Guard-Key': 'undefined', 'X-Forwarded-Uri': '/open/a' })).status).toBe(403)
    await keyless.close()
  })
})

describe('a guard that runs elsewhere', () => {
  let house: Hop
  beforeAll(async () => {
    house = await openHop({ TRUSTED_HOPS: '' })
  })
  afterAll(() => house.close())

  it('is given a new pass for a live session', async () => {
    const answer = await house.check({ 'Latchkey-Guard-Key': GUARD_KEY, Cookie: await house.logIn() })
    expect([answer.status, passOf(answer).name]).toEqual([200, 'Ines Castell'])
    expect(headerOf(answer, 'Set-Cookie')).toContain('latchkey-pass=')
  })

  it.each(['', 'latchkey=rubbish', `latchkey=${'a'.repeat(22)}.${'b'.repeat(43)}`, 'latchkey=null'])(
    'is told 401 for %j',
    async (session) => {
      const answer = await house.check({ 'Latchkey-Guard-Key': GUARD_KEY, Cookie: session, Accept: 'text/html' })
      expect([answer.status, headerOf(answer, 'Latchkey-Pass')]).toEqual([401, null])
    },
  )

  it('is told 401 once the session has ended', async () => {
    const ended = await house.logIn()
    const [id = ''] = ended.replace('latchkey=', '').split('.')
    await house.rows('update sessions set ended_at = 1 where id = ?', id)
    expect((await house.check({ 'Latchkey-Guard-Key': GUARD_KEY, Cookie: ended })).status).toBe(401)
  })

  it('verifies it by the keys that anybody may keep for ten minutes', async () => {
    const answer = await exchange(`${house.origin}/auth/jwks.json`)
    expect([answer.status, headerOf(answer, 'Cache-Control')]).toEqual([200, 'public, max-age=600'])
    const { keys } = JSON.parse(answer.text)
    expect(keys).toHaveLength(3)
    for (const key of keys) expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
  })
})
