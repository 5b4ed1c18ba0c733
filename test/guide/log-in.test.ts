import { describe, expect, it } from 'vitest'
import { stackNamed } from '../support/journey.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import { Visitor } from '../support/visitor.ts'

/** The guide's first page: "After entering the portal's URL, the login page will display." */
describe.each(RUNTIMES)('the login page on %s', (runtime) => {
  const open = (path: string) => new Visitor(stackNamed(runtime).origin).open(path)

  it('is where whoever has no session is led', async () => {
    for (const path of ['/', '/messages', '/auth', '/auth/login']) {
      const visitor = await open(path)
      expect([visitor.status, visitor.path, visitor.heading]).toEqual([200, '/auth/login', 'Log in'])
    }
  })

  it('has a panel for domain accounts, and one for customers and providers', async () => {
    const { words, title } = await open('/auth/login')
    expect(title).toBe('Log in - Provider Portal')
    expect(words).toContain('Staff Use this if you have a Staff domain account. Login')
    expect(words).toContain(
      'Customer or provider Use this if you are a customer or provider user. Login with phone Login with email Remember me',
    )
  })

  it('leads to the registration whoever logs in with multi-factor authentication for the first time', async () => {
    const visitor = await open('/auth/login')
    expect(visitor.words).toContain('First login with multi-factor authentication? Complete your registration')
    await visitor.follow('Complete your registration')
    expect([visitor.path, visitor.heading]).toEqual(['/auth/register', 'Register for multi-factor authentication'])
  })

  it.each([
    ['Register here', '/auth/join'],
    ['Get help', '/auth/trouble'],
  ])('has the link “%s”', async (words, path) => {
    const visitor = await (await open('/auth/login')).follow(words)
    expect([visitor.status, visitor.path]).toEqual([200, path])
  })

  it.each([
    ['Login with phone', '/auth/login/with-phone'],
    ['Login with email', '/auth/login/with-email'],
  ])('has the button “%s”, and takes “Remember me” along', async (words, path) => {
    const visitor = await (await open('/auth/login')).choose('Remember me').press(words)
    expect([visitor.status, visitor.path, visitor.url.search]).toEqual([200, path, '?remember=yes'])
  })

  it('says nothing but what it knows, whatever the address asks it to say', async () => {
    const visitor = await open('/auth/login?notice=<b>Call+us</b>')
    expect(visitor.words).toBe((await open('/auth/login')).words)
  })
})
