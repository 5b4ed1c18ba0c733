import type { Instant } from '../system.ts'
import type { EmailRefusal } from './email.ts'
import type { ExtensionRefusal } from './extension.ts'
import type { NpiRefusal } from './npi.ts'
import type { PasswordRefusal } from './password.ts'
import type { NameRefusal } from './person-name.ts'
import type { PhoneRefusal } from './phone.ts'
import type { UsernameRefusal } from './username.ts'

/** What stands in the way of one more message. `views/words.ts` has a sentence for each. */
export type Budget =
  /** The channel is switched off. */
  | 'switched-off'
  /** Mail to the address came back, or was not wanted. */
  | 'suppressed'
  /** Whoever answered a call said that they did not ask for it. */
  | 'not-asked'
  /** One left just now. */
  | 'soon'
  /** Somebody's share is used up. */
  | 'destination'
  | 'destination-day'
  | 'account'
  | 'client'
  /** Too many codes to such numbers were never entered. */
  | 'prefix'
  | 'country'
  /** The day's money, or its messages, are used up. */
  | 'spend'
  | 'day'

/** Why a step did not move on, with what its sentence needs. `views/words.ts` has the sentences. */
export type Refusal =
  | { reason: 'wrong-credentials' }
  | { reason: 'account-disabled' }
  /** Unknown, used up, expired, or one of too many: the same to whoever guesses. */
  | { reason: 'registration-code' }
  | { reason: `first-name-${NameRefusal}` }
  | { reason: `last-name-${NameRefusal}` }
  | { reason: `npi-${NpiRefusal}` }
  | { reason: `username-${UsernameRefusal}` }
  | { reason: 'username-taken' }
  | { reason: 'no-method' }
  | { reason: 'no-way' }
  | { reason: `email-${EmailRefusal}` }
  | { reason: 'email-taken' }
  | { reason: `extension-${ExtensionRefusal}` }
  | { reason: `phone-${PhoneRefusal}`; country?: string; phoneOnly?: true }
  | PasswordRefusal
  /** Not six digits: no guess, and no try is spent on it. */
  | { reason: 'not-a-code' }
  | { reason: 'wrong-code'; triesLeft: number }
  | { reason: 'code-expired' }
  | { reason: 'tries-spent' }
  | { reason: 'codes-locked'; until: Instant }
  | { reason: 'codes-disabled' }
  | { reason: 'call-not-confirmed' }
  /** Whoever answered the call said that they had asked for none. */
  | { reason: 'call-not-asked' }
  | { reason: 'requests-spent' }
  /** It was cancelled, finished elsewhere, or is over by time. */
  | { reason: 'request-over' }
  | { reason: 'wrong-cancel-code' }
  | { reason: 'too-soon'; wait: number }
  | { reason: 'no-sends-left' }
  | { reason: 'over-budget'; budget: Budget }
