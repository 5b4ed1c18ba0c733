/** The pass: the one thing that a portal behind the guard has to know of logging in. */
import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import * as z from 'zod'

/** All that the portal knows of the person who asks. Times are milliseconds since 1970. */
export interface Visitor {
  /** Who it is, for ever: whatever the portal stores of a person is stored under this. */
  subject: string
  username: string
  name: string
  facility: string
  loggedInAt: number
  /** What the forms to `/auth/…` carry. */
  formToken: string
  session: {
    /** How long it lasts without a new page, in minutes. */
    idleMinutes: number
    /** At the latest. */
    endsAt: number
    /** From now until the person is warned, in seconds. */
    warnIn: number
  }
}

/** Says who asks; null refuses the request. */
export type Verify = (pass: string | undefined, now: number) => Promise<Visitor | null>

/** Clocks of two machines may differ by this many seconds. */
const CLOCK_TOLERANCE = 30
/** The person is told so many seconds before the session ends. */
const WARNING = 150

const seconds = z.number().int()
const claims = z.object({
  sub: z.string().min(1),
  ...{ name: z.string(), preferred_username: z.string(), facility: z.string(), form_token: z.string() },
  ...{ iat: seconds, exp: seconds, auth_time: seconds, session_idle_ends_at: seconds, session_ends_at: seconds },
})

/**
 * K02: whoever reaches this portal past the guard has no pass, and gets no further.
 * @param origin that of the guard, which issues passes and is whom they are for
 * @param keys of the guard: `createRemoteJWKSet(new URL('/auth/jwks.json', origin))`
 */
export const verifier =
  (origin: string, keys: JWTVerifyGetKey): Verify =>
  async (pass, now) => {
    if (!pass) return null
    try {
      const { payload } = await jwtVerify(pass, keys, {
        ...{ issuer: origin, audience: origin, algorithms: ['EdDSA'] },
        ...{ clockTolerance: CLOCK_TOLERANCE, currentDate: new Date(now) },
      })
      const parsed = claims.safeParse(payload)
      return parsed.success ? visitorOf(parsed.data, now) : null
    } catch (cause) {
      if (isNoAnswer(cause)) throw new KeysUnavailable('The guard’s keys can’t be had', { cause })
      return null
    }
  }

/** The guard's keys can't be had: whether the pass is good was not decided. */
export class KeysUnavailable extends Error {
  override name = 'KeysUnavailable'
}

/** A bad pass is an error of a class of its own; what remains is a key set that did not come, or came broken. */
const isNoAnswer = (cause: unknown) =>
  !(cause instanceof errors.JOSEError) || ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'].includes(cause.code)

function visitorOf(pass: z.output<typeof claims>, now: number): Visitor {
  const ends = Math.min(pass.session_idle_ends_at, pass.session_ends_at)
  return {
    subject: pass.sub,
    username: pass.preferred_username,
    name: pass.name,
    facility: pass.facility,
    loggedInAt: pass.auth_time * 1000,
    formToken: pass.form_token,
    session: {
      idleMinutes: Math.ceil((pass.session_idle_ends_at - pass.iat) / 60),
      endsAt: pass.session_ends_at * 1000,
      warnIn: Math.max(0, ends - WARNING - Math.floor(now / 1000)),
    },
  }
}
