import { describe, expect, it } from 'vitest'
import type { Channel } from '../../src/domain/challenge.ts'
import type { Way } from '../../src/domain/login.ts'
import { seconds } from '../../src/domain/policy.ts'
import { outagesAt } from '../../src/storage/outages.ts'
import { emailOfRegistration, phoneOfRegistration } from '../../views/code-place.ts'
import type { Screen } from '../../views/page.tsx'
import { ChooseMethod } from '../../views/screens/choose-method.tsx'
import { GivePhone } from '../../views/screens/give-phone.tsx'
import { SendCode } from '../../views/screens/send-code.tsx'
import { VerifyEmail } from '../../views/screens/verify-email.tsx'
import { VerifyText } from '../../views/screens/verify-phone.tsx'
import { documentOf } from '../support/document.ts'
import { TOKEN as token, WAITING, WORKING, withPassword } from './person.ts'
import { NOW } from './refusals.ts'

const PHONE: Way = { id: 'p', kind: 'phone', address: '+12025550123' }
const EMAIL: Way = { id: 'e', kind: 'email', address: 'dana@clinic.org' }
const login = (ways: readonly Way[]) => ({
  ...{ id: 'f', accountId: 'a', username: 'dana', kind: 'phone' as const, ways, remember: false, stepsUp: false, phoneProvedAt: null },
  ...{
    step: 'send-code' as const,
    lostPhone: { canBeTold: false, mayAsk: false, replaceableFrom: null, newNumber: null, newExtension: null },
  },
})

const SCREENS = {
  'choose a method': (outages: readonly Channel[]) => ChooseMethod({ token, outages }),
  'give a phone': (outages: readonly Channel[]) =>
    GivePhone({
      ...WORKING,
      outages,
      token,
      flow: { ...withPassword('dana'), step: 'give-phone', phone: null, extension: null },
      countries: [],
    }),
  'enter a code by text': (outages: readonly Channel[]) =>
    VerifyText({
      ...WAITING,
      outages,
      token,
      place: phoneOfRegistration('phone', false),
      phone: PHONE.address,
      challenge: null,
      delivery: null,
    }),
  'enter a code by mail': (outages: readonly Channel[]) =>
    VerifyEmail({ ...WAITING, outages, token, place: emailOfRegistration('phone'), email: EMAIL.address, challenge: null, delivery: null }),
  'log in': (outages: readonly Channel[]) => SendCode({ ...WORKING, outages, token, flow: login([PHONE, EMAIL]) }),
  'log in with a phone alone': (outages: readonly Channel[]) => SendCode({ ...WORKING, outages, token, flow: login([PHONE]) }),
}

const shown = (screen: Screen) => documentOf(String(screen.main))
const buttons = (screen: Screen) => [...shown(screen).querySelectorAll('button')].map((button) => button.textContent?.trim())
const note = (screen: Screen) => shown(screen).querySelector('.note')?.textContent ?? null

const NO_TEXTS = 'Text messages cannot be sent right now.'
const NO_CALLS = 'Calls cannot be made right now.'
const NEITHER = 'Text messages and calls do not work right now.'

/** Each step in each outage: what is said, and which button is first and which last. */
const TABLE: [keyof typeof SCREENS, Channel[], string | null, string[]][] = [
  ['choose a method', ['sms'], null, ['Phone', 'Email']],
  ['choose a method', ['sms', 'voice'], `${NEITHER} Choose Email, or come back in an hour to register your phone.`, ['Email', 'Phone']],
  ['give a phone', ['sms'], `${NO_TEXTS} Choose Call Me.`, ['Call Me', 'Send Code', 'Use another method']],
  ['give a phone', ['voice'], `${NO_CALLS} Choose Send Code.`, ['Send Code', 'Call Me', 'Use another method']],
  ['enter a code by text', ['sms'], `${NO_TEXTS} Choose Call Me.`, ['Verify code', 'Call Me', 'Change number', 'Send new code']],
  ['enter a code by text', ['voice'], `${NO_CALLS} Choose Send new code.`, ['Verify code', 'Send new code', 'Change number', 'Call Me']],
  [
    'enter a code by text',
    ['sms', 'voice'],
    `${NEITHER} Choose Use another method.`,
    ['Verify code', 'Use another method', 'Change number', 'Send new code', 'Call Me'],
  ],
  ['log in', ['sms', 'voice'], `${NEITHER} Choose Try another way.`, ['Try another way', 'Send Code', 'Call Me']],
  ['log in', ['email'], null, ['Send Code', 'Call Me', 'Try another way']],
]

describe('while a channel is out', () => {
  it.each(TABLE)('%s, without %j, says so and puts it last', (name, out, words, offers) => {
    const screen = SCREENS[name](out)
    expect(note(screen)).toBe(words)
    expect(buttons(screen)).toEqual(offers)
  })

  it('whoever has no other way is told how long to wait, and whom to ask', () => {
    const words = /right now\. Wait 10 minutes, then load this page again\. If it is urgent, ask .+\.$/
    expect(note(SCREENS['log in with a phone alone'](['sms', 'voice']))).toMatch(words)
    expect(note(SCREENS['enter a code by mail'](['email']))).toMatch(words)
  })

  it.each([
    [
      'sent',
      'Not delivered yet: choose Call Me, or wait a little longer.',
      'Not delivered yet: wait a little longer, or ask for a new code.',
    ],
    ['uncertain', 'ask for a new one, or choose Call Me.', 'ask for a new one.'],
  ] as const)('whoever waits for a text that is %s is offered a call only while there are calls', (state, called, uncalled) => {
    const sentAt = NOW - seconds(31)
    const delivery = { ...{ id: 'd', kind: 'sms-code' as const, state, detail: null }, createdAt: sentAt, sentAt, deliveredAt: null }
    const line = (outages: readonly Channel[]) => {
      const place = phoneOfRegistration('phone', false)
      const screen = VerifyText({ ...WAITING, outages, token, place, phone: PHONE.address, challenge: null, delivery })
      return shown(screen).querySelector('#line')?.textContent ?? ''
    }
    expect(line([])).toContain(called)
    expect(line(['voice'])).toContain(uncalled)
  })

  it('nothing is said while all channels work', () => {
    for (const screen of Object.values(SCREENS)) expect(note(screen([]))).toBeNull()
  })
})

it('a channel is out by an operator’s switch, or until its providers are tried again', () => {
  expect(outagesAt(NOW, null)).toEqual([])
  expect(outagesAt(NOW, `sms:,voice:${NOW + 1},email:${NOW - 1}`)).toEqual(['sms', 'voice'])
})
