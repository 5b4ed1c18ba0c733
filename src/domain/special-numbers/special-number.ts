import { SPECIAL_NUMBERS } from './patterns.ts'

const known = new Map<string, RegExp | null>()

/** Compiled when the first number of its country comes. */
function patternOf(callingCode: string): RegExp | null {
  const found = new RegExp(`^${callingCode} (.+)$`, 'm').exec(SPECIAL_NUMBERS)?.[1]
  return found ? new RegExp(`^(?:${found.replaceAll('(', '(?:').replaceAll('d', '\\d')})$`) : null
}

/**
 * J05. A number that is nobody's own line, and dear, or free to whoever calls it at somebody else's cost: premium, shared cost, toll-free,
 * a personal number, a company's number, a pager, a mailbox. North America's are told by `north-american.ts`.
 * @param national without the calling code
 */
export function isSpecialNumber(callingCode: string, national: string): boolean {
  let pattern = known.get(callingCode)
  if (pattern === undefined) {
    pattern = patternOf(callingCode)
    known.set(callingCode, pattern)
  }
  return pattern?.test(national) ?? false
}
