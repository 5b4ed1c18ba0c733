import { getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, it } from 'vitest'
import { parsePhone } from '../../src/domain/phone.ts'

const COUNTRIES = getCountries()
const SPECIAL = ['TOLL_FREE', 'PREMIUM_RATE', 'PERSONAL_NUMBER', 'VOICEMAIL', 'UAN', 'PAGER', 'SHARED_COST']
/** Not lines that can be reached by everybody, but lines. */
const LINES = ['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE', 'VOIP']

/** The same numbers in every run. */
function* digits(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    yield Math.floor(state / 65_536) % 10
  }
}

/** J05. */
describe('numbers that are nobody’s own line', () => {
  it.each([
    ['GB', '+44 909 879 0000', 'premium'],
    ['GB', '+44 843 012 3456', 'of shared cost'],
    ['GB', '+44 800 123 4567', 'toll-free'],
    ['GB', '+44 70 1234 5678', 'personal'],
    ['GB', '+44 7640 123456', 'a pager'],
    ['GB', '+44 55 1234 5678', 'a company’s'],
    ['DE', '+49 900 1234567', 'premium'],
    ['DE', '+49 180 5123456', 'of shared cost'],
    ['MX', '+52 900 123 4567', 'premium'],
    ['IN', '+91 1860 123 4567', 'a company’s'],
    ['PH', '+63 1800 123 4567', 'toll-free'],
    ['FR', '+33 899 12 34 56', 'premium'],
  ])('are refused in %s: %s is %s', (country, number) => {
    expect(parsePhone(number, country, [country])).toEqual({ ok: false, reason: 'special-service' })
  })

  it('and a mobile number of every country is none of them', () => {
    const refused = COUNTRIES.filter((country) => {
      const number = getExampleNumber(country, examples)
      const parsed = number && parsePhone(number.number, country, [country])
      return parsed && !parsed.ok && parsed.reason === 'special-service'
    })
    expect(refused).toEqual([])
  })

  it('as the full metadata tells them, whatever the digits', () => {
    const digit = digits(7)
    const compared = { special: 0, lines: 0 }
    for (const country of COUNTRIES.filter((code) => parsePhoneNumberFromString('1234567890', code)?.countryCallingCode !== '1'))
      for (let i = 0; i < 400; i++) {
        const national = Array.from({ length: 7 + (i % 5) }, () => digit.next().value).join('')
        const number = parsePhoneNumberFromString(national, { defaultCountry: country, extract: false })
        if (number?.country !== country || !number.isValid()) continue
        const parsed = parsePhone(number.number, country, [country])
        const type = number.getType() ?? ''
        if (SPECIAL.includes(type)) {
          compared.special++
          expect([number.number, parsed]).toEqual([number.number, { ok: false, reason: 'special-service' }])
        } else if (LINES.includes(type)) {
          compared.lines++
          expect([number.number, parsed]).not.toEqual([number.number, { ok: false, reason: 'special-service' }])
        }
      }
    expect(compared.special).toBeGreaterThan(300)
    expect(compared.lines).toBeGreaterThan(3_000)
  })
})
