import { seconds } from './domain/policy.ts'
import type { Counted } from './guard/options.ts'
import type { GuardCount } from './storage/guard-counts.ts'
import { type Instant, inUtc } from './system.ts'

/** How often what was counted is written down, with the request that comes next. An isolate that ends before loses that much. */
const EVERY = seconds(5)
const LONGEST_FACILITY = 100

/** Adds up in memory, since a write a request would cost more than the guard. */
export function guardTally(write: (counts: readonly GuardCount[]) => Promise<void>) {
  let kept = new Map<string, GuardCount>()
  let writtenAt = 0

  const add = (count: GuardCount) => {
    const key = [count.day, count.mode, count.outcome, count.facility].join(' ')
    kept.set(key, { ...count, requests: count.requests + (kept.get(key)?.requests ?? 0) })
  }

  /** @returns the writing, where it is time for it */
  return ({ mode, outcome, facility }: Counted, now: Instant): Promise<void> | null => {
    add({ day: inUtc(now).slice(0, 10), facility: facility.slice(0, LONGEST_FACILITY), mode, outcome, requests: 1 })
    if (now - writtenAt < EVERY) return null
    writtenAt = now
    const due = [...kept.values()]
    kept = new Map()
    // What could not be written is written with the next.
    return write(due).catch(() => due.forEach(add))
  }
}
