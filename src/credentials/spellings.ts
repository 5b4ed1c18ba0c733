/** Digits and signs that people hang on a word, before it or after it, because a form once asked for them. */
const AT_THE_END = /[\d\p{P}\p{S}\s]+$/u
const AT_THE_START = /^[\d\p{P}\p{S}\s]+/u
const LONGEST_ADDITION = 6

/** Letters written as the digits and signs that look like them. A 1 may stand for an i or for an l: both are tried. */
const LOOKALIKES: Record<string, string> = {
  '0': 'o',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '+': 't',
}

/** What is typed by sliding over the keyboard, or by counting. */
const RUNS = [
  '0123456789012345678901234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik',
]
const SLIDES = [...RUNS, ...RUNS.map((run) => [...run].reverse().join(''))]
const SHORTEST_WORD = 4

/** A password of one piece typed over and over is that piece: `monkeymonkey` is `monkey`. */
export const once = (text: string): string => /^(.+?)\1+$/u.exec(text)?.[1] ?? text

/** Counting, sliding, or a piece too short to be a word: `1234567890`, `qwertyuiop`, the `ab` of `abababab`. */
export const isPattern = (text: string): boolean => text.length < SHORTEST_WORD || SLIDES.some((slide) => slide.includes(text))

/** The words that a password, in lower case, may be a spelling of: itself, without what was hung on it, and with its letters put back. */
export function spellings(text: string): string[] {
  const bare = [text, without(AT_THE_END, text), without(AT_THE_START, text), without(AT_THE_START, without(AT_THE_END, text))]
  return [...new Set(bare.flatMap((word) => [word, letters(word, 'i'), letters(word, 'l')]))].filter((word) => word.length >= SHORTEST_WORD)
}

function without(addition: RegExp, text: string): string {
  const found = addition.exec(text)?.[0] ?? ''
  return found.length <= LONGEST_ADDITION || isPattern(once(found)) ? text.replace(addition, '') : text
}

const letters = (word: string, one: 'i' | 'l') => [...word].map((sign) => (sign === '1' ? one : (LOOKALIKES[sign] ?? sign))).join('')
