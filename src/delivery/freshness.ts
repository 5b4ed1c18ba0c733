import { minutes } from '../domain/policy.ts'
import type { Instant } from '../system.ts'

const TOLERANCE = minutes(5)

/**
 * Whether a webhook was signed just now. Strict about the form: `NaN` compares as neither too old nor too new, and a time
 * in milliseconds would be in the far future.
 * @param timestamp seconds since 1970, decimal digits only
 */
export function isFresh(timestamp: string | null, now: Instant): boolean {
  if (!timestamp || !/^\d{1,12}$/.test(timestamp)) return false
  return Math.abs(now - Number(timestamp) * 1000) <= TOLERANCE
}
