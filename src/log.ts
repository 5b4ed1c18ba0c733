import { type Instant, inUtc, system } from './system.ts'

/** Facts of one event: reason types, ids, counts. Never a code, a token, an address, a number or a name. */
export type Facts = Record<string, string | number | undefined>

/** One line of JSON to the log; its time is in UTC, in a form that people can read and any collector of logs takes. */
export function log(at: Instant, event: string, facts: Facts): void {
  console.log(JSON.stringify({ at: inUtc(at), event, ...facts }))
}

/** The same, of now. */
export const note = (event: string, facts: Facts): void => log(system.now(), event, facts)
