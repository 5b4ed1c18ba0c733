import { describe, expect, it } from 'vitest'
import { cleanCode, codeDigest, codeDigests, codeOf } from '../../src/domain/code.ts'
import { keyring } from '../../src/system.ts'

const keys = keyring(new TextEncoder().encode('a server key of the tests, long enough'))
const others = keyring(new TextEncoder().encode('another server key, also long enough'))

it('derives the same six digits for the same message, however often it is asked', () => {
  const first = codeOf(keys, 'challenge', 1)
  expect(first).toMatch(/^\d{6}$/)
  expect(codeOf(keys, 'challenge', 1)).toBe(first)
  expect(codeOf(keyring(new TextEncoder().encode('a server key of the tests, long enough')), 'challenge', 1)).toBe(first)
})

it('derives other digits for another message, challenge or server key', () => {
  const made = [1, 2, 3, 4, 5].flatMap((send) => [codeOf(keys, 'one', send), codeOf(keys, 'two', send), codeOf(others, 'one', send)])
  expect(new Set(made).size).toBe(made.length)
})

it('keeps leading zeros, and spreads codes over all six digits', () => {
  const made = Array.from({ length: 5000 }, (_, i) => codeOf(keys, `challenge ${i}`, 1))
  expect(made.every((code) => /^\d{6}$/.test(code))).toBe(true)
  expect(made.some((code) => code.startsWith('0'))).toBe(true)
  expect(new Set(made).size).toBeGreaterThan(4900)
  for (const digit of '0123456789') expect(made.filter((code) => code.startsWith(digit)).length).toBeGreaterThan(350)
})

/** D04, D05. */
describe('what is kept of a code proves nothing elsewhere', () => {
  const kept = codeDigest(keys, 'flow', 'registration-email', '123456')
  it.each([
    ['in another flow', codeDigest(keys, 'another', 'registration-email', '123456')],
    ['for another purpose', codeDigest(keys, 'flow', 'registration-phone', '123456')],
    ['under another key', codeDigest(others, 'flow', 'registration-email', '123456')],
    ['with another code', codeDigest(keys, 'flow', 'registration-email', '123457')],
  ])('%s', (_, other) => expect(other).not.toBe(kept))

  it('and holds no digit of it to be read', () => {
    expect(kept).toMatch(/^[\w-]{43}$/)
    expect(kept).not.toContain('123456')
  })
})

it('knows the digests of all five codes of a challenge, the first first', () => {
  const all = codeDigests(keys, 'flow', 'registration-phone', 'challenge')
  expect(all).toEqual([1, 2, 3, 4, 5].map((send) => codeDigest(keys, 'flow', 'registration-phone', codeOf(keys, 'challenge', send))))
})

describe('a code is read as people paste it', () => {
  it.each([
    '482913',
    '482 913',
    ' 482913 ',
    '482-913',
    '482–913',
    '482—913',
    '#482913',
    '482913#',
    '482.913',
    '４８２９１３',
    '482\u00a0913',
    '4 8 2 9 1 3',
  ])('%j', (typed) => expect(cleanCode(typed)).toBe('482913'))
  it.each(['', '48291', '4829133', '48291a', '482913;', "482913' or 1=1"])('and %j is a wrong one', (typed) =>
    expect(cleanCode(typed)).not.toBe('482913'),
  )
})
