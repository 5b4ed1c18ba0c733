import { describe, expect, it } from 'vitest'
import { apart, dialledWithin, keysFor, maskExtension, parseExtension, reachPhone, spokenDigits } from '../../src/domain/extension.ts'

/** J02. */
describe('an extension', () => {
  it.each([
    ['', null],
    [' ', null],
    ['4520', '4520'],
    ['x4520', '4520'],
    ['ext. 4520', '4520'],
    ['Extension: 4520', '4520'],
    [';ext=4520', '4520'],
    ['#4520', '4520'],
    ['4520#', '4520'],
    ['45-20', '4520'],
    ['４５２０', '4520'],
    [',,4520', 'wwww4520'],
    ['w4520', 'w4520'],
    ['W4520', 'ww4520'],
    ['1,4520', '1ww4520'],
  ])('is read as people write it: “%s”', (typed, extension) => expect(parseExtension(typed)).toEqual({ ok: true, extension }))

  it.each([
    ['front desk', 'not-digits'],
    ['45*20', 'not-digits'],
    ['45;DROP', 'not-digits'],
    [',,', 'not-digits'],
    ['1'.repeat(21), 'too-long'],
  ])('is refused where it can’t be dialled: “%s”', (typed, reason) => expect(parseExtension(typed)).toEqual({ ok: false, reason }))

  it.each([
    ['2025550123x45', '2025550123', '45'],
    ['(202) 555-0123 ext 5', '(202) 555-0123', '5'],
    ['202-555-0123,,45', '202-555-0123', 'wwww45'],
    ['tel:+1-202-555-0123;ext=45', '+1-202-555-0123', '45'],
    ['2025550123p45', '2025550123', 'ww45'],
    ['2025550123#45', '2025550123', '45'],
  ])('that stands behind the number is taken over: %s', (typed, number, extension) =>
    expect(apart({ number: typed })).toEqual({ number, extension }),
  )

  it('is never left out where both boxes have one', () =>
    expect(reachPhone({ country: 'US', number: '(312) 664-0123 x45', extension: '46', channel: 'voice' }, ['US'])).toEqual({
      ok: false,
      reason: 'phone-extension',
    }))

  it('is reached by a call, and by no text', () => {
    const typed = { country: 'US', number: '(312) 664-0123', extension: 'x4520' }
    expect(reachPhone({ ...typed, channel: 'voice' }, ['US'])).toEqual({ ok: true, e164: '+13126640123', extension: '4520' })
    expect(reachPhone({ ...typed, channel: 'sms' }, ['US'])).toEqual({ ok: false, reason: 'extension-by-text' })
  })

  it('is dialled after a moment, spoken digit by digit, and shown by its end', () => {
    expect(keysFor('4520')).toBe('wwww4520')
    expect(dialledWithin('wwww4520')).toBe(9000)
    expect(spokenDigits('ww4520')).toBe('4, 5, 2, 0')
    expect([maskExtension('ww4520'), maskExtension('45')]).toEqual(['…20', '…5'])
  })
})
