import { afterEach, expect, it } from 'vitest'
import { DatabaseUnavailable } from '../../src/storage/database.ts'
import { comeBackWith, openStage, type Stage } from '../support/false-login.ts'

const DISCOVERY = '/.well-known/openid-configuration'
const DANA = { email: 'dana@harbor.example', email_verified: true }

let stage: Stage
afterEach(() => stage.close())

/** Each has an issuer of which nothing is known yet. */
it.each([
  ['fails', DISCOVERY, 503, 'Your domain cannot be reached'],
  ['has another name', DISCOVERY, 403, 'This login could not be checked'],
] as const)('nobody is sent to an issuer that %s', async (fault, path, status, heading) => {
  stage = await openStage()
  stage.issuer.faults.set(path, fault)
  const visitor = await stage.portal.newVisitor().open('/auth/login/domain')
  expect([visitor.status, visitor.path, visitor.heading]).toEqual([status, '/auth/login/domain', heading])
  expect(visitor.cookies.names()).toEqual([])
  stage.issuer.faults.clear()
  const { headers } = await visitor.send('/auth/login/domain')
  expect(headers.location).toContain(`${stage.issuer.url}/authorize?`)
})

it('nobody is let in by an issuer whose keys can’t be had', async () => {
  stage = await openStage()
  await stage.portal.somebody({ username: DANA.email })
  stage.issuer.faults.set('/keys', 'fails')
  const visitor = await comeBackWith(stage, stage.portal.newVisitor(), { claims: DANA })
  expect([visitor.status, visitor.heading]).toEqual([503, 'Your domain cannot be reached'])
})

it('an issuer is asked where it is and which keys it has once for many logins', async () => {
  stage = await openStage()
  await stage.portal.somebody({ username: DANA.email })
  for (const _ of [1, 2, 3]) expect((await comeBackWith(stage, stage.portal.newVisitor(), { claims: DANA })).path).toBe('/')
  expect(stage.issuer.visited).toEqual([DISCOVERY, '/token', '/keys', '/token', '/token'])
})

/** Fault 5: nothing fails open, and the way back begins with a fresh answer, since this one is spent. */
it('without the database nobody is let in', async () => {
  stage = await openStage()
  await stage.portal.somebody({ username: DANA.email })
  const { batch } = stage.portal.database
  stage.portal.database.batch = () => Promise.reject(new DatabaseUnavailable('of the test'))
  const visitor = await comeBackWith(stage, stage.portal.newVisitor(), { claims: DANA })
  expect([visitor.status, visitor.heading]).toEqual([503, 'We cannot go on right now'])
  expect(visitor.cookies.names()).not.toContain('latchkey')
  expect(visitor.page.querySelector('main a')?.getAttribute('href')).toBe('/auth/login/domain')
  stage.portal.database.batch = batch
  expect((await comeBackWith(stage, visitor, { claims: DANA })).path).toBe('/')
})

it('an issuer that ended without a word is told from one that refuses', async () => {
  stage = await openStage()
  const { portal, issuer } = stage
  await issuer.stop()
  const visitor = await portal.newVisitor().open('/auth/login/domain')
  expect([visitor.status, visitor.heading]).toEqual([503, 'Your domain cannot be reached'])
  await visitor.follow('Back to log in')
  expect(visitor.path).toBe('/auth/login')
})

it('where none is set up, the panel says so, and leads back', async () => {
  stage = await openStage({
    DOMAIN_ISSUER: '',
    DOMAIN_CLIENT_ID: '',
    DOMAIN_CLIENT_SECRET: '',
    DOMAIN_EMAIL_DOMAINS: '',
    SUPPORT: 'Ward 3',
  })
  const visitor = await stage.portal.newVisitor().open('/auth/login')
  await visitor.follow('Login')
  expect([visitor.status, visitor.path, visitor.heading]).toEqual([200, '/auth/login/domain', 'Domain login is not set up'])
  expect(visitor.words).toContain('Logging in with a Staff domain account is not set up here.')
  expect(visitor.words).toContain('ask Ward 3')
  await visitor.follow('Back to log in')
  expect(visitor.path).toBe('/auth/login')
  await visitor.open('/auth/login/domain/callback?code=1&state=2')
  expect(visitor.heading).toBe('Domain login is not set up')
})
