import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { describe, expect, it } from 'vitest'
import { callingCode, parsePhone } from '../../src/domain/phone.ts'

const OFFERED = ['US', 'CA']
const numberOf = (typed: string, country = 'US', offered = OFFERED) => {
  const parsed = parsePhone(typed, country, offered)
  return parsed.ok ? parsed.e164 : parsed.reason
}

/** J01. */
describe('a number is understood however it is written', () => {
  it.each([
    '2025550123',
    '(202) 555-0123',
    '202.555.0123',
    '202\u00a0555\u00a00123',
    '202\u2011555\u20130123',
    '２０２５５５０１２３',
    '+１ ２０２ ５５５ ０１２３',
    '+1 202 555 0123',
    '1-202-555-0123',
    '12025550123',
    '011 1 202 555 0123',
    'tel:+1-202-555-0123',
    '\u202a+1 (202) 555\u20110123\u202c',
    ' 2025550123\n',
  ])('%j', (typed) => expect(numberOf(typed)).toBe('+12025550123'))
})

describe('a number that is too short or too long is said to need ten digits', () => {
  it.each(['202555012', '20255501234', '5550123', '0012025550123', '202-555-0123 or 202-555-0124', '1'])('%j', (typed) =>
    expect(numberOf(typed)).toBe('not-ten-digits'),
  )
  it('also in Canada, where 310-1234 can be dialled', () => expect(numberOf('310-1234', 'CA')).toBe('not-ten-digits'))
})

it.each(['', '   ', 'call me', '+', '\u202a\u202c'])('%j has no number in it', (typed) => expect(numberOf(typed)).toBe('missing'))

/** J02. */
describe('an extension is recognised and refused', () => {
  it.each([
    '2025550123x45',
    '2025550123 X 45',
    '2025550123ｘ４５',
    '2025550123 ext 5',
    '2025550123 ext. 5',
    '2025550123 extn 45',
    '2025550123 extension 45',
    '2025550123,45',
    '2025550123,,45',
    '2025550123;45',
    '2025550123;ext=45',
    'tel:+12025550123;ext=45',
    '2025550123p45',
    '2025550123w45',
    '2025550123#45',
    '2025550123 # 45',
  ])('%j', (typed) => expect(numberOf(typed)).toBe('extension'))
})

/** J03: NXX-NXX, and neither of them N11. */
describe('ten digits that nobody can have are refused', () => {
  it.each([
    ['an area that begins with 0', '0125550123'],
    ['an area that begins with 1', '1125550123'],
    ['an area that is a service', '9112345678'],
    ['an area with a 9 in the middle', '2952345678'],
    ['an exchange that begins with 0', '2020550123'],
    ['an exchange that begins with 1', '2021550123'],
    ['an exchange that is a service', '2029112345'],
    ['another that is', '2024112345'],
  ])('%s', (_, typed) => expect(numberOf(typed)).toBe('not-a-number'))
})

/** J04: refused before a provider hears of it. */
describe('the number of a service is nobody’s direct line', () => {
  it.each([
    ['toll-free', '800 833 844 855 866 877 888'],
    ['kept for toll-free', '822 880 881 882 883 884 885 886 887 889'],
    ['pay-per-call', '900'],
    ['personal, wherever they are', '500 521 522 523 524 525 526 527 528 529 532 533 544 566 577 588'],
    ['Canada’s own', '600 622 633'],
    ['long-distance carriers’', '700'],
    ['the government’s', '710'],
  ])('%s: %s', (_, areas) => {
    expect(areas.split(' ').filter((area) => numberOf(`${area}2345678`) !== 'special-service')).toEqual([])
  })

  it.each(['2029761234', '2025551212', '2029501234'])('%s within an ordinary area', (typed) => {
    expect(numberOf(typed)).toBe('special-service')
  })

  it('whichever country is chosen, and however it is written', () => {
    expect(numberOf('(900) 234-5678', 'CA')).toBe('special-service')
    expect(numberOf('+1 800 234 5678', 'CA')).toBe('special-service')
  })

  it('and no area that belongs to people is mistaken for one', () => {
    const areas = Array.from({ length: 800 }, (_, i) => `+1${i + 200}2345678`)
      .map((number) => parsePhoneNumberFromString(number))
      .filter((number) => number?.isValid())
    const people = areas.filter((number) => number?.getType() === 'FIXED_LINE_OR_MOBILE')
    const services = areas.filter((number) =>
      ['TOLL_FREE', 'PREMIUM_RATE', 'PERSONAL_NUMBER', 'VOIP', 'UAN'].includes(number?.getType() ?? ''),
    )
    const refused = (numbers: typeof areas) =>
      numbers.filter((number) => numberOf(number?.number ?? '', number?.country, [number?.country ?? '']) === 'special-service')
    expect(people.length).toBeGreaterThan(400)
    expect(refused(people)).toEqual([])
    expect(refused(services)).toEqual(services)
  })

  it('but the numbers of fiction are lines, so that a stand-in can answer them', () => {
    for (const ending of ['0100', '0140', '0199']) expect(numberOf(`312555${ending}`)).toBe(`+1312555${ending}`)
  })
})

/** J04, J05. */
describe('a number of a country that was not chosen is refused', () => {
  it.each([
    ['the Dominican Republic', '+1 809 234 5678'],
    ['Jamaica', '876-234-5678'],
    ['Grenada', '4732345678'],
    ['the British Virgin Islands', '2842345678'],
    ['Canada', '416-234-5678'],
    ['the United Kingdom', '+44 20 7946 0123'],
    ['satellites', '+881 612 345 678'],
    ['international networks', '+882 16 1234 5678'],
  ])('%s', (_, typed) => expect(numberOf(typed)).toBe('other-country'))

  it('and taken when its own country is', () => {
    expect(numberOf('416-234-5678', 'CA')).toBe('+14162345678')
    expect(numberOf('876-234-5678', 'JM', ['US', 'JM'])).toBe('+18762345678')
    expect(numberOf('020 7946 0123', 'GB', ['GB'])).toBe('+442079460123')
  })
})

it.each(['JM', 'GB', '', '1', 'us', 'XX', '__proto__'])('offers no country %j, so no number of it is looked at', (country) => {
  expect(numberOf('876-234-5678', country)).toBe('country-not-offered')
})

it('refuses premium services of the world', () => {
  expect(parsePhone('+979 1 2345 6789', 'US', OFFERED).ok).toBe(false)
})

it('knows the calling code of a country', () => {
  expect(['US', 'CA', 'GB'].map(callingCode)).toEqual(['1', '1', '44'])
})

/** N08. */
describe('hostile text is judged in time that grows with its length', () => {
  it.each([
    ['spaces after a digit', (n: number) => `1${' '.repeat(n)}`],
    ['spaces after an extension', (n: number) => `1x${' '.repeat(n)}`],
    ['digits', (n: number) => '1'.repeat(n)],
    ['digits apart', (n: number) => '1 '.repeat(n / 2)],
    ['commas', (n: number) => `1${','.repeat(n)}`],
    ['plus signs', (n: number) => '+'.repeat(n)],
  ])('%s', (_, hostile) => {
    parsePhone(hostile(1000), 'US', OFFERED)
    const begun = performance.now()
    parsePhone(hostile(200_000), 'US', OFFERED)
    expect(performance.now() - begun).toBeLessThan(500)
  })
})
