import { describe, expect, it } from 'vitest'
import { switchList, wishOf } from '../../src/cli/switch.ts'

describe('npm run switch', () => {
  it.each([
    [[], { to: 'list' }],
    [['sms', 'on'], { to: 'on', channel: 'sms' }],
    [['voice', 'off', ' calls are silent '], { to: 'off', channel: 'voice', reason: 'calls are silent' }],
  ])('takes %j', (words, wish) => expect(wishOf(words)).toEqual(wish))

  it.each([
    [['fax'], 'no channel fax'],
    [['sms'], 'Say "sms on"'],
    [['sms', 'maybe'], 'Say "sms on"'],
    [['sms', 'on', 'again'], 'Say "sms on"'],
    [['sms', 'off'], 'Say why'],
    [['sms', 'off', 'two', 'words'], 'quotation marks'],
  ])('says what is missing in %j', (words, complaint) => expect(() => wishOf(words)).toThrow(complaint))

  it('lists what is off, since when and why', () => {
    expect(switchList([])).toBe('Every channel is on.')
    expect(switchList([{ channel: 'sms', reason: 'no texts arrive', since: 1_795_539_600_000 }])).toBe(
      'sms is off since 2026-11-24T17:00:00.000Z: no texts arrive',
    )
  })
})
