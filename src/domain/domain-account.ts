/** What an issuer says of somebody, and what is believed of it. Pure. */
import type { Instant } from '../system.ts'
import { seconds } from './policy.ts'

/** The claims of an ID token that was found valid. */
export type Assertion = { issuer: string; subject: string; claims: Readonly<Record<string, unknown>> }

/**
 * Which claim names an account, and of whom.
 * `trusted`: the issuer alone gives out the addresses of its domains, so that they need no `email_verified`.
 */
export type ClaimPolicy = { claim: string; trusted: boolean; domains: readonly string[] }

/** Why a domain account does not let somebody in. `views/text.ts` has the sentences. */
export type DomainRefusal =
  /** The person chose Cancel, or is not allowed to use this application. */
  | 'declined'
  /** Another browser's, an old or a used answer. */
  | 'stale'
  | 'down'
  /** What came back is not what this issuer says to us. */
  | 'not-accepted'
  | 'no-address'
  | 'unverified'
  | 'other-domain'
  | 'unknown-person'
  /** The account was used by another person of this issuer before: addresses are given out again. */
  | 'bound-to-another'
  | 'account-disabled'

export type Address = { ok: true; address: string; key: string } | { ok: false; refused: DomainRefusal }

/** Plain letters only and one @: nothing that looks like another sign, or that lower case would turn into one. */
const ADDRESS = /^([\x21-\x3f\x41-\x7e]{1,64})@([A-Za-z0-9.-]{1,190})$/

/** The address that the issuer vouches for, of one of the domains that are accepted. */
export function verifiedAddress(claims: Assertion['claims'], { claim, trusted, domains }: ClaimPolicy): Address {
  const value = claims[claim]
  const [address, , domain] = ADDRESS.exec(typeof value === 'string' ? value : '') ?? []
  if (!address || !domain) return { ok: false, refused: 'no-address' }
  if (!domains.includes(domain.toLowerCase())) return { ok: false, refused: 'other-domain' }
  if (!isVerified(claims, claim, trusted)) return { ok: false, refused: 'unverified' }
  return { ok: true, address, key: address.toLowerCase() }
}

/** OpenID Connect Core 5.1: `email_verified` speaks of `email` alone. An issuer that says no is believed, trusted or not. */
const isVerified = ({ email_verified: verified }: Assertion['claims'], claim: string, trusted: boolean): boolean =>
  claim === 'email' && verified !== undefined ? verified === true : trusted

const MOST_METHODS = 8

/**
 * How the session was authenticated: `fed`, as Microsoft names a federated assertion, and the issuer's own RFC 8176 values, where it
 * tells them.
 */
export function amrOf({ amr }: Assertion['claims']): string {
  const told = (Array.isArray(amr) ? amr : []).filter((value) => typeof value === 'string' && /^[a-z][a-z0-9_-]{0,15}$/.test(value))
  return [...new Set(['fed', ...told])].slice(0, MOST_METHODS + 1).join(' ')
}

/** When the issuer authenticated the person, where it says so: a session of its own may be older than one of ours. */
export function authenticatedAt({ auth_time: told }: Assertion['claims'], now: Instant): Instant {
  return typeof told === 'number' && told > 0 ? Math.min(now, Math.floor(seconds(told))) : now
}

const LONGEST_NAME = 100

/** What the person is called on the pages of the portal. */
export const nameOf = ({ name }: Assertion['claims'], address: string): string =>
  (typeof name === 'string' &&
    name.isWellFormed() &&
    name
      .replace(/[\p{C}\s]+/gu, ' ')
      .trim()
      .slice(0, LONGEST_NAME)) ||
  address
