import { describe, expect, it } from 'vitest'
import { parseUsername, usernameKey } from '../../src/domain/username.ts'

const EMAIL = 'Nora.Quist@clinic.example'
const parse = (typed: string) => parseUsername(typed, EMAIL)

describe('a username that is chosen', () => {
  it.each(['nora', 'N.Quist-2_', '123', 'a'.repeat(64), EMAIL, 'nora.quist@clinic.example'])('may be %j', (typed) => {
    expect(parse(typed)).toEqual({ ok: true, username: typed })
  })

  it('is cleaned of what nobody sees or means', () => {
    expect(parse(' ｎｏｒａ\u200b ')).toEqual({ ok: true, username: 'nora' })
  })

  it.each([
    ['', 'missing'],
    ['  \u200b', 'missing'],
    ['no', 'too-short'],
    ['a'.repeat(65), 'too-long'],
    ['nora quist', 'signs'],
    ['nora+x', 'signs'],
    ['nora/../x', 'signs'],
    ['nöra', 'signs'],
    ['nоra', 'signs'],
    ['<b>nora', 'signs'],
  ])('may not be %j: %s', (typed, reason) => {
    expect(parse(typed)).toEqual({ ok: false, reason })
  })

  it('with an @ is the person’s own address, or else they would be found in place of its owner', () => {
    for (const typed of ['maria@harborview.example', '@nora', 'nora@', `${EMAIL}.example`])
      expect(parse(typed)).toEqual({ ok: false, reason: 'not-your-address' })
  })

  it('has a key that SQL makes of it, too: plain letters only change their case', () => {
    for (const typed of ['Nora', 'N.QUIST-2_', EMAIL]) {
      const parsed = parse(typed)
      expect(parsed.ok && parsed.username.toLowerCase()).toBe(usernameKey(typed))
    }
  })
})
