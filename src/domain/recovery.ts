import type { Instant } from '../system.ts'
import type { Method } from './flow.ts'
import type { Way } from './login.ts'

/** The screens of a forgotten password, once a username or an address was given. */
export const RECOVERY_STEPS = ['check-email', 'choose-phone', 'check-phone', 'new-password'] as const
export type RecoveryStep = (typeof RECOVERY_STEPS)[number]

/**
 * One pass through the recovery of a password. Until the code from the mail was entered it may belong to nobody: a name that no
 * account has is led through the same screen, and no code is right.
 */
export type Recovery = {
  id: string
  accountId: string
  username: string
  name: string
  /** What was registered: how long the new password has to be, and whether a phone has to be proved besides. */
  method: Method
  /** The confirmed address, once it was proved; the screens before don't show it. */
  email: string
  phones: readonly Way[]
  phoneProvedAt: Instant | null
  step: RecoveryStep | 'recovered'
}

/** What moves a recovery on: each of its POSTs, and the steps it may be sent from. */
export const RECOVERY_MOVES = {
  'check-email': ['check-email'],
  'check-email/new-code': ['check-email'],
  'choose-phone': ['choose-phone'],
  'choose-phone/again': ['check-phone'],
  'check-phone': ['check-phone'],
  'check-phone/new-code': ['check-phone'],
  'check-phone/call-me': ['check-phone'],
  'new-password': ['new-password'],
} as const satisfies Record<string, readonly RecoveryStep[]>

export type RecoveryMove = keyof typeof RECOVERY_MOVES
