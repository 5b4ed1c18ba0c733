import { describe, expect, it } from 'vitest'
import { parseNpi } from '../../src/domain/npi.ts'

/** The example of CMS, "Requirements for National Provider Identifier (NPI) and NPI Check Digit". */
const EXAMPLE = '1234567893'

describe('a National Provider Identifier', () => {
  it.each([EXAMPLE, '1245319599', '2000000002', ' 1234 567 893 ', '1234-567-893', '１２３４５６７８９３'])('is taken: %j', (typed) => {
    expect(parseNpi(typed)).toEqual({ ok: true, npi: typed.normalize('NFKC').replace(/\D/g, '') })
  })

  it('has one check digit that fits', () => {
    const fitting = Array.from({ length: 10 }, (_, digit) => parseNpi(`123456789${digit}`)).filter(({ ok }) => ok)
    expect(fitting).toEqual([{ ok: true, npi: EXAMPLE }])
  })

  it('is not the same with two neighbours exchanged, or one digit wrong', () => {
    for (let i = 0; i < 9; i++) {
      const exchanged = EXAMPLE.slice(0, i) + EXAMPLE[i + 1] + EXAMPLE[i] + EXAMPLE.slice(i + 2)
      expect(parseNpi(exchanged).ok, exchanged).toBe(false)
    }
    for (let i = 0; i < 10; i++) {
      const wrong = EXAMPLE.slice(0, i) + ((Number(EXAMPLE[i]) + 1) % 10) + EXAMPLE.slice(i + 1)
      expect(parseNpi(wrong).ok, wrong).toBe(false)
    }
  })

  it('begins with 1 or 2, whatever its check digit', () => {
    const others = Array.from({ length: 10 }, (_, digit) => parseNpi(`323456789${digit}`))
    expect(others.every(({ ok }) => !ok)).toBe(true)
  })

  it.each(['123456789', '12345678931', 'NPI1234567893', '80840123456', '123456789x'])('has ten digits, unlike %j', (typed) => {
    expect(parseNpi(typed)).toEqual({ ok: false, reason: 'not-ten-digits' })
  })
})
