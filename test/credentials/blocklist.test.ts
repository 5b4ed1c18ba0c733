import { describe, expect, it } from 'vitest'
import { isCommon, wordsIn } from '../../src/credentials/blocklist.ts'
import { isPattern } from '../../src/credentials/spellings.ts'
import { WORDS } from '../../src/credentials/wordlist/words.ts'

describe('a password is common', () => {
  it.each([
    ['as everyone types it', ['password', 'iloveyou', 'trustno1', 'baseball', 'superman', 'starwars']],
    ['in whatever case', ['PASSWORD', 'SunShine', 'TrustNo1']],
    [
      'with digits or signs hung on it',
      ['password1', 'Sunshine2024!', 'letmein123', 'iloveyou!!', '1password1', 'qwerty123456', 'December2025'],
    ],
    ['with digits and signs for letters', ['P@ssw0rd', 'p4ssw0rd!', 'Chang3me!', 'Passw0rd1234567', '$unsh1ne', 'footba11']],
    ['typed twice or more', ['monkeymonkey', 'passwordpassword', 'Monkey1Monkey1', 'abababababababab']],
    [
      'counted or slid over the keyboard',
      ['1234567890', '87654321', '123456789012345', 'qwertyuiopasdfg', 'zyxwvutsrqponml', '1qaz2wsx3edc4rfv'],
    ],
  ])('%s', (_, examples) => {
    expect(examples.filter((example) => !isCommon(example))).toEqual([])
  })
})

it('leaves alone what nobody guesses first', () => {
  const examples = [
    'plum tractor 77 delta',
    'correct horse battery',
    'kx7f2q1!zz',
    'hvjk38dnqwe',
    'mango-ferry-lamp-9',
    'Zebra-Lantern-42',
    'déjà-vu-à-Łódź',
  ]
  expect(examples.filter(isCommon)).toEqual([])
})

it('judges 256 characters of any kind within a few milliseconds', () => {
  for (const long of [
    'ab'.repeat(128),
    `${'1'.repeat(255)}x`,
    '!'.repeat(128) + 'a'.repeat(128),
    `${'aZ9'.repeat(85)}q`,
    '\u{1f511}'.repeat(256),
  ]) {
    const begun = performance.now()
    isCommon(long)
    expect(performance.now() - begun).toBeLessThan(50)
  }
})

it('keeps a list without repetitions and without what the code recognises by itself', () => {
  const words = [...wordsIn(WORDS)]
  expect(words.length).toBeGreaterThan(8000)
  expect(words).toEqual([...words].sort())
  expect(words).toEqual(expect.arrayContaining(['password', 'iloveyou', 'sunshine']))
  expect(new Set(words).size).toBe(words.length)
  expect(words.filter(isPattern)).toEqual([])
})
