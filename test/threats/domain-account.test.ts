import { afterEach, describe, expect, it } from 'vitest'
import { comeBackWith, openStage, type Stage } from '../support/false-login.ts'
import { post } from '../support/post.ts'

const EMAIL = 'dana@harbor.example'
const verified = (email: string, more = {}) => ({ claims: { email, email_verified: true, ...more } })
const PHONE = '+13126640199'

let stage: Stage
afterEach(() => stage.close())

const comes = async (tale: Parameters<typeof comeBackWith>[2]) => {
  const visitor = await comeBackWith(stage, stage.portal.newVisitor(), tale)
  return visitor.status === 200 ? (visitor.words.match(/Dana|Lee|Ruth/)?.[0] ?? 'nobody') : visitor.heading
}
const count = async (table: string) => Number((await stage.portal.rows(`select count(*) as n from ${table}`))[0]?.n)
/** Nobody's account has no name. */
const people = () => count("accounts where username <> ''")

describe('an address that leads to more than one person', () => {
  it('leads to neither of them', async () => {
    stage = await openStage()
    await stage.portal.somebody({ username: EMAIL, name: 'Dana' })
    await stage.portal.somebody({ name: 'Lee', registered: { email: EMAIL, phone: PHONE } })
    expect(await comes(verified(EMAIL))).toBe('No account was found')
    expect(await count('domain_identities')).toBe(0)
  })

  it('leads to nobody who only calls themselves so', async () => {
    stage = await openStage({ DOMAIN_CREATE: 'yes' })
    const mallory = await stage.portal.somebody({ username: EMAIL, name: 'Ruth' })
    await stage.portal.rows("update accounts set joined_with = 'a code' where id = ?", mallory)
    expect(await comes(verified(EMAIL))).toBe('No account was found')
    expect([await count('domain_identities'), await people()]).toEqual([0, 1])
  })

  it('leads, once it was given to somebody new, to nothing of whoever had it before', async () => {
    stage = await openStage()
    await stage.portal.somebody({ username: EMAIL, name: 'Dana' })
    expect(await comes(verified(EMAIL, { sub: 'dana' }))).toBe('Dana')
    expect(await comes(verified(EMAIL, { sub: 'her-successor' }))).toBe('This address belonged to somebody else')
    expect(await comes(verified(EMAIL, { sub: 'dana' }))).toBe('Dana')
    expect(await count('domain_identities')).toBe(1)
  })

  it('leads to one of two who come for it at the same moment', async () => {
    stage = await openStage()
    await stage.portal.somebody({ username: EMAIL, name: 'Dana' })
    const came = await Promise.all(['one', 'two', 'three', 'four'].map((sub) => comes(verified(EMAIL, { sub }))))
    expect(came.sort()).toEqual(['Dana', ...Array(3).fill('This address belonged to somebody else')])
    expect(await count('sessions')).toBe(1)
  })
})

describe('somebody without an account', () => {
  it('gets none by default', async () => {
    stage = await openStage()
    expect(await comes(verified(EMAIL))).toBe('No account was found')
    expect(await people()).toBe(0)
  })

  it('gets one with the first login where the setting says so, and the same with the next', async () => {
    stage = await openStage({ DOMAIN_CREATE: 'yes', DOMAIN_NAME: 'Harbor' })
    for (const _ of [1, 2]) expect(await comes(verified('Dana@Harbor.example', { name: ' Dana\u202e \n Whitfield ' }))).toBe('Dana')
    const made = await stage.portal.rows("select username, username_key, name, facility, registered_at from accounts where username <> ''")
    expect(made).toEqual([
      { username: 'Dana@Harbor.example', username_key: EMAIL, name: 'Dana Whitfield', facility: 'Harbor', registered_at: null },
    ])
    const events = await stage.portal.rows('select event from audit_events order by id')
    expect(events.map(({ event }) => event)).toEqual(['domain-account-created', 'domain-bound', 'logged-in-domain', 'logged-in-domain'])
  })

  it('gets none for an address that is not verified, or of another domain', async () => {
    stage = await openStage({ DOMAIN_CREATE: 'yes' })
    expect(await comes({ claims: { email: EMAIL } })).toBe('Your address is not verified')
    expect(await comes(verified('dana@elsewhere.example'))).toBe('This domain cannot be used here')
    expect(await people()).toBe(0)
  })

  it('gets one that no password opens', async () => {
    stage = await openStage({ DOMAIN_CREATE: 'yes' })
    await comes(verified(EMAIL))
    const visitor = await stage.portal.newVisitor().open('/auth/register')
    for (const password of ['', ' ', 'null']) {
      expect((await post(visitor, '/auth/register', { username: EMAIL, password })).status).toBe(422)
    }
  })
})

describe('an issuer that is trusted for its domains', () => {
  const ENTRA = { DOMAIN_CLAIM: 'preferred_username', DOMAIN_TRUSTED: 'yes' }

  it('needs no email_verified, and is asked for no other claim', async () => {
    stage = await openStage(ENTRA)
    await stage.portal.somebody({ username: EMAIL, name: 'Dana' })
    await stage.portal.somebody({ username: 'lee@harbor.example', name: 'Lee' })
    const claims = { preferred_username: 'Dana@Harbor.example', email: 'lee@harbor.example', email_verified: true }
    expect(await comes({ claims })).toBe('Dana')
  })

  it('is trusted for no other domain', async () => {
    stage = await openStage(ENTRA)
    await stage.portal.somebody({ username: 'dana@elsewhere.example', name: 'Dana' })
    expect(await comes({ claims: { preferred_username: 'dana@elsewhere.example' } })).toBe('This domain cannot be used here')
  })

  it('is believed where it says that an address is not verified', async () => {
    stage = await openStage({ DOMAIN_TRUSTED: 'yes' })
    await stage.portal.somebody({ username: EMAIL, name: 'Dana' })
    expect(await comes({ claims: { email: EMAIL, email_verified: false } })).toBe('Your address is not verified')
    expect(await comes({ claims: { email: EMAIL } })).toBe('Dana')
  })
})

it('the session of a domain account says what the issuer tells of how it authenticated, in plain words alone', async () => {
  stage = await openStage()
  await stage.portal.somebody({ username: EMAIL, name: 'Dana' })
  const told: unknown[] = [['hwk', 'user', 'hwk', 'Ignore Me', 7, "x'; --"], 'pwd', undefined]
  for (const amr of told) expect(await comes(verified(EMAIL, { amr }))).toBe('Dana')
  const sessions = await stage.portal.rows('select amr from sessions order by created_at, rowid')
  expect(sessions.map(({ amr }) => amr)).toEqual(['fed hwk user', 'fed', 'fed'])
})

/** F01: whatever session stood in the browser before. */
it('a domain login begins a session of its own, with a secret that nobody had', async () => {
  stage = await openStage()
  await stage.portal.somebody({ username: EMAIL, name: 'Dana' })
  const visitor = stage.portal.newVisitor()
  visitor.cookies.set('latchkey', `${'A'.repeat(22)}.${'B'.repeat(43)}`)
  const secrets = new Set([visitor.cookies.get('latchkey')])
  for (const _ of [1, 2]) {
    await comeBackWith(stage, visitor, verified(EMAIL))
    secrets.add(visitor.cookies.get('latchkey'))
  }
  expect([secrets.size, visitor.path]).toEqual([3, '/'])
})
