import { describe, expect, it } from 'vitest'
import type { Person } from '../../src/cli/people.ts'
import { logIn, stackNamed, type Traveller, traveller } from '../support/journey.ts'
import { freshEmail, freshPhone } from '../support/people.ts'
import { RUNTIMES, WAYS } from '../support/runtimes.ts'

const NO_MATCH =
  'The username and password do not match, or this username has been tried too often. Check both and try again. After 10 wrong tries in a row a username has to rest for 15 minutes.'

const withPassword = (who: Traveller, password: string): Traveller => ({ ...who, person: { ...who.person, password } })

const registered = (): Partial<Person> => ({ kept: 'ours', registered: { email: freshEmail(), phone: freshPhone().e164 } })

/** "Enter your current Atrezzo username and password and click Login." */
describe.concurrent.each(WAYS)('the current login on $runtime, $how', ({ runtime, manner }) => {
  it('opens the registration', async () => {
    const dana = await traveller(stackNamed(runtime), manner)
    await dana.visitor.open('/auth/register')
    expect(dana.visitor.words).toContain('Step 1 of up to 6: your current login')
    expect(dana.visitor.words).toContain('log in here with your current username and password')
    await logIn(dana)
    expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/auth/register/choose-method'])
  })

  it('is refused with a wrong password, and keeps the username that was typed', async () => {
    const dana = withPassword(await traveller(stackNamed(runtime), manner), 'not it at all')
    await logIn(dana)
    const { visitor } = dana
    expect([visitor.status, visitor.path]).toEqual([422, '/auth/register'])
    expect(visitor.words).toContain(NO_MATCH)
    expect(visitor.page.querySelector('#username')?.getAttribute('value')).toBe(dana.person.username)
    expect(visitor.page.querySelector('#password')?.getAttribute('value') ?? '').toBe('')
    await visitor.fill({ Username: dana.person.username, Password: 'willow-harbor-1873' }).press('Login')
    expect(visitor.path).toBe('/auth/register/choose-method')
  })
})

describe.concurrent.each(RUNTIMES)('the current login on %s', (runtime) => {
  it('takes the username as the portal’s users write it', async () => {
    const dana = await traveller(stackNamed(runtime))
    await logIn({ ...dana, person: { ...dana.person, username: `  ${dana.person.username.toUpperCase()} ` } })
    expect(dana.visitor.path).toBe('/auth/register/choose-method')
  })

  it.each([
    ['Forgot password?', '/auth/forgot-password'],
    ['Back to log in', '/auth/login'],
  ])('has the link “%s”', async (words, path) => {
    const { visitor } = await traveller(stackNamed(runtime))
    await (await visitor.open('/auth/register')).follow(words)
    expect([visitor.status, visitor.path]).toEqual([200, path])
  })

  it('tells somebody who is registered so, after the right password, and sends them to log in', async () => {
    const maria = await traveller(stackNamed(runtime), {}, registered())
    await logIn(maria)
    expect(maria.visitor.path).toBe('/auth/login')
    expect(maria.visitor.words).toContain('You are already registered. Log in with your phone or your email below.')
    expect(maria.visitor.cookies.names()).not.toContain('latchkey-flow')
  })

  it('tells somebody whose account is switched off so, after the right password, and whom to ask', async () => {
    const omar = await traveller(stackNamed(runtime), {}, { disabled: true })
    await logIn(omar)
    expect([omar.visitor.status, omar.visitor.path]).toEqual([422, '/auth/register'])
    expect(omar.visitor.words).toContain('This account is switched off. Ask your facility’s portal administrator to switch it on.')
  })

  it('tells neither without the password, and the same to a name that nobody has', async () => {
    const stack = stackNamed(runtime)
    const dana = await traveller(stack)
    const maria = await traveller(stack, {}, registered())
    const omar = await traveller(stack, {}, { disabled: true })
    const nobody = await traveller(stack)
    const tries = [dana, maria, omar, { ...nobody, person: { ...nobody.person, username: `${nobody.person.username}-nobody` } }]
    await Promise.all(tries.map((who) => logIn(withPassword(who, 'not it at all'))))
    const [first] = tries
    expect(first?.visitor.words).toContain(NO_MATCH)
    for (const { visitor } of tries) expect([visitor.status, visitor.words]).toEqual([422, first?.visitor.words])
  })
})
