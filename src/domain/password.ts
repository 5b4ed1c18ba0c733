import type { Method } from './flow.ts'
import { PASSWORD_LONGEST, PASSWORD_SHORTEST } from './policy.ts'

export type PasswordRefusal =
  | { reason: 'password-too-short'; shortest: number }
  | { reason: 'password-too-long'; longest: number }
  | { reason: 'password-common' }
  | { reason: 'password-simple' }
  | { reason: 'password-has-name' }
  | { reason: 'passwords-differ' }
  | { reason: 'password-unchanged' }

/** Below this many different characters a password is a pattern: `aaaaaaaa`, `12121212`. */
const FEWEST_DIFFERENT = 4
/** A password that holds the person's name must hold this much besides. */
const BESIDES_A_NAME = 8
const SHORTEST_NAME = 3

/**
 * NIST SP 800-63B-4 §3.1.1.2: length and a blocklist, no rules about kinds of characters.
 * @param names the username, the person's names, the address, the portal: what an attacker tries first
 */
export function judgePassword(
  password: string,
  again: string,
  method: Method,
  names: readonly string[],
  isCommon: (password: string) => boolean,
): PasswordRefusal | null {
  const text = password.normalize('NFC')
  const length = [...text].length
  if (length < PASSWORD_SHORTEST[method]) return { reason: 'password-too-short', shortest: PASSWORD_SHORTEST[method] }
  if (length > PASSWORD_LONGEST) return { reason: 'password-too-long', longest: PASSWORD_LONGEST }
  if (text !== again.normalize('NFC')) return { reason: 'passwords-differ' }
  if (new Set(text.toLowerCase()).size < FEWEST_DIFFERENT) return { reason: 'password-simple' }
  if (isCommon(text)) return { reason: 'password-common' }
  if (leansOnName(text.toLowerCase(), names)) return { reason: 'password-has-name' }
  return null
}

/** What is left without any of the names is what the password really is: `danawhitfield2024` is `2024`. */
function leansOnName(text: string, names: readonly string[]): boolean {
  const rest = partsOf(names).reduce((left, part) => left.replaceAll(part, ''), text)
  return rest !== text && rest.length < BESIDES_A_NAME
}

/** The longest first. The end of an address, such as `com`, is nobody's name. */
const partsOf = (names: readonly string[]): string[] =>
  names
    .flatMap((name) =>
      name
        .toLowerCase()
        .replace(/(@.*)\.[^.]+$/, '$1')
        .split(/[\s@.]+/),
    )
    .filter((part) => part.length >= SHORTEST_NAME)
    .sort((a, b) => b.length - a.length)
