import type { Method } from '../../src/domain/flow.ts'
import { chooseMethod } from '../../src/registration/choose-method.ts'
import { giveEmail } from '../../src/registration/give-email.ts'
import { givePhone } from '../../src/registration/give-phone.ts'
import { type BackMove, goBack } from '../../src/registration/go-back.ts'
import type { Outcome } from '../../src/registration/ports.ts'
import { sendNewCode } from '../../src/registration/send-code.ts'
import { setPassword } from '../../src/registration/set-password.ts'
import { verifyEmail } from '../../src/registration/verify-email.ts'
import { verifyPhone } from '../../src/registration/verify-phone.ts'
import type { Passage } from '../storage/passage.ts'
import { ask, type Office } from './deps.ts'

/** The forms of the registration, as a person at some step sends them. */
export const formsOf = (office: Office) => ({
  method: (who: Passage, method: Method | null) => ask(who, (visit) => chooseMethod(office, visit, method)),
  email: (who: Passage, typed: string) => ask(who, (visit) => giveEmail(office, visit, typed)),
  phone: (who: Passage, number: string, country = 'US', channel: 'sms' | 'voice' = 'sms') =>
    ask(who, (visit) => givePhone(office, visit, { country, number, channel })),
  emailCode: (who: Passage, typed: string) => ask(who, (visit) => verifyEmail(office, visit, typed)),
  phoneCode: (who: Passage, typed: string | null) => ask(who, (visit) => verifyPhone(office, visit, typed)),
  again: (who: Passage, channel: 'email' | 'sms' | 'voice' = 'email') =>
    ask(who, (visit) => sendNewCode(office, visit, channel === 'email' ? 'verify-email' : 'verify-phone', channel)),
  password: (who: Passage, password: string, again = password) => ask(who, (visit) => setPassword(office, visit, { password, again })),
  back: (who: Passage, move: BackMove) => ask(who, (visit) => goBack(office, visit, move)),
})

export const refusalOf = (outcome: Outcome) => (outcome.to === 'step' ? outcome.refused : null)
