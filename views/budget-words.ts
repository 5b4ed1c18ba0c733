import { BREAKERS, BUDGETS, RESEND_WAITS } from '../src/domain/policy.ts'
import type { Budget } from '../src/domain/refusal.ts'
import { duration } from './duration.ts'

/** What is said where a message may not leave: what stands in the way, and what can be done now or when. */
export function overBudget(budget: Budget, support: string): string {
  switch (budget) {
    case 'switched-off':
      return `These messages are switched off for now, so no code was sent. Choose another way to get a code, or ask ${support} when they are back.`
    case 'suppressed':
      return `Mail to this address came back to us or was not wanted there, so no code was sent. Choose another address or another way, or ask ${support}.`
    case 'not-asked':
      return `Whoever answered our call to this number did not ask for it, so we leave it alone for a day. Check the number and enter another, or choose another way.`
    case 'soon':
      return `A code went there just now. Wait ${duration(RESEND_WAITS[0])} before you ask for another.`
    case 'destination':
      return `Several codes went to this address or number already. Use the latest one, or wait ${duration(BUDGETS.destinationShort.within)} and try again.`
    case 'destination-day':
      return 'Too many codes went to this address or number today. Use another one, or try again tomorrow.'
    case 'account':
      return 'Too many codes were sent for your account today. Use the latest one, or try again tomorrow.'
    case 'client':
      return `Many codes were sent from your network in the last minutes. Wait ${duration(BUDGETS.clientShort.within)}, then try again.`
    case 'prefix':
      return `Many codes went to numbers much like this one and were not entered, so we send fewer there for now. Choose another way, or wait ${duration(BREAKERS.prefix.probe)} and try again.`
    case 'country':
      return `Many codes went to numbers in this country and were not entered, so we send fewer there for now. Choose another way, or wait ${duration(BREAKERS.country.probe)} and try again.`
    case 'spend':
      return 'We cannot send more texts or make more calls today. Choose another way, or try again tomorrow.'
    case 'day':
      return 'We cannot send more of these today. Choose the other way to get a code, or try again tomorrow.'
  }
}
