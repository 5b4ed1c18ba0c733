/** The settings of the spend guard: what messages cost, what a day may cost, and which lines are told apart. */
import * as z from 'zod/mini'
import { LINES, type Line } from './domain/line.ts'
import { BREAKERS } from './domain/policy.ts'
import { dollars, readPrices } from './domain/price.ts'
import { list, read, whole } from './settings-values.ts'

const money = 'must be an amount of dollars above zero, such as 250'

const line = z
  .string()
  .check(z.refine((name) => (LINES as readonly string[]).includes(name), `must list kinds of lines: ${LINES.join(', ')}`))

const count = whole('must be a whole number above zero', 1)

export const spendEnvironment = {
  UNPROVED_PER_PREFIX: z._default(count, BREAKERS.prefix.base),
  UNPROVED_PER_COUNTRY: z._default(count, BREAKERS.country.base),
  PRICES: z._default(read(z.string(), readPrices), readPrices('')),
  SPEND_PER_DAY: z._default(z.pipe(z.coerce.number(money).check(z.positive(money)), z.transform(dollars)), dollars(250)),
  NUMBER_LOOKUP: z._default(z.enum(['on', 'off'], 'must be on or off'), 'on'),
  REFUSED_LINES: z._default(
    z.pipe(
      z.pipe(list, z.array(line)),
      z.transform((lines) => lines as Line[]),
    ),
    [],
  ),
  ALARM_TO: z.optional(z.email('must be one email address')),
}

type Settings = z.output<z.ZodMiniObject<typeof spendEnvironment>>

/** The ceilings in money, and those of the breakers. A question that is never asked costs nothing. */
export const spendCeilings = ({ PRICES, SPEND_PER_DAY, NUMBER_LOOKUP, ...settings }: Settings) => ({
  prices:
    NUMBER_LOOKUP === 'on' ? PRICES : { ...PRICES, everywhere: { ...PRICES.everywhere, lookup: 0 }, countries: withoutLookup(PRICES) },
  spendPerDay: SPEND_PER_DAY,
  unprovedPerPrefix: settings.UNPROVED_PER_PREFIX,
  unprovedPerCountry: settings.UNPROVED_PER_COUNTRY,
})

const withoutLookup = ({ countries }: Settings['PRICES']) =>
  Object.fromEntries(Object.entries(countries).map(([country, own]) => [country, { ...own, lookup: 0 }]))
