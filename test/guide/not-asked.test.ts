import { describe, expect, it } from 'vitest'
import { answerAndKey, pageSays, phoneRings } from '../support/call.ts'
import { givePhone, stackNamed, traveller, walkToPhone } from '../support/journey.ts'
import { givePassword, member } from '../support/member.ts'
import { count, flowOf, rows } from '../support/rows.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import { stepUpAt } from '../support/step-up.ts'
import { Visitor } from '../support/visitor.ts'

const NOT_ASKED = 'Whoever answered said they did not ask for this call.'
const LETTER = /was not asked for/

/** J16, J18: "If you did not ask for this call, press nine and then the pound key." */
describe.concurrent.each(RUNTIMES)('whoever is called and did not ask, on %s', (runtime) => {
  const stack = stackNamed(runtime)
  const suppressed = (to: string) =>
    rows(
      stack,
      'select reason from suppressions where destination_key = (select destination_key from deliveries where destination = ? limit 1)',
      to,
    )

  it('stops a registration with 9 and the pound key: its number is forgotten, and its address is told', async () => {
    const dana = await walkToPhone(await traveller(stack))
    await givePhone(dana, 'Call Me')
    await answerAndKey(dana, await phoneRings(dana), '9#')
    await pageSays(dana, `${NOT_ASKED} Check the number.`)
    expect(dana.visitor.path).toBe('/auth/register/give-phone')
    await dana.mailbox.spoken(dana.phone.e164, /we will not call you again today/)
    const { id } = await flowOf(stack, dana.person.username)
    expect(await rows(stack, 'select step, phone from flows where id = ?', String(id))).toMatchObject([{ step: 'give-phone', phone: null }])
    expect(await suppressed(dana.phone.e164)).toMatchObject([{ reason: 'not-asked' }])
    expect(await count(stack, 'audit_events', "flow_id = ? and event = 'call-disowned'", String(id))).toBe(1)
    const letter = (await dana.mailbox.expect(dana.email, 2)).at(-1)
    expect(letter?.subject).toMatch(LETTER)
    expect(letter?.text).toContain(dana.phone.e164.slice(-4))
    expect(letter?.text).not.toContain(dana.phone.e164)
  })

  it('ends a login by hanging up after the 9, and the account is told to change its password', async () => {
    const lee = await member(stack)
    await givePassword(lee)
    await lee.visitor.press('Call Me')
    const call = await phoneRings(lee)
    await answerAndKey(lee, call, '9')
    await fetch(`${stack.carrier}/carrier/calls/${call}/hangup`, { method: 'POST' })
    await pageSays(lee, NOT_ASKED.slice(0, -1))
    expect(lee.visitor.path).toBe('/auth/login')
    const letter = (await lee.mailbox.expect(lee.email)).at(-1)
    expect(letter?.text).toContain('somebody else knows your password: change it now')
    expect(await suppressed(lee.phone.e164)).toMatchObject([{ reason: 'not-asked' }])
    await lee.visitor.open('/auth/login/enter-code')
    expect(lee.visitor.path).toBe('/auth/login')
  })

  it('ends what was asked of somebody who is signed in, who stays signed in and is told so', async () => {
    const ruth = await stepUpAt(stack, 'send-code')
    await ruth.visitor.press('Call Me')
    await answerAndKey(ruth, await phoneRings(ruth), '9#')
    await pageSays(ruth, 'This was stopped')
    expect([ruth.visitor.status, ruth.visitor.path]).toEqual([200, '/auth/step-up/stopped'])
    expect(ruth.visitor.words).toContain('You are still signed in.')
    await ruth.visitor.open('/')
    expect(ruth.visitor.words).toContain(ruth.person.name)
    // Whoever is not signed in finds nothing there.
    const stranger = new Visitor(stack.origin)
    await stranger.open('/auth/step-up/stopped')
    expect(stranger.path).toBe('/auth/login')
  })
})
