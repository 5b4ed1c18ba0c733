/**
 * Where each move of each journey may lead, besides staying where it is with what was wrong. The map in the README is drawn from these,
 * and tests hold the storage to them.
 */
import { MOVES, type Move, STEPS, type Step } from './flow.ts'
import { LOGIN_MOVES, LOGIN_STEPS, type LoginMove, type LoginStep } from './login.ts'
import { RECOVERY_MOVES, RECOVERY_STEPS, type RecoveryMove, type RecoveryStep } from './recovery.ts'

/** The ends of journeys: none of them is a step. */
export type End = 'portal' | 'log in' | 'cancelled'

export const LEADS = {
  'choose-method': ['give-email', 'set-password', 'give-phone'],
  'choose-method/again': ['choose-method'],
  'give-email': ['verify-email'],
  'give-email/again': ['give-email'],
  'verify-email': ['set-password'],
  'verify-email/new-code': ['verify-email'],
  'set-password': ['give-phone', 'portal'],
  'give-phone': ['verify-phone'],
  'give-phone/again': ['give-phone'],
  'verify-phone': ['portal'],
  'verify-phone/new-code': ['verify-phone'],
  'verify-phone/call-me': ['verify-phone'],
  cancel: ['cancelled'],
} as const satisfies Record<Move, readonly (Step | End)[]>

export const LOGIN_LEADS = {
  'send-code': ['enter-code'],
  'other-way': ['send-code'],
  'enter-code': ['portal'],
  'enter-code/new-code': ['enter-code'],
  'enter-code/call-me': ['enter-code'],
  'lost-phone': ['check-mailbox'],
  'check-mailbox': ['phone-requested', 'new-phone'],
  'check-mailbox/new-code': ['check-mailbox'],
  'new-phone': ['check-new-phone'],
  'new-phone/again': ['new-phone'],
  'check-new-phone': ['portal'],
  'check-new-phone/new-code': ['check-new-phone'],
  'check-new-phone/call-me': ['check-new-phone'],
} as const satisfies Record<LoginMove, readonly (LoginStep | End)[]>

export const RECOVERY_LEADS = {
  'check-email': ['choose-phone', 'new-password'],
  'check-email/new-code': ['check-email'],
  'choose-phone': ['check-phone'],
  'choose-phone/again': ['choose-phone'],
  'check-phone': ['new-password'],
  'check-phone/new-code': ['check-phone'],
  'check-phone/call-me': ['check-phone'],
  'new-password': ['log in'],
} as const satisfies Record<RecoveryMove, readonly (RecoveryStep | End)[]>

/** A journey: what opens it, its steps, and what its moves do. */
export type Journey = {
  opens: readonly { at: string; with: string; leads: string }[]
  steps: readonly string[]
  moves: Readonly<Record<string, readonly string[]>>
  leads: Readonly<Record<string, readonly string[]>>
}

export const JOURNEYS: Readonly<Record<'registration' | 'login' | 'recovery', Journey>> = {
  registration: {
    opens: [
      { at: 'log in', with: 'the current username and password', leads: 'choose-method' },
      { at: 'log in', with: 'a registration code', leads: 'choose-method' },
    ],
    ...{ steps: STEPS, moves: MOVES, leads: LEADS },
  },
  login: {
    opens: [
      { at: 'log in', with: 'username and password', leads: 'send-code' },
      { at: 'log in', with: 'the same, on a browser that is remembered', leads: 'portal' },
      { at: 'log in', with: 'a domain account', leads: 'portal' },
      { at: 'portal', with: 'a page that asks again, the session in place of the password', leads: 'send-code' },
    ],
    ...{ steps: LOGIN_STEPS, moves: LOGIN_MOVES, leads: LOGIN_LEADS },
  },
  recovery: {
    opens: [{ at: 'log in', with: 'a username or an address', leads: 'check-email' }],
    ...{ steps: RECOVERY_STEPS, moves: RECOVERY_MOVES, leads: RECOVERY_LEADS },
  },
}
