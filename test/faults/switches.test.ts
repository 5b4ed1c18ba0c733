import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../src/domain/challenge.ts'
import { run } from '../cli/program.ts'
import { answerAndKey, numberShown, pageSays, phoneRings } from '../support/call.ts'
import { goWrong, requestsTo } from '../support/carrier.ts'
import {
  giveEmail,
  givePhone,
  goOn,
  logIn,
  stackNamed,
  type Traveller,
  timePasses,
  traveller,
  verifyEmail,
  walkTo,
} from '../support/journey.ts'
import { atNewPhone, phoneMember } from '../support/lost-phone.ts'
import { memberAt, recoveringAt } from '../support/member.ts'
import { becomes, marked, providersAreWell, sweepAfterRest } from '../support/outbox.ts'
import { freshPhone } from '../support/people.ts'
import { rows } from '../support/rows.ts'

const stack = stackNamed('quiet')
beforeEach(() => providersAreWell(stack))
const REFUSED = 'These messages are switched off for now, so no code was sent.'
const NO_TEXTS = 'Text messages cannot be sent right now. Choose Call Me.'

/** As an operator does it. @returns what it said */
async function turn(channel: Channel, ...to: string[]): Promise<string> {
  const { url: DATABASE_URL, token: DATABASE_AUTH_TOKEN } = stack.database
  const program = run(process.execPath, ['src/cli/switch.ts', channel, ...to], { DATABASE_URL, DATABASE_AUTH_TOKEN })
  expect([await program.ended, program.said()]).toEqual([0, expect.any(String)])
  return program.said()
}
const off = (channel: Channel) => turn(channel, 'off', 'tried in a test')
afterEach(() => rows(stack, 'delete from switches'))
afterAll(() => rows(stack, 'delete from switches'))

const buttons = ({ visitor }: Traveller) => [...visitor.page.querySelectorAll('button')].map(({ textContent }) => textContent?.trim() ?? '')
/** What was sent to a number; look-ups are none. */
const sentTo = async ({ phone }: Traveller) =>
  (await requestsTo(stack, phone.e164)).filter(({ path }) => path === '/v2/messages' || path === '/v2/calls').length

async function registersByCall(dana: Traveller) {
  await answerAndKey(dana, await phoneRings(dana), `${numberShown(dana)}#`)
  await pageSays(dana, 'Your phone is confirmed')
  await dana.visitor.press('Continue')
}

/** Where a phone may be texted or called: who stands there, how it is asked for, and where the call leads. */
const PLACES: Record<
  string,
  { arrive(): Promise<Traveller>; ask(who: Traveller, button: 'Send Code' | 'Call Me'): Promise<unknown>; to: string }
> = {
  'in a registration': { arrive: async () => walkTo(await traveller(stack), 'give-phone'), ask: givePhone, to: '/' },
  'at a login': { arrive: () => memberAt(stack, 'send-code'), ask: ({ visitor }, button) => visitor.press(button), to: '/' },
  'in a recovery': {
    arrive: () => recoveringAt(stack, 'choose-phone'),
    ask: ({ visitor }, button) => visitor.press(button),
    to: '/auth/recover/new-password',
  },
  'for a new phone': {
    arrive: async () => {
      const who = await phoneMember(stack)
      await atNewPhone(who)
      return { ...who, phone: freshPhone() }
    },
    ask: givePhone,
    to: '/',
  },
}

/** Fault 23. */
describe.each(Object.entries(PLACES))('while texts are switched off, %s', (_, { arrive, ask, to }) => {
  it('the screen says so, the call comes first, a text is refused and none sent, and a call leads through', async () => {
    const dana = await arrive()
    expect(dana.visitor.words).not.toContain(NO_TEXTS)
    const before = await sentTo(dana)
    expect(await off('sms')).toContain('sms is off since')
    await dana.visitor.reload()
    expect(dana.visitor.words).toContain(NO_TEXTS)
    expect(buttons(dana).indexOf('Call Me')).toBeLessThan(buttons(dana).indexOf('Send Code'))
    await ask(dana, 'Send Code')
    expect([dana.visitor.status, dana.visitor.words]).toEqual([422, expect.stringContaining(REFUSED)])
    expect(await sentTo(dana)).toBe(before)
    await ask(dana, 'Call Me')
    await registersByCall(dana)
    expect(dana.visitor.path).toBe(to)
  })
})

/** Fault 23. */
describe('a channel that is switched off', () => {
  it('while a code is asked for, sends no other, and a call leads on', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-phone')
    await dana.mailbox.expect(dana.phone.e164)
    await off('sms')
    await timePasses(dana, 31)
    await dana.visitor.reload()
    expect(dana.visitor.words).toContain(NO_TEXTS)
    await dana.visitor.press('Send new code')
    expect([dana.visitor.status, dana.visitor.words]).toEqual([422, expect.stringContaining(REFUSED)])
    expect(await sentTo(dana)).toBe(1)
    await dana.visitor.press('Call Me')
    await answerAndKey(dana, await phoneRings(dana), `${numberShown(dana)}#`)
    await pageSays(dana, 'Your phone is confirmed')
  })

  it('while it rings, ends no call that is under way', async () => {
    const dana = await walkTo(await traveller(stack), 'give-phone')
    await givePhone(dana, 'Call Me')
    await phoneRings(dana)
    await off('voice')
    await registersByCall(dana)
    expect(dana.visitor.path).toBe('/')
  })

  it('leaves the other, and is as before once it is on again', async () => {
    await off('voice')
    const dana = await walkTo(await traveller(stack), 'give-phone')
    expect(dana.visitor.words).toContain('Calls cannot be made right now. Choose Send Code.')
    await givePhone(dana, 'Call Me')
    expect(dana.visitor.words).toContain(REFUSED)
    expect(await sentTo(dana)).toBe(0)
    expect(await turn('voice', 'on')).toContain('Every channel is on.')
    await dana.visitor.reload()
    expect(dana.visitor.words).not.toContain('right now')
    await givePhone(dana, 'Call Me')
    await registersByCall(dana)
    expect(dana.visitor.path).toBe('/')
  })

  it('with the other one leaves Email, which the choice of a method says', async () => {
    await off('sms')
    await off('voice')
    const dana = await traveller(stack)
    await logIn(dana)
    expect(dana.visitor.words).toContain('Text messages and calls do not work right now. Choose Email')
    await goOn(dana, 'portal', 'Email')
    expect(dana.visitor.path).toBe('/')
  })

  it('is mail: no code is sent, until it is on again', async () => {
    const dana = await walkTo(await traveller(stack), 'give-email')
    await off('email')
    await dana.visitor.reload()
    expect(dana.visitor.words).toContain('Email cannot be sent right now.')
    await giveEmail(dana)
    expect([dana.visitor.status, dana.visitor.words]).toEqual([422, expect.stringContaining(REFUSED)])
    expect(await requestsTo(stack, dana.email)).toEqual([])
    await turn('email', 'on')
    await giveEmail(dana)
    await verifyEmail(dana)
    expect(dana.visitor.path).toBe('/auth/register/set-password')
  })

  it('holds back what was due before, until it is on again', async () => {
    const dana = await walkTo(await traveller(stack), 'give-email')
    await goWrong(stack, { provider: 'resend', to: dana.email, status: 429 })
    await giveEmail(dana)
    await marked(stack, dana.email)
    await off('email')
    await sweepAfterRest(stack, dana.email)
    expect(await requestsTo(stack, dana.email)).toHaveLength(1)
    await turn('email', 'on')
    await sweepAfterRest(stack, dana.email)
    await becomes(stack, dana.email, 'delivered')
    await verifyEmail(dana)
    expect(dana.visitor.path).toBe('/auth/register/set-password')
  })
})
