import { inArray, sql } from 'drizzle-orm'
import type { Channel } from '../domain/challenge.ts'
import type { Instant } from '../system.ts'
import { providers, switches } from './schema.ts'

const CHANNELS = ['email', 'sms', 'voice'] as const

/** What an operator switched off, and what every provider of has failed lately: `sms:` or `sms:1764007200000`, with commas between. */
export const outages = sql`(select group_concat(${sql.identifier('out')}) from (
  select ${switches.channel} || ':' as ${sql.identifier('out')} from ${switches}
  union all select ${providers.name} || ':' || ${providers.downUntil} from ${providers} where ${inArray(providers.name, CHANNELS)}))`

/** @param told what `outages` selected */
export function outagesAt(now: Instant, told: unknown): Channel[] {
  const out = String(told ?? '')
    .split(',')
    .map((each) => each.split(':'))
    .filter(([, until]) => !until || Number(until) > now)
  return CHANNELS.filter((channel) => out.some(([name]) => name === channel))
}
