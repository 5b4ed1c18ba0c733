import type { Instant } from '../system.ts'
import { type DeliveryState, neverArrived } from './delivery.ts'
import { ATTEMPTS_PER_CHALLENGE, EMAIL_CODE_LIFETIME, PHONE_CODE_LIFETIME, RESEND_WAITS, SENDS_PER_CHALLENGE } from './policy.ts'

export const PURPOSES = [
  'registration-email',
  'registration-phone',
  'login',
  'recovery-email',
  'recovery-phone',
  'replacement-email',
  'replacement-phone',
] as const
export type Purpose = (typeof PURPOSES)[number]

/** Purposes whose number is of the person's own choice, and not confirmed yet: what a pumping attack goes through. */
export const CHOSEN_NUMBERS = ['registration-phone', 'replacement-phone'] as const satisfies readonly Purpose[]
export const isChosenNumber = (purpose: Purpose | null): boolean => (CHOSEN_NUMBERS as readonly (Purpose | null)[]).includes(purpose)

/** How a code travels. One that is shown on the screen to be keyed into a call is never good on the screen. */
export type Channel = 'email' | 'sms' | 'voice'

/** Proof of one address, for one purpose, in one flow. */
export type Challenge = {
  id: string
  purpose: Purpose
  destination: string
  /** Of a phone behind a switchboard: only a call gets there. */
  extension?: string | null
  attempts: number
  sends: number
  lastSentAt: Instant
  consumedAt: Instant | null
}

export const lifetimeOf = (purpose: Purpose): number => (purpose === 'registration-email' ? EMAIL_CODE_LIFETIME : PHONE_CODE_LIFETIME)

export const triesLeft = (challenge: Challenge): number => Math.max(0, ATTEMPTS_PER_CHALLENGE - challenge.attempts)

/**
 * Milliseconds until another message may be asked for; null when the challenge has sent its last.
 * @param latest its latest message: one that never arrived is waited for by nobody
 */
export function waitBeforeResend(challenge: Challenge, latest: { state: DeliveryState } | null, now: Instant): number | null {
  if (challenge.sends >= SENDS_PER_CHALLENGE) return null
  if (neverArrived(latest)) return 0
  return Math.max(0, challenge.lastSentAt + (RESEND_WAITS[challenge.sends - 1] ?? 0) - now)
}
