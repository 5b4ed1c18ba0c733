import { describe, expect, it } from 'vitest'
import { MOVES, type Move, STEPS, type Step, stageOf } from '../../src/domain/flow.ts'

const PHONE = STEPS
const EMAIL: readonly Step[] = ['choose-method', 'give-email', 'verify-email', 'set-password']
const moves = Object.entries(MOVES) as [Move, readonly Step[]][]

describe('the steps are counted as the screens show them', () => {
  it('from 1 to 6 with the phone', () => {
    expect(stageOf('log-in')).toEqual({ number: 1, of: 6 })
    expect(PHONE.map((step) => stageOf(step, 'phone'))).toEqual([2, 3, 3, 4, 5, 6].map((number) => ({ number, of: 6 })))
  })
  it('from 1 to 4 with email', () => {
    expect(stageOf('log-in', 'email')).toEqual({ number: 1, of: 4 })
    expect(EMAIL.map((step) => stageOf(step, 'email'))).toEqual([2, 3, 3, 4].map((number) => ({ number, of: 4 })))
  })
  it('as with the phone while no method is chosen', () => {
    expect(stageOf('choose-method')).toEqual({ number: 2, of: 6 })
  })
})

describe('every step', () => {
  it.each(STEPS)('%s can be answered: a move of its name starts there', (step) => {
    expect(MOVES[step]).toEqual([step])
  })
  it.each(STEPS)('%s can be left for good', (step) => {
    expect(MOVES.cancel).toContain(step)
  })
  it.each(STEPS.slice(1))('%s can be gone back from', (step) => {
    const back = moves.filter(([move, from]) => move.endsWith('/again') && from.includes(step))
    expect(back).not.toEqual([])
  })
})

it('goes back only to a step that comes before', () => {
  for (const [move, from] of moves.filter(([name]) => name.endsWith('/again'))) {
    const to = STEPS.indexOf(move.replace('/again', '') as Step)
    expect(to).toBeGreaterThanOrEqual(0)
    for (const step of from) expect(STEPS.indexOf(step)).toBeGreaterThan(to)
  }
})

it('asks for another message only where the first one is answered', () => {
  expect(MOVES['verify-email/new-code']).toEqual(['verify-email'])
  expect(MOVES['verify-phone/new-code']).toEqual(['verify-phone'])
  expect(MOVES['verify-phone/call-me']).toEqual(['verify-phone'])
})
