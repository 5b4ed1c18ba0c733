/** What messages cost, worked out from the prices: no row carries a price, so that a corrected list corrects the day. */
import { type SQL, sql } from 'drizzle-orm'
import { PLAIN_PRICE } from '../domain/policy.ts'
import { PRICED, type Price, type Priced, type Prices } from '../domain/price.ts'
import { dailySends, deliveries } from './schema.ts'
import { dayOf } from './tally.ts'

/** In SQL: a value for each price, by channel and country; their names come from the settings, which know no others. */
function byPrice(prices: Prices, channel: SQL, country: SQL, worth: (price: Price) => number): SQL {
  const when = (what: Priced, place: string | null, price: Price) =>
    sql`when ${channel} = ${what}${place === null ? sql`` : sql` and ${country} = ${place}`} then ${sql.raw(String(worth(price)))}`
  const own = Object.entries(prices.countries).flatMap(([place, list]) =>
    PRICED.flatMap((what) => (list[what] === undefined ? [] : [when(what, place, list[what])])),
  )
  const cases = [...own, ...PRICED.map((what) => when(what, null, prices.everywhere[what]))]
  return sql`case ${sql.join(cases, sql` `)} else 0 end`
}

/** In SQL: what a message counts for where messages are counted: one, and as many as it is dearer than plain ones. */
export function weightOf(prices: Prices): SQL {
  const all = [prices.everywhere, ...Object.values(prices.countries)].flatMap((list) => Object.values(list))
  if (all.every((price) => price <= PLAIN_PRICE)) return sql`1`
  return byPrice(prices, sql`${deliveries.channel}`, sql`${deliveries.country}`, (price) => Math.max(1, price / PLAIN_PRICE))
}

/** In SQL: what the day has cost so far, in millionths of a dollar. */
export const spentOn = (now: number, prices: Prices): SQL =>
  sql`(select coalesce(sum(${dailySends.messages} * ${byPrice(prices, sql`${dailySends.channel}`, sql`${dailySends.country}`, (price) => price)}), 0)
    from ${dailySends} where ${dailySends.day} = ${dayOf(now)})`
