import { isPattern, once, spellings } from './spellings.ts'
import { WORDS } from './wordlist/words.ts'

let listed: Set<string> | undefined

/**
 * True for what guessers try first (NIST SP 800-63B-4 §3.1.1.2): the commonest passwords, whatever their case, and what
 * people make of them to please a form: `Password123!`, `P@ssw0rd`, `monkeymonkey`, `qwertyuiopasdfgh`.
 */
export function isCommon(password: string): boolean {
  listed ??= new Set(wordsIn(WORDS))
  const known = listed
  const text = once(password.normalize('NFC').toLowerCase())
  return isPattern(text) || spellings(text).some((word) => isPattern(word) || known.has(word))
}

/** @param coded as make.ts writes it: a capital for the letters that are shared with the word before, then the rest */
export function* wordsIn(coded: string): Generator<string> {
  let word = ''
  for (const [, shared = 'A', rest = ''] of coded.matchAll(/([A-Z])([^A-Z\n]+)/g)) {
    word = word.slice(0, shared.charCodeAt(0) - 'A'.charCodeAt(0)) + rest
    yield word
  }
}
