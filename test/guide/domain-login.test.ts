import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { stackNamed, traveller } from '../support/journey.ts'
import { memberOn } from '../support/member.ts'
import { count, rows } from '../support/rows.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import { goToDomain, hire, logInByDomain, transfer } from '../support/staff.ts'
import { Visitor } from '../support/visitor.ts'

const verified = (email: string) => ({ email, email_verified: true })

describe.concurrent.each(RUNTIMES)('a domain account on %s', (runtime) => {
  const stack = stackNamed(runtime)
  const identities = (number: string) => count(stack, 'domain_identities', 'subject = ?', number)

  it('lets in whoever has confirmed its address, without a code of ours', async () => {
    const dana = await memberOn(runtime)
    const number = await hire(stack, verified(dana.email.toUpperCase().replace(/@.*/, '@CLINIC.example')))
    await goToDomain(dana.visitor)
    expect([dana.visitor.url.origin, dana.visitor.heading]).toEqual([stack.environment.DOMAIN_ISSUER, 'Log in to your domain'])
    await dana.visitor.fill({ 'Staff number': number }).press('Log in')
    expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/'])
    expect(dana.visitor.words).toContain(dana.person.name)
    expect(dana.visitor.cookies.names()).not.toContain('latchkey-domain')
  })

  it('says in the session how its issuer authenticated, and in the audit what was bound', async () => {
    const dana = await memberOn(runtime)
    await logInByDomain(dana.visitor, await hire(stack, verified(dana.email)))
    const [session] = await rows(
      stack,
      'select account_id, amr from sessions join accounts on accounts.id = account_id where username = ?',
      dana.person.username,
    )
    expect(session?.amr).toBe('fed pwd mfa')
    const events = await rows(stack, 'select event from audit_events where account_id = ? order by id', String(session?.account_id))
    expect(events.map(({ event }) => event)).toEqual(['domain-bound', 'logged-in-domain'])
  })

  it('lets in at its own username whoever was imported and has not registered, and leaves the registration open', async () => {
    const username = `lee.${runtime}.${Date.now()}@harbor.example`
    const lee = await traveller(stack, {}, { username: username.toUpperCase() })
    await logInByDomain(lee.visitor, await hire(stack, verified(username)))
    expect([lee.visitor.path, lee.visitor.words.includes(lee.person.name)]).toEqual(['/', true])
    expect(await count(stack, 'accounts', 'username = ? and registered_at is null', lee.person.username)).toBe(1)
  })

  it('is known again by its issuer’s own name for it, whatever became of the address', async () => {
    const dana = await memberOn(runtime)
    const number = await hire(stack, verified(dana.email))
    await logInByDomain(dana.visitor, number)
    await transfer(stack, number, verified('dana.married@elsewhere.example'))
    const later = await logInByDomain(new Visitor(stack.origin), number)
    expect([later.path, later.words.includes(dana.person.name)]).toEqual(['/', true])
    expect(await identities(number)).toBe(1)
  })

  it('comes back to the page that was asked for, in a text browser too', async () => {
    const dana = await memberOn(runtime, { textBrowser: true })
    await logInByDomain(dana.visitor, await hire(stack, verified(dana.email)), '/messages')
    expect(dana.visitor.path).toBe('/messages')
  })

  it('costs no trip to the database on the way out, and one on the way back', async () => {
    const dana = await memberOn(runtime)
    await logInByDomain(dana.visitor, await hire(stack, verified(dana.email)))
    const trips = (path: string) =>
      readFileSync(stack.log, 'utf8')
        .split('\n')
        .filter((line) => line.includes(`"path":"${path}","status":303`))
        .map((line) => /"trips":(\d+)/.exec(line)?.[1])
    await vi.waitFor(() => {
      expect(new Set(trips('/auth/login/domain'))).toEqual(new Set(['0']))
      expect(new Set(trips('/auth/login/domain/callback'))).toEqual(new Set(['1']))
    })
  })

  it('lets nobody in who chose Cancel at the issuer, and says what can be done', async () => {
    const visitor = await goToDomain(new Visitor(stack.origin))
    await visitor.press('Cancel')
    expect([visitor.status, visitor.heading]).toEqual([403, 'You were not logged in'])
    expect(visitor.words).toContain('The login with your domain account was cancelled')
    await visitor.follow('Try again')
    expect(visitor.heading).toBe('Log in to your domain')
  })

  it.each([
    ['that nobody here has', verified('nobody.here@harbor.example'), 'No account was found'],
    ['of another domain', verified('ines@elsewhere.example'), 'This domain cannot be used here'],
    ['that is not verified', { email: 'ines@harbor.example', email_verified: false }, 'Your address is not verified'],
    ['of which nothing is said', { email: 'ines@harbor.example' }, 'Your address is not verified'],
    ['that is none', {}, 'Your domain account has no address'],
  ])('lets nobody in with an address %s', async (_, claims, heading) => {
    const number = await hire(stack, claims)
    const visitor = await logInByDomain(new Visitor(stack.origin), number)
    expect([visitor.status, visitor.heading]).toEqual([403, heading])
    expect(visitor.cookies.names()).not.toContain('latchkey')
    expect(await identities(number)).toBe(0)
    await visitor.follow('Back to log in')
    expect(visitor.path).toBe('/auth/login')
  })

  it('lets nobody in whose account is switched off, whether it is bound already or not', async () => {
    const dana = await memberOn(runtime)
    const [known, unknown] = [await hire(stack, verified(dana.email)), await hire(stack, verified(dana.email))]
    await logInByDomain(dana.visitor, known)
    await rows(stack, 'update accounts set disabled_at = 1 where username = ?', dana.person.username)
    for (const number of [known, unknown]) {
      const visitor = await logInByDomain(new Visitor(stack.origin), number)
      expect([visitor.status, visitor.heading]).toEqual([403, 'This account is switched off'])
    }
    expect(await identities(unknown)).toBe(0)
  })

  it('can be another one: the issuer asks again who one is', async () => {
    const dana = await memberOn(runtime)
    await logInByDomain(dana.visitor, await hire(stack, verified('a.stranger@harbor.example')))
    await dana.visitor.follow('Use another domain account')
    expect(dana.visitor.heading).toBe('Log in to your domain')
    await dana.visitor.fill({ 'Staff number': await hire(stack, verified(dana.email)) }).press('Log in')
    // The issuer ends the session of whoever was logged in there before.
    await dana.visitor.press('Continue')
    expect(dana.visitor.path).toBe('/')
  })
})
