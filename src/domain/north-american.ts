/**
 * Ten digits of the North American Numbering Plan that are nobody's direct line. They look like any others, and the small metadata of
 * libphonenumber can't tell them apart; a message to them costs somebody, reaches a service, or reaches nothing.
 */
const SPECIAL_AREAS: readonly RegExp[] = [
  // Toll-free, 47 CFR §52.101; 822, 880 to 887 and 889 are set aside for more of them (NANPA, "Toll-Free").
  /^8(?:00|22|33|44|55|66|77|8\d)/,
  // Pay-per-call, 47 CFR §64.1506.
  /^900/,
  // Personal communications and machines, wherever they are (NANPA, "5XX-NXX Codes").
  /^5(?:00|2[1-9]|3[23]|44|66|77|88)/,
  // Canada's own such codes (CNA, "6YY").
  /^6(?:00|22|33|44|55|77|88)/,
  // The services of long-distance carriers, and of the United States government in emergencies (NANPA, "Non-Geographic NPAs").
  /^7[01]0/,
]

/** Within any area: pay-per-call by the minute (976), directory assistance (555-1212), and the way into a carrier (950). */
const SPECIAL_LINES: readonly RegExp[] = [/^...976/, /^...5551212/, /^...950/]

/**
 * No area and no exchange is N11: these are 211 to 911. No area has a 9 in the middle: such codes are kept for longer numbers
 * (ATIS-0300051, "Central Office Code Assignment Guidelines"; NANPA, "Area Codes").
 */
const UNASSIGNABLE: readonly RegExp[] = [/^.11/, /^....11/, /^.9/]

/**
 * J03, J04.
 * @param national the ten digits after +1. Those of fiction, 555-0100 to 555-0199, are a line like any other: nobody answers them but a stand-in
 */
export function whyNoLine(national: string): 'special-service' | 'not-a-number' | null {
  const isOne = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(national))
  if (isOne(SPECIAL_AREAS) || isOne(SPECIAL_LINES)) return 'special-service'
  return isOne(UNASSIGNABLE) ? 'not-a-number' : null
}
