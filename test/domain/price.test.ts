import { describe, expect, it } from 'vitest'
import { dollars, readPrices, USUAL } from '../../src/domain/price.ts'

describe('prices', () => {
  it('are read as they are written, in dollars, everywhere and by country', () => {
    expect(readPrices('email 0.0009, sms 0.01; GB: sms 0.05, voice 0.03 ; MX:lookup 0.004;')).toEqual({
      everywhere: { ...USUAL, email: 900, sms: 10_000 },
      countries: { GB: { sms: 50_000, voice: 30_000 }, MX: { lookup: 4_000 } },
    })
  })

  it('are the usual ones where nothing is said', () => expect(readPrices('')).toEqual({ everywhere: USUAL, countries: {} }))

  it.each(['sms', 'sms one', 'fax 0.01', 'sms 0.01 voice 0.02', 'gb: sms 0.05', 'GBR: sms 0.05', 'sms -1', 'GB sms 0.05'])(
    'that read “%s” are told what is sought',
    (text) => expect(() => readPrices(text)).toThrow('must read as: sms 0.01, voice 0.02; GB: sms 0.05, voice 0.03'),
  )

  it('are whole millionths of a dollar', () => expect(dollars(0.0009)).toBe(900))
})
