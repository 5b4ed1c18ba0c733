import { describe, expect, it } from 'vitest'
import { pageSays, phoneRings, screenSays } from '../support/call.ts'
import {
  giveEmail,
  givePhone,
  stackNamed,
  type Traveller,
  timePasses,
  traveller,
  verifyText,
  walkTo,
  walkToPhone,
} from '../support/journey.ts'
import { givePassword, memberOn } from '../support/member.ts'
import { becomes } from '../support/outbox.ts'
import { failingPhone, freshPhone } from '../support/people.ts'
import { rows } from '../support/rows.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import type { Manner } from '../support/visitor.ts'

const HTMX = { htmx: true }
const line = ({ visitor }: Traveller) => visitor.page.querySelector('#line')
const says = (who: Traveller) => line(who)?.textContent?.replace(/\s+/g, ' ').trim()
const asks = (who: Traveller) => line(who)?.getAttribute('hx-trigger') ?? null
const TIME = String.raw`\d{1,2}:\d\d:\d\d [AP]M \S+`

/** Under the box for a code: how far its message has come, and when. */
describe.concurrent.each(RUNTIMES)('the live line on %s', (runtime) => {
  const texted = async (phone = freshPhone(), manner: Manner = {}) => {
    const dana = { ...(await walkToPhone(await traveller(stackNamed(runtime), manner))), phone }
    await givePhone(dana)
    return dana
  }
  const stands = (who: Traveller, set: string) => rows(who.stack, `update deliveries set ${set} where destination = ?`, who.phone.e164)

  it('tells by itself when a text was sent and when it reached the phone, then asks no more', async () => {
    const dana = await texted(freshPhone(), HTMX)
    await screenSays(dana, 'Delivered to your phone')
    expect(says(dana)).toMatch(new RegExp(`^Delivered to your phone ${TIME}\\. Sent ${TIME}\\.$`))
    expect(asks(dana)).toBeNull()
    const { requests } = dana.visitor
    await dana.visitor.tick()
    expect(dana.visitor.requests).toBe(requests)
  })

  it('tells the same without JavaScript, on a page that is looked at again', async () => {
    const dana = await texted()
    await becomes(dana.stack, dana.phone.e164, 'delivered')
    await dana.visitor.reload()
    expect(says(dana)).toMatch(new RegExp(`^Delivered to your phone ${TIME}\\.`))
    const { createdAt } = { createdAt: line(dana)?.querySelector('time')?.getAttribute('datetime') }
    expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  it('leads whoever has no JavaScript to the same page anew while more may be heard', async () => {
    const dana = await texted(failingPhone('5550158'))
    expect(says(dana)).toBe('On its way.')
    await dana.visitor.follow('See whether it arrived')
    expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/auth/register/verify-phone'])
  })

  it('leaves a half-typed code alone, and answers nothing while nothing has changed', async () => {
    const dana = await texted(failingPhone('5550154'), HTMX)
    dana.visitor.page.querySelector('#code')?.setAttribute('value', '482')
    const seen = line(dana)?.getAttribute('hx-get') ?? ''
    await stands(dana, "state = 'sent', rank = 2, sent_at = created_at")
    const same = await dana.visitor.send(`${seen.split('?')[0]}?seen=1sent2`)
    expect([same.status, same.text]).toEqual([204, ''])
    await stands(dana, "state = 'delivered', rank = 4, delivered_at = created_at + 3000")
    await dana.visitor.tick()
    expect(says(dana)).toContain('Delivered to your phone')
    expect(dana.visitor.page.querySelector('#code')?.getAttribute('value')).toBe('482')
  })

  it('says after half a minute that a text is not there yet, and offers the call first', async () => {
    const dana = await texted(failingPhone('5550154'))
    await stands(dana, "state = 'sent', rank = 2, sent_at = created_at - 31000")
    await dana.visitor.reload()
    expect(says(dana)).toContain('Not delivered yet: choose Call Me, or wait a little longer.')
    const offers = [...dana.visitor.page.querySelectorAll('button')].map((button) => button.textContent?.trim())
    expect(offers.slice(0, 3)).toEqual(['Verify code', 'Call Me', 'Send new code'])
  })

  it('asks more slowly after three minutes, and not at all once the code is dead', async () => {
    const dana = await texted(failingPhone('5550154'), HTMX)
    await stands(dana, "state = 'sent', rank = 2, sent_at = created_at")
    await dana.visitor.reload()
    expect(asks(dana)).toBe('every 2s')
    await timePasses(dana, 181)
    await dana.visitor.tick()
    expect(asks(dana)).toBe('every 10s')
    await timePasses(dana, 600)
    await dana.visitor.tick()
    expect(asks(dana)).toBeNull()
  })

  it('gives way to the whole next screen when the text has failed', async () => {
    const dana = await texted(failingPhone('5550141'), HTMX)
    await screenSays(dana, 'This number cannot get text messages.')
    expect(dana.visitor.page.querySelector('button.primary')?.textContent).toBe('Call Me')
    expect(line(dana)).toBeNull()
    await dana.visitor.press('Call Me')
    await phoneRings(dana)
  })

  it('says which code that came before still works', async () => {
    const dana = await texted()
    const first = await dana.mailbox.code(dana.phone.e164)
    await timePasses(dana, 31)
    await dana.visitor.press('Send new code')
    expect(says(dana)).toMatch(new RegExp(`The code sent at ${TIME} still works\\.$`))
    await dana.visitor.fill({ 'Verification code': first }).press('Verify code')
    expect(dana.visitor.path).toBe('/')
  })

  it('tells of mail at the registration and at the login', async () => {
    const lee = await walkTo(await traveller(stackNamed(runtime)), 'give-email')
    await giveEmail(lee)
    await pageSays(lee, 'Arrived at your mail server')
    const ruth = await memberOn(runtime, HTMX)
    await givePassword(ruth, 'email')
    await ruth.visitor.press('Send Code')
    await screenSays(ruth, 'Arrived at your mail server')
    expect(says(ruth)).toMatch(new RegExp(`^Arrived at your mail server ${TIME}\\. Sent ${TIME}\\.$`))
  })

  /** A stranger who names somebody must not learn from it that there is such a login. */
  it('is not there for the mail of a forgotten password, nor at its address', async () => {
    const dana = await memberOn(runtime)
    await dana.visitor.open('/auth/forgot-password')
    await dana.visitor.fill({ 'Username or email address': dana.person.username }).press('Send verification code')
    expect(dana.visitor.path).toBe('/auth/recover/check-email')
    expect(line(dana)).toBeNull()
    await dana.visitor.open('/auth/recover/check-email/line')
    expect([dana.visitor.path, line(dana)]).toEqual(['/auth/recover/check-email', null])
  })

  it('spends nothing, however often it is asked for', async () => {
    const dana = await texted()
    for (let looks = 0; looks < 5; looks++) await dana.visitor.send('/auth/register/verify-phone/line?seen=x')
    await verifyText(dana)
    expect(dana.visitor.path).toBe('/')
    expect(await dana.mailbox.messages(dana.phone.e164)).toHaveLength(1)
  })
})
