import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerTo, away, openStage, type Stage } from '../support/false-login.ts'

const DANA = { email: 'dana@harbor.example', email_verified: true }
const ago = (seconds: number) => Math.floor(Date.now() / 1000) - seconds

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await stage.portal.somebody({ username: DANA.email })
})
afterAll(() => stage.close())

/** Somebody at a browser whose issuer knows it already, where a page asks again; the issuer answers with these claims. */
async function answeredWith(claims: Record<string, unknown>, from = '/auth/login/domain?again=300') {
  const visitor = stage.portal.newVisitor()
  const address = await away(visitor, from)
  await visitor.open(answerTo(address, stage.issuer, { code: stage.issuer.codeFor(address, { claims: { ...DANA, ...claims } }) }))
  return { status: visitor.status, heading: visitor.heading, in: visitor.cookies.names().includes('latchkey') }
}
const since = async () => Number((await stage.portal.rows('select created_at from sessions order by rowid desc limit 1'))[0]?.created_at)

describe('an issuer that is to ask again', () => {
  it.each([
    ['/auth/login/domain?again=300', '300'],
    // Without an age, as long as the way there and back may take.
    ['/auth/login/domain?again=', '600'],
    ['/auth/login/domain?again=soon', '600'],
  ])('is told so: %s', async (from, age) => {
    const { searchParams } = await away(stage.portal.newVisitor(), from)
    expect([searchParams.get('prompt'), searchParams.get('max_age')]).toEqual(['login', age])
  })

  it('is not told so for a login', async () => {
    const { searchParams } = await away(stage.portal.newVisitor())
    expect([searchParams.get('prompt'), searchParams.get('max_age')]).toEqual([null, null])
  })

  const refused = { status: 403, heading: 'This login could not be checked', in: false }

  /** Whoever sits at a desk that was left can take `prompt` and `max_age` out of the address. */
  it.each<[string, Record<string, unknown>]>([
    ['does not say when it did', {}],
    ['did long ago', { auth_time: ago(1000) }],
    ['says no time', { auth_time: 'just now' }],
  ])('lets nobody in that %s', async (_, claims) => {
    expect(await answeredWith(claims)).toEqual(refused)
  })

  it('lets in whom it asked just now, and the session says when', async () => {
    const at = ago(60)
    expect(await answeredWith({ auth_time: at })).toMatchObject({ status: 200, in: true })
    expect(await since()).toBe(at * 1000)
  })

  it('can’t be told another age by a cookie that was changed', async () => {
    const visitor = stage.portal.newVisitor()
    const address = await away(visitor, '/auth/login/domain?again=300')
    const cookie = visitor.cookies.get('latchkey-domain') ?? ''
    for (const changed of [cookie.replace('-300.', '-99999.'), cookie.replace('-300.', '.')]) {
      visitor.cookies.set('latchkey-domain', changed)
      const code = stage.issuer.codeFor(address, { claims: { ...DANA, auth_time: ago(1000) } })
      await visitor.open(answerTo(address, stage.issuer, { code }))
      expect([changed === cookie, visitor.heading]).toEqual([false, 'This login is out of date'])
    }
  })
})

it('a login says in the session when the issuer authenticated, where that is told', async () => {
  const at = ago(5000)
  expect(await answeredWith({ auth_time: at }, '/auth/login/domain')).toMatchObject({ in: true })
  expect(await since()).toBe(at * 1000)
})
