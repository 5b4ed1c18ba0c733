import { describe, expect, it } from 'vitest'
import { emailSuffices, LOGIN_MOVES, LOGIN_STEPS, type Way, waysShown } from '../../src/domain/login.ts'
import { PASSWORD_SHORTEST } from '../../src/domain/policy.ts'

const phone: Way = { id: 'p', kind: 'phone', address: '+13126120001' }
const email: Way = { id: 'e', kind: 'email', address: 'dana@clinic.example' }
const work: Way = { id: 'w', kind: 'email', address: 'dana@hospital.example' }

/** 63B-4 §3.1.3.1 */
describe('a code by email suffices', () => {
  it.each([
    ['a'.repeat(PASSWORD_SHORTEST.email), true],
    ['a'.repeat(PASSWORD_SHORTEST.email - 1), false],
    // Of fourteen letters, however many bytes and units they are written with.
    ['🪻'.repeat(14), false],
    ['e\u0301'.repeat(14), false],
    ['e\u0301'.repeat(15), true],
  ])('beside %j: %s', (password, suffices) => {
    expect(emailSuffices(password)).toBe(suffices)
  })
})

describe('the ways that are shown', () => {
  it('are those of the kind that was chosen, and whether there are others', () => {
    const ways = [phone, email, work]
    expect(waysShown({ kind: 'phone', ways })).toEqual({ kind: 'phone', ways: [phone], others: true })
    expect(waysShown({ kind: 'email', ways })).toEqual({ kind: 'email', ways: [email, work], others: true })
  })
  it('are the others where there is none of that kind', () => {
    expect(waysShown({ kind: 'email', ways: [phone] })).toEqual({ kind: 'phone', ways: [phone], others: false })
    expect(waysShown({ kind: 'phone', ways: [work] })).toEqual({ kind: 'email', ways: [work], others: false })
  })
  it('may be none', () => {
    expect(waysShown({ kind: 'email', ways: [] }).ways).toEqual([])
  })
})

it.each(LOGIN_STEPS)('from %s another way can be tried', (step) => {
  expect(LOGIN_MOVES['other-way']).toContain(step)
})

it.each(LOGIN_STEPS.filter((step) => step !== 'phone-requested'))('%s can be answered: a move of its name starts there', (step) => {
  expect(LOGIN_MOVES[step]).toEqual([step])
})

it('nothing but another way leads on from a request that has to wait', () => {
  expect(
    Object.entries(LOGIN_MOVES).flatMap(([move, from]) => ((from as readonly string[]).includes('phone-requested') ? [move] : [])),
  ).toEqual(['other-way'])
})
