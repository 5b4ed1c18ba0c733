import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

const E164 = /^\+\d+$/

/** One form of all spellings of an address or a number: `(312) 664-0199` is `+13126640199`. Without a calling code it is a number of the US. */
export function destination(typed: string): string {
  const text = typed.normalize('NFKC').trim().toLowerCase()
  if (text.includes('@') || E164.test(text)) return text
  const bare = text.replace(/[^\d+]/g, '')
  // A plus sign that nobody escaped arrives in a query as a space.
  if (/^\s+\d/.test(typed)) return `+${bare}`
  const number = parsePhoneNumberFromString(text, 'US')
  return number?.isValid() ? number.number : bare.replace(/^(?=\d{7,15}$)/, '+')
}

export const sameDestination = (left: string, right: string) => destination(left) === destination(right)
