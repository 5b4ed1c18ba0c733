import { describe, expect, it } from 'vitest'
import { parseName } from '../../src/domain/person-name.ts'

describe('a first or a last name', () => {
  it.each(['Nora', 'O’Neill', "D'Souza", 'Anne-Marie', 'van der Berg', 'Smith, Jr.', 'Łukasz', '明美', 'Ngũgĩ', 'Renée', 'Henry 3rd'])(
    'may be %s',
    (name) => {
      expect(parseName(name)).toEqual({ ok: true, name })
    },
  )

  it('loses the spaces around it, and all but one within', () => {
    expect(parseName('  Anne \u00a0 Marie\t')).toEqual({ ok: true, name: 'Anne Marie' })
  })

  it('is composed, so that two keyboards write it alike', () => {
    expect(parseName('Rene\u0301e')).toEqual({ ok: true, name: 'Renée' })
  })

  /** H06 */
  it.each(['<script>', 'Nora\u0000', 'http://evil.example', 'evil.example', 'a@b', 'Nora\r\nBcc: x', '12', '-', '\ud800a'])(
    'is none: %j',
    (typed) => {
      expect(parseName(typed)).toEqual({ ok: false, reason: 'not-a-name' })
    },
  )

  it.each(['', '  ', '\u200b'])('is missing: %j', (typed) => expect(parseName(typed)).toEqual({ ok: false, reason: 'missing' }))
  it('has its limit', () => expect(parseName('a'.repeat(65))).toEqual({ ok: false, reason: 'too-long' }))
})
