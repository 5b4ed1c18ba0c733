import { type JWTVerifyGetKey, jwtVerify } from 'jose'
import { dateOf } from './runtime.ts'

/** The longest life of a pass, in seconds. */
export const PASS_LIFETIME = 60

/** What a pass says: who is asking, and how and when they were authenticated. All times are seconds since 1970 (RFC 7519 NumericDate). */
export interface Pass {
  /** The origin that issued it. */
  iss: string
  /** Whom it is for. */
  aud: string
  /** The account, by an id that stays. */
  sub: string
  /** The session. */
  sid: string
  iat: number
  /** At most 60 seconds after `iat`. */
  exp: number
  /** When the person was authenticated. */
  auth_time: number
  /** How: RFC 8176 values, and `email` and `remembered` of our own. */
  amr: string[]
  facility: string
  name: string
  /** The username. */
  preferred_username: string
  /** What a form to `/auth/sign-out`, `/auth/sign-out-everywhere` or `/auth/session/extend` carries as `token`. */
  form_token: string
  /** When the session ends unless a page is opened. */
  session_idle_ends_at: number
  /** When it ends in any case. */
  session_ends_at: number
}

const CLAIMS = ['sub', 'sid', 'iat', 'exp', 'auth_time', 'amr', 'facility', 'name', 'preferred_username']

/** Whose passes count, and for whom. */
export interface PassTerms {
  keys: JWTVerifyGetKey
  issuer: string
  audience: string
}

/**
 * @param token a JWT, as it stands in the cookie or in the `Latchkey-Pass` header
 * @param now milliseconds since 1970
 * @returns null for whatever does not verify here and now: another key, issuer or audience, no EdDSA, expired, a life of over 60 seconds
 */
export async function readPass(token: string, { keys, issuer, audience }: PassTerms, now: number): Promise<Pass | null> {
  try {
    const { payload } = await jwtVerify<Pass>(token, keys, {
      ...{ issuer, audience, algorithms: ['EdDSA'], typ: 'JWT', requiredClaims: CLAIMS },
      currentDate: dateOf(now),
    })
    return payload.exp - payload.iat <= PASS_LIFETIME ? payload : null
  } catch {
    return null
  }
}
