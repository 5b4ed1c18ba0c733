import type { LogIn, LoginOutcome } from '../../src/login/ports.ts'
import type { UserProved } from '../../src/login/prove-user.ts'
import { type Office, officeOf } from '../registration/deps.ts'
import { type House, REMEMBER_DAYS } from '../storage/house.ts'

/** What the login speaks to: the real storage, and a post office that only takes notes. */
export type Desk = LogIn & Office

export function deskOf(house: House, more: Partial<LogIn> = {}): Desk {
  const office = officeOf(house)
  return Object.assign(office, {
    logins: house.logins,
    requests: house.requests,
    stepUps: house.stepUps,
    rememberDays: REMEMBER_DAYS,
    registration: { ...office },
    ...more,
  })
}

/** Where an outcome leads, in short: the step, with the reason when it stays; the portal; the start. */
export function shortOf(outcome: LoginOutcome | UserProved): string {
  switch (outcome.to) {
    case 'step':
      return outcome.refused ? `${outcome.record.flow.step}: ${outcome.refused.reason}` : outcome.record.flow.step
    case 'start':
      return `start: ${outcome.because}`
    case 'stay':
      return `stay: ${outcome.refused.reason}`
    default:
      return outcome.to
  }
}
