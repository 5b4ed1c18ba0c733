import { inArray, type SQL, sql } from 'drizzle-orm'
import { CHOSEN_NUMBERS } from '../domain/challenge.ts'
import { NEVER_ARRIVED } from '../domain/delivery.ts'
import { BREAKERS } from '../domain/policy.ts'
import { deliveries } from './schema.ts'
import { prefixOf } from './tally.ts'

/** A number of one's own choice. */
export type ChosenNumber = { destination: SQL; country: SQL }

/** What no provider took cost nothing, and tells nothing of whoever asked for it. */
const neverLeft = sql`(${inArray(deliveries.state, [...NEVER_ARRIVED])} and ${deliveries.providerId} is null)`

/**
 * In SQL: more codes to such numbers were left unproved than the honest leave, and the latest probe is not long ago.
 * unproved >= base + perProved * proved, as one sum over the window.
 */
function tripped(like: SQL, base: number, { within, probe }: { within: number; probe: number }, weight: SQL, now: number): SQL {
  return sql`(select coalesce(sum(case when ${deliveries.provedAt} is null then ${weight} else ${-BREAKERS.perProved} end), 0) >= ${base}
    and max(${deliveries.createdAt}) > ${now - probe}
    from ${deliveries} where ${like} and ${deliveries.createdAt} > ${now - within}
    and ${inArray(deliveries.purpose, [...CHOSEN_NUMBERS])} and not ${neverLeft})`
}

/** J07. */
export const prefixTripped = ({ destination }: ChosenNumber, base: number, weight: SQL, now: number): SQL =>
  tripped(sql`${deliveries.prefix} = ${prefixOf(destination)}`, base, BREAKERS.prefix, weight, now)

/** J09. */
export const countryTripped = ({ country }: ChosenNumber, base: number, weight: SQL, now: number): SQL =>
  tripped(sql`${deliveries.country} = ${country}`, base, BREAKERS.country, weight, now)
