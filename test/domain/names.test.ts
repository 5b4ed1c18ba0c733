import { describe, expect, it } from 'vitest'
import { maskEmail, maskPhone } from '../../src/domain/mask.ts'
import { usernameKey } from '../../src/domain/username.ts'

/** B09. */
describe('one person, however the username is typed', () => {
  it.each(['john', 'John', 'JOHN', ' john ', 'john\n', 'ｊｏｈｎ', 'Ｊohn', '\u00a0john', 'jo\u200bhn'])('%j', (typed) =>
    expect(usernameKey(typed)).toBe('john'),
  )
  it('also with an accent, composed or not', () => expect(usernameKey('Rene\u0301e')).toBe(usernameKey('RENÉE')))
  it('and nobody else is taken for them', () => {
    for (const other of ['jоhn', 'john1', 'jo hn', 'johnn', '']) expect(usernameKey(other)).not.toBe('john')
  })
})

describe('an address is shown so that its owner knows it and nobody else learns it', () => {
  it.each([
    ['dana.reyes@clinic.example', 'd•••@clinic.example'],
    ['d@clinic.example', 'd•••@clinic.example'],
    ['"a@b"@clinic.example', '"•••@clinic.example'],
  ])('%s', (email, masked) => expect(maskEmail(email)).toBe(masked))

  it.each([
    ['+12025550123', '•••\u00a0•••\u00a00123'],
    ['+442079460999', '•••\u00a0•••\u00a00999'],
  ])('%s', (phone, masked) => expect(maskPhone(phone)).toBe(masked))
})
