import { DOMAIN_HANDSHAKE_LIFETIME } from '../domain/policy.ts'
import { type Instant, type Keyring, sameText } from '../system.ts'

/**
 * What ties the issuer's answer to the browser that asked. All of it follows from one secret, which only that browser's cookie
 * holds: nothing is stored for strangers. `verifier` is the PKCE code verifier (RFC 7636); `maxAge`, in seconds, how long ago the issuer
 * may have authenticated the person, null where any session of theirs will do.
 */
export type Handshake = { secret: string; state: string; nonce: string; verifier: string; maxAge: number | null }

/** @returns the handshake, and the cookie that brings it back: until when, with the age that was asked for, the secret, and our seal on all */
export function openHandshake(
  keys: Keyring,
  secret: string,
  now: Instant,
  maxAge: number | null = null,
): { handshake: Handshake; cookie: string } {
  const until = `${now + DOMAIN_HANDSHAKE_LIFETIME}${maxAge === null ? '' : `-${maxAge}`}`
  return { handshake: from(keys, secret, maxAge), cookie: `${until}.${secret}.${seal(keys, until, secret)}` }
}

/** Null for a cookie that is missing, not ours, or too old. */
export function readHandshake(keys: Keyring, cookie: string | null, now: Instant): Handshake | null {
  const [, until = '', secret = '', mark = ''] = /^(\d{1,15}(?:-\d{1,9})?)\.([\w-]{43})\.([\w-]{43})$/.exec(cookie ?? '') ?? []
  const [end, maxAge] = until.split('-')
  return sameText(mark, seal(keys, until, secret)) && now < Number(end)
    ? from(keys, secret, maxAge === undefined ? null : Number(maxAge))
    : null
}

const seal = (keys: Keyring, until: string, secret: string) => keys.digest('domain-seal', until, secret)

const from = (keys: Keyring, secret: string, maxAge: number | null): Handshake => ({
  ...{ secret, maxAge },
  state: keys.digest('domain-state', secret),
  nonce: keys.digest('domain-nonce', secret),
  verifier: keys.digest('domain-verifier', secret),
})
