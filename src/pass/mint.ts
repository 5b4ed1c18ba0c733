import { SignJWT } from 'jose'
import { limitsOf } from '../domain/session.ts'
import { PASS_LIFETIME, type Pass } from '../guard/pass.ts'
import type { Session } from '../storage/sessions.ts'
import type { Instant } from '../system.ts'
import type { PassKeys } from './keys.ts'

/** From whom, and for whom, passes are. */
export type PassTerms = { issuer: string; audience: string }

/** A pass for whoever holds this session. @param formToken for the forms of the portal that end or extend it */
export function mintPass(
  { key, kid }: PassKeys,
  { issuer, audience }: PassTerms,
  session: Session,
  formToken: string,
  now: Instant,
): Promise<string> {
  const { idleEndsAt, endsAt } = limitsOf(session)
  const iat = inSeconds(now)
  const pass: Pass = {
    ...{ iss: issuer, aud: audience, sub: session.accountId, sid: session.id },
    ...{ iat, exp: Math.min(iat + PASS_LIFETIME, inSeconds(endsAt)), auth_time: inSeconds(session.since), amr: session.amr.split(' ') },
    ...{ facility: session.facility, name: session.name, preferred_username: session.username, form_token: formToken },
    ...{ session_idle_ends_at: inSeconds(idleEndsAt), session_ends_at: inSeconds(endsAt) },
  }
  return new SignJWT({ ...pass }).setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid }).sign(key)
}

const inSeconds = (at: Instant): number => Math.floor(at / 1000)
