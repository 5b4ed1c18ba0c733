import { describe, expect, it } from 'vitest'
import { STEPS } from '../../src/domain/flow.ts'
import {
  givePhone,
  logIn,
  setPassword,
  stackNamed,
  type Traveller,
  traveller,
  verifyEmail,
  verifyText,
  walkTo,
} from '../support/journey.ts'
import { flowOf, rows } from '../support/rows.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import { Visitor } from '../support/visitor.ts'

/** The same person at another machine. */
const elsewhere = (who: Traveller): Traveller => ({ ...who, visitor: new Visitor(who.stack.origin) })

describe.concurrent.each(RUNTIMES)('somebody who comes back half-way, on %s', (runtime) => {
  it.each(STEPS)('and logs in with another browser, having left at %s, goes on there; the first browser does not', async (step) => {
    const dana = await walkTo(await traveller(stackNamed(runtime)), step)
    const again = elsewhere(dana)
    await logIn(again)
    // Whoever has the old password may have set the new one: it is asked for again, beside the address that was confirmed.
    const there = step === 'give-phone' || step === 'verify-phone' ? 'set-password' : step
    expect([again.visitor.status, again.visitor.path]).toEqual([200, `/auth/register/${there}`])
    if (there !== step) expect(again.visitor.words).toContain(`Welcome back. You confirmed ${dana.email} before.`)
    expect((await dana.visitor.reload()).path).toBe('/auth/register')
  })

  it('can use the code that was sent before', async () => {
    const dana = elsewhere(await walkTo(await traveller(stackNamed(runtime)), 'verify-email'))
    await logIn(dana)
    await verifyEmail(dana)
    expect(dana.visitor.path).toBe('/auth/register/set-password')
  })

  it('is told which address was confirmed before, and can change it', async () => {
    const dana = elsewhere(await walkTo(await traveller(stackNamed(runtime)), 'set-password'))
    await logIn(dana)
    expect(dana.visitor.words).toContain(
      `Welcome back. You confirmed ${dana.email} before. If that is not your address, choose Change email.`,
    )
    await dana.visitor.press('Change email')
    expect(dana.visitor.path).toBe('/auth/register/give-email')
  })

  it('logs in with the current password until the registration is complete, and with the new one after', async () => {
    const dana = elsewhere(await walkTo(await traveller(stackNamed(runtime)), 'give-phone'))
    await logIn({ ...dana, person: { ...dana.person, password: dana.password } })
    expect(dana.visitor.status).toBe(422)
    await logIn(dana)
    await setPassword(dana)
    await givePhone(dana)
    await verifyText(dana)
    expect(dana.visitor.path).toBe('/')
  })

  it('after more than an hour is told why to log in again, and keeps what was confirmed', async () => {
    const dana = await walkTo(await traveller(stackNamed(runtime)), 'set-password')
    await rows(dana.stack, 'update flows set expires_at = 1 where id = ?', String((await flowOf(dana.stack, dana.person.username)).id))
    await dana.visitor.reload()
    expect(dana.visitor.path).toBe('/auth/register')
    expect(dana.visitor.words).toContain(
      'Your registration was open for more than 60 minutes and was closed to keep it safe. Log in again: what you confirmed is kept.',
    )
    await logIn(dana)
    expect(dana.visitor.path).toBe('/auth/register/set-password')
    expect(dana.visitor.words).toContain(dana.email)
  })

  it('begins at the beginning without having logged in', async () => {
    const visitor = await new Visitor(stackNamed(runtime).origin).open('/auth/register/verify-phone')
    expect([visitor.status, visitor.path]).toEqual([200, '/auth/register'])
  })
})
