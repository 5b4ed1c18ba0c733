/**
 * Makes words.ts anew: node src/credentials/wordlist/make.ts PASSWORDS.json
 * where PASSWORDS.json is src/passwords.json of the npm package @zxcvbn-ts/language-common: an array, the commonest first.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { isPattern, once, spellings } from '../spellings.ts'

/** Ten thousand cover what people pick and guessers try first, at 18 KB (gzip) of the Worker's bundle. */
const RANKS = 10_000
/** No password is as short as this: of a shorter entry only the word in it is worth keeping. */
const SHORTEST_PASSWORD = 8
const LINE = /(.{1,130})(?=[A-Z]|$)/g

/** Each word once, without those that are spellings of a commoner one. */
function wordsOf(passwords: readonly string[]): string[] {
  const words = new Set<string>()
  for (const password of passwords.slice(0, RANKS)) {
    const text = once(password.normalize('NFC').toLowerCase())
    const forms = spellings(text)
    const word = text.length < SHORTEST_PASSWORD ? forms.find((form) => /^[a-z]+$/.test(form)) : text
    if (word && !/\s/.test(word) && !forms.some((form) => isPattern(form) || words.has(form))) words.add(word)
  }
  return [...words].sort()
}

/**
 * Sorted words share their beginnings: each is kept as a capital letter, which says how many letters it has in common with the one
 * before (A none, B one, …), and the rest of it. No word holds a capital.
 */
const frontCoded = (words: readonly string[]): string =>
  words
    .map((word, nth) => {
      const shared = Math.min(sharedLength(words[nth - 1] ?? '', word), MOST_SHARED)
      return String.fromCharCode('A'.charCodeAt(0) + shared) + word.slice(shared)
    })
    .join('')

const MOST_SHARED = 25

function sharedLength(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}

const [source] = process.argv.slice(2)
if (!source) throw new Error('Say where passwords.json is: node src/credentials/wordlist/make.ts PASSWORDS.json')
const words = wordsOf(JSON.parse(readFileSync(source, 'utf8')))
writeFileSync(
  new URL('words.ts', import.meta.url),
  `/**
 * Made by make.ts from the ${RANKS.toLocaleString('en-US')} commonest passwords of @zxcvbn-ts/language-common 4.1.3
 * (MIT; copyright 2012-2016 Dan Wheeler and Dropbox, Inc., 2021 zxcvbn-ts):
 * ${words.length.toLocaleString('en-US')} words, without the patterns and spellings that the code recognises by itself. Some are ugly: people chose them.
 * A capital letter begins a word, and says how many letters it shares with the one before: A none, B one, …
 */
export const WORDS = \`
${frontCoded(words)
  .replaceAll(/[\\`$]/g, '\\$&')
  .replace(LINE, '$1\n')
  .trimEnd()}
\`
`,
)
