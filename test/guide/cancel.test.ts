import { describe, expect, it } from 'vitest'
import { STEPS } from '../../src/domain/flow.ts'
import { logIn, stackNamed, traveller, verifyEmail, walkTo } from '../support/journey.ts'
import { RUNTIMES, WAYS } from '../support/runtimes.ts'
import { Visitor } from '../support/visitor.ts'

const CANCELLED = 'Your registration was cancelled, and what you entered is forgotten. Nothing about your login has changed.'

describe.concurrent.each(RUNTIMES)('“Cancel” on %s', (runtime) => {
  it.each(STEPS)('asks first at %s, and goes back there', async (step) => {
    const { visitor } = await walkTo(await traveller(stackNamed(runtime)), step)
    const before = visitor.heading
    await visitor.follow('Cancel')
    expect([visitor.status, visitor.heading]).toEqual([200, 'Cancel your registration?'])
    expect(visitor.words).toContain(
      'What you entered will be forgotten. Your current login stays as it is, and you can start again at any time.',
    )
    await visitor.follow('No, go back')
    expect([visitor.status, visitor.path, visitor.heading]).toEqual([200, `/auth/register/${step}`, before])
  })
})

describe.concurrent.each(WAYS)('a cancelled registration on $runtime, $how', ({ runtime, manner }) => {
  it('is forgotten: the next one begins at the beginning, with the same login', async () => {
    const dana = await walkTo(await traveller(stackNamed(runtime), manner), 'set-password')
    const { visitor, email } = dana
    await (await visitor.follow('Cancel')).press('Yes, cancel')
    expect([visitor.status, visitor.path]).toEqual([200, '/auth/login'])
    expect(visitor.words).toContain(CANCELLED)
    expect(visitor.cookies.names()).not.toContain('latchkey-flow')
    await visitor.open('/auth/register/set-password')
    expect(visitor.path).toBe('/auth/register')

    await logIn(dana)
    expect(visitor.path).toBe('/auth/register/choose-method')
    await visitor.press('Phone')
    expect(visitor.path).toBe('/auth/register/give-email')
    expect(visitor.latest?.text).not.toContain(email)
  })
})

it.each(RUNTIMES)('a registration that was cancelled in another tab is over, on %s', async (runtime) => {
  const dana = await walkTo(await traveller(stackNamed(runtime)), 'verify-email')
  const tab = new Visitor(dana.stack.origin, { cookies: dana.visitor.cookies.copy() })
  await (await (await tab.open('/auth/register/verify-email')).follow('Cancel')).press('Yes, cancel')
  await verifyEmail(dana)
  expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/auth/register'])
})
