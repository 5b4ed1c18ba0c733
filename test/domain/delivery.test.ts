import { describe, expect, it } from 'vitest'
import { type DeliveryState, isOver, STATES } from '../../src/domain/delivery.ts'

const inOrder = (...states: DeliveryState[]) => {
  const ranks = states.map((state) => STATES[state])
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
  expect(new Set(ranks).size).toBe(ranks.length)
}

/** M06. */
describe('what happens to a message only ever moves forward', () => {
  it('a mail or a text: due, perhaps sent, sent, delayed, delivered', () => inOrder('due', 'uncertain', 'sent', 'delayed', 'delivered'))
  it('a call: due, perhaps placed, sent, ringing, answered, asked, keyed wrongly, confirmed', () =>
    inOrder('due', 'uncertain', 'sent', 'ringing', 'answered', 'asked', 'wrong-digits', 'confirmed'))
})

const ENDS = ['refused', 'failed', 'expired', 'busy', 'no-answer', 'rejected', 'voicemail', 'hung-up', 'too-many-tries'] as const

it.each(ENDS)('%s is an end, which no other end replaces and only a confirmation does', (end) => {
  expect(isOver(end)).toBe(true)
  expect(ENDS.filter((other) => STATES[other] > STATES[end])).toEqual([])
  expect(STATES.confirmed).toBeGreaterThan(STATES[end])
})

it('is over when it was confirmed or has ended, and not before', () => {
  const open = (Object.keys(STATES) as DeliveryState[]).filter((state) => !isOver(state))
  expect(open).toEqual(['due', 'uncertain', 'sent', 'delayed', 'delivered', 'ringing', 'answered', 'asked', 'wrong-digits'])
})
