import { minutes, seconds } from '../../src/domain/policy.ts'
import type { Budget, Refusal } from '../../src/domain/refusal.ts'
import { type Words, wordsFor } from '../../views/words.ts'

export const NOW = 1_795_539_600_000
export const SUPPORT = 'the help desk'

/** Complete by its type: a new budget does not compile until it stands here. */
const BUDGETS: Record<Budget, true> = {
  ...{ 'switched-off': true, suppressed: true, 'not-asked': true },
  ...{ soon: true, destination: true, 'destination-day': true, account: true, client: true },
  ...{ prefix: true, country: true, spend: true, day: true },
}

/** Every refusal there is, each with what its sentence needs. Complete by its type: a new reason does not compile until it stands here. */
export const REFUSALS: Record<Refusal['reason'], Refusal[]> = {
  'wrong-credentials': [{ reason: 'wrong-credentials' }],
  'account-disabled': [{ reason: 'account-disabled' }],
  'no-way': [{ reason: 'no-way' }],
  'requests-spent': [{ reason: 'requests-spent' }],
  'request-over': [{ reason: 'request-over' }],
  'wrong-cancel-code': [{ reason: 'wrong-cancel-code' }],
  'no-method': [{ reason: 'no-method' }],
  'registration-code': [{ reason: 'registration-code' }],
  'first-name-missing': [{ reason: 'first-name-missing' }],
  'first-name-too-long': [{ reason: 'first-name-too-long' }],
  'first-name-not-a-name': [{ reason: 'first-name-not-a-name' }],
  'last-name-missing': [{ reason: 'last-name-missing' }],
  'last-name-too-long': [{ reason: 'last-name-too-long' }],
  'last-name-not-a-name': [{ reason: 'last-name-not-a-name' }],
  'npi-not-ten-digits': [{ reason: 'npi-not-ten-digits' }],
  'npi-check-digit': [{ reason: 'npi-check-digit' }],
  'username-missing': [{ reason: 'username-missing' }],
  'username-too-short': [{ reason: 'username-too-short' }],
  'username-too-long': [{ reason: 'username-too-long' }],
  'username-signs': [{ reason: 'username-signs' }],
  'username-not-your-address': [{ reason: 'username-not-your-address' }],
  'username-taken': [{ reason: 'username-taken' }],

  'email-missing': [{ reason: 'email-missing' }],
  'email-several': [{ reason: 'email-several' }],
  'email-no-at': [{ reason: 'email-no-at' }],
  'email-no-domain': [{ reason: 'email-no-domain' }],
  'email-too-long': [{ reason: 'email-too-long' }],
  'email-foreign-letters': [{ reason: 'email-foreign-letters' }],
  'email-not-an-address': [{ reason: 'email-not-an-address' }],
  'email-taken': [{ reason: 'email-taken' }],

  'phone-missing': [{ reason: 'phone-missing' }],
  'phone-extension': [{ reason: 'phone-extension' }],
  'phone-not-ten-digits': [{ reason: 'phone-not-ten-digits' }],
  'phone-not-a-number': [{ reason: 'phone-not-a-number' }],
  'phone-special-service': [{ reason: 'phone-special-service' }],
  'phone-other-country': [{ reason: 'phone-other-country', country: 'US' }],
  'phone-country-not-offered': [{ reason: 'phone-country-not-offered', country: 'JM' }],

  'password-too-short': [
    { reason: 'password-too-short', shortest: 8 },
    { reason: 'password-too-short', shortest: 15 },
  ],
  'password-too-long': [{ reason: 'password-too-long', longest: 256 }],
  'password-common': [{ reason: 'password-common' }],
  'password-simple': [{ reason: 'password-simple' }],
  'password-has-name': [{ reason: 'password-has-name' }],
  'password-unchanged': [{ reason: 'password-unchanged' }],
  'passwords-differ': [{ reason: 'passwords-differ' }],

  'not-a-code': [{ reason: 'not-a-code' }],
  'wrong-code': [4, 3, 2, 1].map((triesLeft) => ({ reason: 'wrong-code', triesLeft })),
  'code-expired': [{ reason: 'code-expired' }],
  'tries-spent': [{ reason: 'tries-spent' }],
  'codes-locked': [{ reason: 'codes-locked', until: NOW + minutes(15) }],
  'codes-disabled': [{ reason: 'codes-disabled' }],
  'call-not-confirmed': [{ reason: 'call-not-confirmed' }],
  'extension-by-text': [{ reason: 'extension-by-text' }],
  'extension-not-digits': [{ reason: 'extension-not-digits' }],
  'extension-too-long': [{ reason: 'extension-too-long' }],
  'call-not-asked': [{ reason: 'call-not-asked' }],

  'too-soon': [{ reason: 'too-soon', wait: seconds(29) }],
  'no-sends-left': [{ reason: 'no-sends-left' }],
  'over-budget': (Object.keys(BUDGETS) as Budget[]).map((budget) => ({ reason: 'over-budget', budget })),
}

export const ALL: readonly Refusal[] = Object.values(REFUSALS).flat()

/** Not refused, and refused in each way that belongs to one of these fields. */
export const refused = (fields: readonly (string | null)[]): [string, Words | null][] => [
  ['', null],
  ...ALL.map((refusal, i): [string, Words] => [`, refused as ${refusal.reason} (${i})`, wordsFor(refusal, NOW, SUPPORT)]).filter(
    ([, words]) => fields.includes(words.field),
  ),
]
