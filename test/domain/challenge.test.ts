import { describe, expect, it } from 'vitest'
import { type Challenge, lifetimeOf, triesLeft, waitBeforeResend } from '../../src/domain/challenge.ts'
import { minutes, seconds } from '../../src/domain/policy.ts'

const SENT = 1_795_539_600_000
const challenge = (about: Partial<Challenge>): Challenge => ({
  id: 'c',
  purpose: 'registration-email',
  destination: 'dana@clinic.org',
  attempts: 0,
  sends: 1,
  lastSentAt: SENT,
  consumedAt: null,
  ...about,
})

const LEFT = { state: 'sent' } as const

/** NIST SP 800-63B-4 §3.1.3: ten minutes for what is out of band; an address may take longer to confirm. */
it('gives an email code an hour and a phone code ten minutes', () => {
  expect(lifetimeOf('registration-email')).toBe(minutes(60))
  expect(lifetimeOf('registration-phone')).toBe(minutes(10))
})

describe('the wait for another message grows', () => {
  it.each([
    [1, 30],
    [2, 60],
    [3, 120],
    [4, 120],
  ])('after message %i it is %i seconds', (sends, wait) => {
    const sent = challenge({ sends })
    expect(waitBeforeResend(sent, LEFT, SENT)).toBe(seconds(wait))
    expect(waitBeforeResend(sent, LEFT, SENT + seconds(wait) - 1)).toBe(1)
    expect(waitBeforeResend(sent, LEFT, SENT + seconds(wait))).toBe(0)
    expect(waitBeforeResend(sent, LEFT, SENT + minutes(60))).toBe(0)
  })

  it('and after the fifth message there is no other', () => {
    expect(waitBeforeResend(challenge({ sends: 5 }), LEFT, SENT + minutes(60))).toBeNull()
  })

  it.each(['refused', 'failed', 'expired'] as const)('and nobody waits after one that %s', (state) => {
    expect(waitBeforeResend(challenge({ sends: 4 }), { state }, SENT)).toBe(0)
    expect(waitBeforeResend(challenge({ sends: 5 }), { state }, SENT)).toBeNull()
  })

  it('and a clock that jumped back makes it longer, never shorter', () => {
    expect(waitBeforeResend(challenge({}), LEFT, SENT - minutes(5))).toBe(seconds(30) + minutes(5))
  })
})

it('counts five tries down to none', () => {
  expect([0, 1, 2, 3, 4, 5, 6].map((attempts) => triesLeft(challenge({ attempts })))).toEqual([5, 4, 3, 2, 1, 0, 0])
})
