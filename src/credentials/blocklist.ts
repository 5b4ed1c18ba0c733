import { isPattern, once, spellings } from './spellings.ts'
import { WORDS } from './wordlist/words.ts'

let listed: Set<string> | undefined

/**
 * True for what guessers try first (NIST SP 800-63B-4 §3.1.1.2): the commonest passwords, whatever their case, and what
 * people make of them to please a form: `Password123!`, `P@ssw0rd`, `monkeymonkey`, `qwertyuiopasdfgh`.
 */
export function isCommon(password: string): boolean {
  listed ??= new Set(WORDS.trim().split(/\s+/))
  const known = listed
  const text = once(password.normalize('NFC').toLowerCase())
  return isPattern(text) || spellings(text).some((word) => isPattern(word) || known.has(word))
}
