import { describe, expect, it } from 'vitest'
import { alarmLetter } from '../../views/messages/alarm.ts'

const SENDER = { brandName: 'Latchkey', portalName: 'Provider Portal', support: 'the help desk', language: 'en-US' }
const alarm = (kind: string, subject: string, count = 1) => ({ kind, subject, hour: '2026-11-24T17', count })

describe('the letter to the operators', () => {
  it('says for each alarm what happened and since when, and what can be done', async () => {
    const { subject, text } = await alarmLetter(SENDER, { alarms: [alarm('prefix', '1312555', 9_957), alarm('spend-near', 'day')] })
    expect(subject).toBe('Latchkey: 2 alarms')
    expect(text).toContain('2026-11-24T17:00 UTC. 9957 messages were held back to numbers that begin with +1312555')
    expect(text).toContain('Four fifths of the money for a day are spent (SPEND_PER_DAY).')
    expect(text).toContain('npm run switch')
  })

  it.each([
    ['country', 'MX', 'A message was held back to numbers in MX'],
    ['spend', 'day', 'the money for a day is spent'],
    ['day', 'voice', 'A message was held back by voice'],
    ['provider', 'sms/telnyx', 'sms/telnyx does not answer'],
  ])('has a sentence for %s', async (kind, subject, words) => {
    const letter = await alarmLetter(SENDER, { alarms: [alarm(kind, subject)] })
    expect(letter.subject).toBe('Latchkey: an alarm')
    expect(letter.text).toContain(words)
  })
})
