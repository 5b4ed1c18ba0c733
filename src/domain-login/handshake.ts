import { DOMAIN_HANDSHAKE_LIFETIME } from '../domain/policy.ts'
import { type Instant, type Keyring, sameText } from '../system.ts'

/**
 * What ties the issuer's answer to the browser that asked. All of it follows from one secret, which only that browser's cookie
 * holds: nothing is stored for strangers. `verifier` is the PKCE code verifier (RFC 7636).
 */
export type Handshake = { secret: string; state: string; nonce: string; verifier: string }

/** @returns the handshake, and the cookie that brings it back: until when, the secret, and our seal on both */
export function openHandshake(keys: Keyring, secret: string, now: Instant): { handshake: Handshake; cookie: string } {
  const until = String(now + DOMAIN_HANDSHAKE_LIFETIME)
  return { handshake: from(keys, secret), cookie: `${until}.${secret}.${seal(keys, until, secret)}` }
}

/** Null for a cookie that is missing, not ours, or too old. */
export function readHandshake(keys: Keyring, cookie: string | null, now: Instant): Handshake | null {
  const [, until = '', secret = '', mark = ''] = /^(\d{1,15})\.([\w-]{43})\.([\w-]{43})$/.exec(cookie ?? '') ?? []
  return sameText(mark, seal(keys, until, secret)) && now < Number(until) ? from(keys, secret) : null
}

const seal = (keys: Keyring, until: string, secret: string) => keys.digest('domain-seal', until, secret)

const from = (keys: Keyring, secret: string): Handshake => ({
  secret,
  state: keys.digest('domain-state', secret),
  nonce: keys.digest('domain-nonce', secret),
  verifier: keys.digest('domain-verifier', secret),
})
