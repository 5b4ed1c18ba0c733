/** The path that is decided on is the path that is forwarded; where two programs could read it as two paths, nobody decides. */

/** Separators and escapes that one program reads as a part of the path and another as a character. */
const AMBIGUOUS = /[\\;\p{Cc}]|\/\/|%u?[0-9a-f]{2}/iu
/** Characters of an address, with its query; servers differ beyond that. */
const LONGEST = 16_384
/** What Windows makes a slash or a backslash of, where a program asks it for an older character set. */
const LIKE_SLASHES = /[\u2044\u2215\u2216]/u

/**
 * @param address as the request has it, whole
 * @returns the path as it will be forwarded; null where it is ambiguous: not as a WHATWG URL writes it (`.` and `..` resolved), an encoded slash
 *   or backslash, a letter like one, an escape of an escape, `;`, `//`, a control character, malformed UTF-8, a part of nothing but dots
 *   and spaces, or more than 16,384 characters
 */
export function pathOf(address: string): string | null {
  if (address.length > LONGEST) return null
  const path = URL.parse(address)?.pathname
  if (path === undefined || address.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '') !== path) return null
  const plain = decoded(path)
  const read = plain?.normalize('NFKC')
  if (plain === undefined || read === undefined || LIKE_SLASHES.test(plain) || AMBIGUOUS.test(read)) return null
  if (slashes(read) !== slashes(path)) return null
  return read.split('/').some((part) => part !== '' && withoutTail(part) === '') ? null : path
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

const slashes = (path: string): number => path.split('/').length

/** Windows drops dots and spaces at the end of a name. */
function withoutTail(part: string): string {
  let end = part.length
  while (end > 0 && (part[end - 1] === '.' || part[end - 1] === ' ')) end -= 1
  return part.slice(0, end)
}

/** `/health`: this path. `/assets/*`: this path and all below it. */
export type PathPattern = `/${string}`

/** @throws TypeError that names the pattern */
export function checkPattern(pattern: string): void {
  const bare = pattern.replace(/\/\*$/, '')
  const isWhole = pattern.startsWith('/') && !bare.includes('*') && (bare === pattern || !bare.endsWith('/'))
  if (!isWhole || (bare !== '' && pathOf(`http://portal${bare}`) !== bare))
    throw new TypeError(`${pattern} is no pattern of a path: write /path, or /path/* for all below it too`)
}

/** Whether a rule that opens a path holds for it: to the letter, or not at all. */
export const isExactly = (path: string, patterns: readonly string[]): boolean => patterns.some((pattern) => matches(path, pattern))

/** Whether a rule that closes a path holds for it: however the portal may read its letters. */
export const isLoosely = (path: string, pattern: string): boolean => matches(loose(path), loose(pattern))

function matches(path: string, pattern: string): boolean {
  if (!pattern.endsWith('/*')) return path === pattern
  const prefix = pattern.slice(0, -1)
  return path.startsWith(prefix) || path === prefix.slice(0, -1)
}

/** Most routers find `/a` at `/a/`, too. */
const loose = (path: string): string =>
  (decoded(path) ?? path).normalize('NFKC').toLowerCase().split('/').map(withoutTail).join('/').replace(/\/$/, '')
