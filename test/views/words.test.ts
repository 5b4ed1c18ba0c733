import { describe, expect, it } from 'vitest'
import { hours, minutes, PHONE_CODE_LIFETIME, seconds } from '../../src/domain/policy.ts'
import { duration } from '../../views/duration.ts'
import { smsCode } from '../../views/messages/sms-code.ts'
import { text } from '../../views/text.ts'
import { wordsFor } from '../../views/words.ts'
import { ALL, NOW, REFUSALS, SUPPORT } from './refusals.ts'

const cases = ALL.map((refusal, i) => ({ name: `${refusal.reason} ${i}`, ...wordsFor(refusal, NOW, SUPPORT) }))
const SENDER = { brandName: 'Latchkey', portalName: 'Provider Portal', support: SUPPORT, language: 'en-US' }
const WHAT_TO_DO = /\b(Choose|Check|Enter|Type|Ask|Wait|Use|Leave it out|Answer|You can ask)\b/
const NOT_SAID = /\b(error|please|invalid|oops|sorry|failed|illegal|forbidden|unfortunately|try again later)\b/i
const FIELDS = [
  null,
  'username',
  'email',
  'country',
  'number',
  'extension',
  'password',
  'again',
  'code',
  'registrationCode',
  'firstName',
  'lastName',
  'npi',
]

describe('every refusal', () => {
  it.each(cases)('$name says what to do next', ({ words }) => expect(words).toMatch(WHAT_TO_DO))
  it.each(cases)('$name blames nobody, and begs for nothing', ({ words }) => expect(words).not.toMatch(NOT_SAID))
  it.each(cases)('$name is made of whole sentences', ({ words }) => {
    expect(words).toMatch(/^[A-Z].*\.$/)
    expect(words).not.toMatch(/undefined|NaN|null|\s\s|\.\./)
  })
  it.each(cases)('$name belongs to a field that exists', ({ field }) => expect(FIELDS).toContain(field))
})

it('stands in the list under its own reason', () => {
  for (const [reason, refusals] of Object.entries(REFUSALS)) for (const refusal of refusals) expect(refusal.reason).toBe(reason)
})

describe('a refusal tells the numbers it knows', () => {
  const words = (refusal: (typeof ALL)[number]) => wordsFor(refusal, NOW, SUPPORT).words
  it('the least length', () => expect(words({ reason: 'password-too-short', shortest: 15 })).toContain('at least 15 characters'))
  it('the wait', () => expect(words({ reason: 'too-soon', wait: seconds(29) })).toContain('in 29 seconds'))
  it('the rest', () => expect(words({ reason: 'codes-locked', until: NOW + minutes(15) })).toContain('Wait 15 minutes'))
  it('whom to ask', () => expect(words({ reason: 'account-disabled' })).toContain(`Ask ${SUPPORT}`))
  it('the tries left, from three on', () => {
    expect(words({ reason: 'wrong-code', triesLeft: 4 })).not.toContain('left')
    expect(words({ reason: 'wrong-code', triesLeft: 3 })).toContain('You have 3 tries left.')
    expect(words({ reason: 'wrong-code', triesLeft: 1 })).toContain('You have 1 try left.')
  })
})

/** The mail's are in test/delivery/words.test.ts. */
it('a time is written on the screens as in the messages', () => {
  const sms = smsCode(SENDER, { purpose: 'login', code: '048213', lifetime: PHONE_CODE_LIFETIME, host: 'portal.example' })
  const works = [sms, text.verifyPhone.works, text.verifyEmail.works].map((said) => /works for (\d+ \w+)/.exec(said)?.[1])
  expect(works).toEqual(['10 minutes', '10 minutes', '60 minutes'])
})

describe('the words of the screens', () => {
  const all = stringsOf(text)
  it('blame nobody, and beg for nothing', () => {
    expect(all.length).toBeGreaterThan(120)
    expect(all.filter((words) => NOT_SAID.test(words))).toEqual([])
  })
  it('end each sentence where there is more than one', () => {
    expect(all.filter((words) => /[.!?] [A-Z]/.test(words) && !/[.?…:]$/.test(words))).toEqual([])
  })
  it('leave nothing open', () => {
    expect(all.filter((words) => /undefined|NaN|\[object|\s\s/.test(words) || words !== words.trim())).toEqual([])
  })
})

describe('a time in words is rounded up, so that nobody comes too early', () => {
  it.each([
    [1, '1 second'],
    [seconds(1), '1 second'],
    [seconds(29) + 1, '30 seconds'],
    [seconds(59), '59 seconds'],
    [seconds(60), '1 minute'],
    [seconds(61), '2 minutes'],
    [minutes(15), '15 minutes'],
    [minutes(59) + 1, '60 minutes'],
    [minutes(60), '60 minutes'],
    [minutes(61), '61 minutes'],
    [minutes(119), '119 minutes'],
    [minutes(119) + 1, '2 hours'],
    [minutes(120), '2 hours'],
    [minutes(121), '3 hours'],
    [hours(24), '24 hours'],
  ])('%i ms: %s', (ms, words) => expect(duration(ms)).toBe(words))
})

/** Each string of a tree of words; those that are made for a value are made for one. */
function stringsOf(tree: unknown): string[] {
  if (typeof tree === 'string') return [tree]
  if (typeof tree === 'function') return stringsOf(tree('phone', 2, 'words'))
  return typeof tree === 'object' && tree !== null ? Object.values(tree).flatMap(stringsOf) : []
}
