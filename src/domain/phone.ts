import { type CountryCode, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { withoutInvisible } from './invisible.ts'
import { whyNoLine } from './north-american.ts'
import { isSpecialNumber } from './special-numbers/special-number.ts'

export type PhoneRefusal =
  | 'missing'
  | 'extension'
  | 'not-ten-digits'
  | 'not-a-number'
  | 'special-service'
  | 'other-country'
  | 'country-not-offered'

export type ParsedPhone = { ok: true; e164: string } | { ok: false; reason: PhoneRefusal }

const NORTH_AMERICAN_DIGITS = 10

/** What follows a number to name an extension, in the ways people and address books write it. */
const EXTENSION = /\d\s*(?:ext(?:ension|n)?\.?|x|#|,|;|p|w)\s*(?:[=:]\s*)?\d/i

/**
 * A direct line in E.164.
 * @param typed as typed: any grouping, full-width digits, with or without the calling code
 * @param country the chosen country, ISO 3166
 * @param offered the countries that are offered: a number of any other is refused before a provider hears of it
 */
export function parsePhone(typed: string, country: string, offered: readonly string[]): ParsedPhone {
  const refuse = (reason: PhoneRefusal): ParsedPhone => ({ ok: false, reason })
  if (!offered.includes(country)) return refuse('country-not-offered')
  const text = cleaned(typed)
  if (!/\d/.test(text)) return refuse('missing')
  if (EXTENSION.test(text)) return refuse('extension')
  const number = parsePhoneNumberFromString(text, { defaultCountry: country as CountryCode, extract: false })
  const northAmerican = callingCode(country) === '1'
  if (!number?.isPossible()) return refuse(northAmerican && !text.startsWith('+') ? 'not-ten-digits' : 'not-a-number')
  if (number.ext) return refuse('extension')
  if (number.countryCallingCode !== callingCode(country)) return refuse('other-country')
  // Canada's 310-1234 is a number, and nobody's own.
  if (northAmerican && number.nationalNumber.length !== NORTH_AMERICAN_DIGITS) return refuse('not-ten-digits')
  const noLine = northAmerican && whyNoLine(number.nationalNumber)
  if (noLine) return refuse(noLine)
  if (isSpecialNumber(number.countryCallingCode, number.nationalNumber)) return refuse('special-service')
  if (!number.isValid()) return refuse('not-a-number')
  if (number.country && number.country !== country) return refuse('other-country')
  return { ok: true, e164: number.number }
}

const cleaned = (typed: string): string =>
  withoutInvisible(typed.normalize('NFKC'))
    .trim()
    .replace(/^tel:\s*/i, '')

/** `1` for US. */
export const callingCode = (country: string): string => getCountryCallingCode(country as CountryCode)
