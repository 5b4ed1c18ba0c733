import type { Channel } from './challenge.ts'

/** What something costs, in millionths of a US dollar. */
export type Price = number
/** What is paid for: a message, or the question what kind of line a number is. */
export type Priced = Channel | 'lookup'
export const PRICED = ['email', 'sms', 'voice', 'lookup'] as const satisfies readonly Priced[]

/** What the providers take, everywhere and in countries where it differs. */
export type Prices = { everywhere: Record<Priced, Price>; countries: Record<string, Partial<Record<Priced, Price>>> }

export const dollars = (amount: number): Price => Math.round(amount * 1_000_000)

/** About what Resend and Telnyx take in the United States, with the mobile networks' fees and the detection of answering machines. */
export const USUAL: Record<Priced, Price> = { email: dollars(0.0009), sms: dollars(0.01), voice: dollars(0.02), lookup: dollars(0.002) }

const SOUGHT = 'must read as: sms 0.01, voice 0.02; GB: sms 0.05, voice 0.03'

/**
 * Prices as an operator writes them, in dollars: first those of everywhere, then a country's after its ISO 3166 code.
 * What is left out costs as usual, or as everywhere.
 * @throws Error a sentence that says what is wrong
 */
export function readPrices(text: string): Prices {
  const prices: Prices = { everywhere: { ...USUAL }, countries: {} }
  for (const group of text.split(';').filter((part) => part.trim())) {
    const [, country, list = ''] = /^\s*(?:([A-Za-z]+)\s*:)?(.*)$/s.exec(group) ?? []
    if (country && !/^[A-Z]{2}$/.test(country)) throw new Error(`${SOUGHT}; a country is two capital letters`)
    const read = Object.fromEntries(list.split(',').map(priceOf))
    if (country) prices.countries[country] = { ...prices.countries[country], ...read }
    else Object.assign(prices.everywhere, read)
  }
  return prices
}

function priceOf(item: string): [Priced, Price] {
  const [, what = '', amount = ''] = /^\s*(\w+)\s+(\d+(?:\.\d+)?)\s*$/.exec(item) ?? []
  const priced = PRICED.find((name) => name === what)
  if (!priced) throw new Error(`${SOUGHT}; what has a price is ${PRICED.join(', ')}`)
  return [priced, dollars(Number(amount))]
}
