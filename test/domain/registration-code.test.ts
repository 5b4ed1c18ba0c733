import { describe, expect, it } from 'vitest'
import { inGroups, makeRegistrationCode, readRegistrationCode, registrationCodeId } from '../../src/domain/registration-code.ts'
import { keyring, system } from '../../src/system.ts'

const keys = (secret: string) => keyring(new TextEncoder().encode(secret))

describe('a registration code', () => {
  it('has twelve signs that nobody takes for others, in groups of four', () => {
    const codes = Array.from({ length: 200 }, () => makeRegistrationCode(system.bytes(12)))
    for (const code of codes) expect(inGroups(code)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
    expect(new Set(codes).size).toBe(200)
    expect(new Set(codes.join('')).size).toBe(32)
  })

  it('takes each sign from five bits of its own', () => {
    expect(makeRegistrationCode(Uint8Array.from([0, 1, 9, 10, 18, 31, 32, 63, 128, 224, 255, 17]))).toBe('019AJZ0Z00ZH')
  })

  it.each([
    'HVCC-CARE-2026',
    'hvcc care 2026',
    ' HVCCCARE2026 ',
    'hvcc–care—2O26',
    'HVCC.CARE_2o26',
    'ＨＶＣＣ　ＣＡＲＥ　２０２６',
    'HVCC\u200b-CARE\u00ad-2026',
  ])('is read as it is spoken, pasted or typed: %j', (typed) => {
    expect(readRegistrationCode(typed)).toBe('HVCCCARE2026')
  })

  it('takes what looks like a one or a zero for one', () => {
    expect(readRegistrationCode('iIlL-oO00-AAAA')).toBe('11110000AAAA')
  })

  it.each(['', 'HVCC-CARE-202', 'HVCC-CARE-20266', 'UVCC-CARE-2026', 'HVCC-CARE-202!', 'ΗVCC-CARE-2026', 'HVCC/CARE/2026'])(
    'is none: %j',
    (typed) => {
      expect(readRegistrationCode(typed)).toBeNull()
    },
  )

  it('is kept as a digest that another key does not make', () => {
    const id = registrationCodeId(keys('a'.repeat(32)), 'HVCCCARE2026')
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect(registrationCodeId(keys('a'.repeat(32)), 'HVCCCARE2026')).toBe(id)
    expect(registrationCodeId(keys('b'.repeat(32)), 'HVCCCARE2026')).not.toBe(id)
    expect(registrationCodeId(keys('a'.repeat(32)), 'HVCCCARE2027')).not.toBe(id)
  })
})
