import type { Instant } from '../system.ts'
import { SESSION_IDLE, SESSION_WARNING } from './policy.ts'

/** When a session was last used, and when it ends however much it is used. */
export type SessionTimes = { seenAt: Instant; endsAt: Instant }

export type SessionLimits = {
  /** The end, unless a page is opened or the session extended before. */
  idleEndsAt: Instant
  /** The end that nothing moves. */
  endsAt: Instant
  /** From then on the person is warned of whichever comes first. */
  warnAt: Instant
}

export function limitsOf({ seenAt, endsAt }: SessionTimes): SessionLimits {
  const idleEndsAt = seenAt + SESSION_IDLE
  return { idleEndsAt, endsAt, warnAt: Math.min(idleEndsAt, endsAt) - SESSION_WARNING }
}
