import { expect, it } from 'vitest'
import { hours, minutes, SESSION_IDLE, SESSION_LIFETIME, SESSION_WARNING, seconds } from '../../src/domain/policy.ts'
import { limitsOf } from '../../src/domain/session.ts'

const NOON = 1_795_539_600_000

it('a session ends 30 minutes after it was last used, and its person is warned 150 seconds before', () => {
  const { idleEndsAt, warnAt } = limitsOf({ seenAt: NOON, endsAt: NOON + hours(3) })
  expect([idleEndsAt, warnAt]).toEqual([NOON + minutes(30), NOON + minutes(27.5)])
})

it('near the end that nothing moves, the person is warned of that one', () => {
  const { endsAt, warnAt } = limitsOf({ seenAt: NOON, endsAt: NOON + minutes(20) })
  expect([endsAt, warnAt]).toEqual([NOON + minutes(20), NOON + minutes(17.5)])
})

/** NIST SP 800-63B-4, AAL2: 1 hour and 24 hours at most. WCAG 2.2, 2.2.1: a warning of 20 seconds at least. */
it('the limits stay within those of the standards', () => {
  expect(SESSION_IDLE).toBeLessThanOrEqual(hours(1))
  expect(SESSION_LIFETIME).toBeLessThanOrEqual(hours(24))
  expect(SESSION_WARNING).toBeGreaterThanOrEqual(seconds(20))
})
