import type { Instant } from '../system.ts'
import type { Method } from './flow.ts'
import { STEP_UP_MARGIN, seconds } from './policy.ts'

/**
 * What a portal wants of a session before a page that matters more.
 * `maxAge` in seconds: the person was authenticated no longer ago. Null where it does not matter; both null: a code, whichever way.
 */
export type Demand = { maxAge: number | null; method: Method | null }

/** Whoever holds a session, as far as stepping it up goes. */
export type Holder = {
  name: string
  /** How the person was authenticated, space-separated RFC 8176 values, and when. */
  amr: string
  since: Instant
  /** The kinds of ways that the account has confirmed. */
  kinds: readonly Method[]
  /** A code by email stands beside the password that this session began with. */
  emailSuffices: boolean
}

const SHOWN_BY: Record<Method, readonly string[]> = { phone: ['sms', 'tel'], email: ['email'] }

/** What the portal wants was shown already, by the portal's clock as well. */
export function isMet({ maxAge, method }: Demand, { amr, since }: Pick<Holder, 'amr' | 'since'>, now: Instant): boolean {
  if (maxAge === null && method === null) return false
  const shown = method === null || amr.split(' ').some((value) => SHOWN_BY[method].includes(value))
  return shown && (maxAge === null || now - since <= seconds(maxAge) - STEP_UP_MARGIN)
}

/** The kinds of ways that would do. */
export const kindsThatDo = ({ method }: Demand, { kinds, emailSuffices }: Pick<Holder, 'kinds' | 'emailSuffices'>): readonly Method[] =>
  kinds.filter((kind) => (method === null || kind === method) && (kind === 'phone' || emailSuffices))

/** What stands in the way: there is no such way, or a code by mail does not count beside this session's password. */
export type Missing = 'phone' | 'email' | 'long-password' | 'any'

export type Standing =
  | { to: 'portal' }
  /** A domain account has no way of ours: its issuer authenticates it again. */
  | { to: 'issuer' }
  | { to: 'missing'; missing: Missing }
  | { to: 'confirm' }

/** Where a demand leads whoever holds this session. */
export function standingOf(demand: Demand, holder: Holder, now: Instant): Standing {
  if (isMet(demand, holder, now)) return { to: 'portal' }
  if (kindsThatDo(demand, holder).length > 0) return { to: 'confirm' }
  if (demand.method === null && holder.amr.split(' ').includes('fed')) return { to: 'issuer' }
  const shortPassword = demand.method !== 'phone' && holder.kinds.includes('email')
  return { to: 'missing', missing: shortPassword ? 'long-password' : (demand.method ?? 'any') }
}
