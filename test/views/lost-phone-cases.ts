import { newPhoneOfLogin } from '../../views/code-place.ts'
import { CancelPhoneRequest, CheckLostMailbox, NewPhone, PhoneRequested } from '../../views/screens/lost-phone.tsx'
import { VerifyText } from '../../views/screens/verify-phone.tsx'
import { challenges, deliveries } from './code-cases.ts'
import { type Case, SITE, TOKEN as token, WAITING, WORKING } from './person.ts'
import { NOW, refused } from './refusals.ts'

const countries = [{ code: 'US', name: 'United States', callingCode: '1' }]

/** The steps of a lost phone. */
export const LOST_PHONE: Case[] = [
  ...challenges('replacement-email').flatMap(([of, challenge]) =>
    deliveries('email-code').map(([is, delivery]) => ({
      name: `lost phone, mailbox, ${of}, message ${is}`,
      screen: (said: string) => CheckLostMailbox({ email: said, challenge, delivery, token, ...WAITING }),
    })),
  ),
  ...refused(['code', null]).map(([why, words]) => ({
    name: `lost phone, mailbox${why}`,
    screen: (said: string) => CheckLostMailbox({ email: said, challenge: null, delivery: null, token, ...WAITING, refused: words }),
  })),
  ...[NOW, null].map((from) => ({
    name: `phone requested, ${from === null ? 'cancelled since' : 'waiting'}`,
    screen: () => PhoneRequested({ from, ...SITE, token }),
  })),
  ...refused(['number', 'country', null]).map(([why, words]) => ({
    name: `new phone${why}`,
    screen: (said: string) =>
      NewPhone({ token, ...WORKING, countries, phone: said, extension: null, refused: words, typed: { country: 'US', number: said } }),
  })),
  ...challenges('replacement-phone').map(([of, challenge]) => ({
    name: `new phone, text, ${of}`,
    screen: (said: string) => VerifyText({ place: newPhoneOfLogin, phone: said, challenge, delivery: null, token, ...WAITING }),
  })),
  ...refused(['username', 'code', null]).map(([why, words]) => ({
    name: `cancel a request for a new phone${why}`,
    screen: (said: string) => CancelPhoneRequest({ token, cancelled: false, username: said, refused: words }),
  })),
  { name: 'request for a new phone, cancelled', screen: () => CancelPhoneRequest({ token, cancelled: true }) },
]
