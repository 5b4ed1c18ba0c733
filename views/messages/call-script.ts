import type { Purpose } from '../../src/domain/challenge.ts'
import { spokenDigits } from '../../src/domain/extension.ts'
import { nameOf, type Sender } from './sender.ts'

/** What the person is asked to key in: the number on the screen, or the pound key alone. */
export type VoiceProof = 'code' | 'pound'

const ASKS: Record<VoiceProof, string> = {
  code: 'Look at the number on your screen. Key in that number on your phone. Then press the pound key, at the bottom right.',
  pound: 'To confirm that this is your phone, press the pound key, at the bottom right.',
}

const WHY: Partial<Record<Purpose, string>> = {
  login: 'somebody is logging in with your password',
  'recovery-phone': 'somebody, perhaps you, is setting a new password for your login',
}

const NOT_ASKED = 'If you did not ask for this call, press nine and then the pound key.'

/** The number itself is never spoken: whoever answers must have the screen before them. */
export const question = (sender: Sender, proof: VoiceProof, purpose: Purpose, opening: 'first' | 'again'): string =>
  opening === 'again'
    ? `Let us try that again. ${ASKS[proof]}`
    : `Hello. This is ${nameOf(sender)}. We are calling because ${WHY[purpose] ?? 'this phone number is being registered'}. ${ASKS[proof]} ${NOT_ASKED}`

/** For whoever picks up behind a switchboard: a front desk has to know for whom it is and why, and that it can wait. */
export const questionFor = (sender: Sender, extension: string, purpose: Purpose, opening: 'first' | 'again'): string => {
  const to = spokenDigits(extension)
  const hello = opening === 'first' ? 'Hello.' : 'Hello again.'
  return [
    `${hello} This call is for extension ${to}. I repeat: extension ${to}. This is ${nameOf(sender)}, an automatic call.`,
    `We are calling because ${WHY[purpose] ?? 'this phone number is being registered'}.`,
    `If you are at a front desk, please put this call through to extension ${to}, or pass the phone on. It can wait: please stay on the line.`,
    `If this is your extension: ${ASKS.code} ${NOT_ASKED}`,
  ].join(' ')
}

export const ending = (how: 'confirmed' | 'not-confirmed' | 'not-asked'): string => ENDINGS[how]

const ENDINGS = {
  confirmed: 'Thank you. Your phone is confirmed. You can hang up, and go on at your screen.',
  'not-confirmed': 'Your phone is not confirmed. Please go back to your screen to try again. Goodbye.',
  'not-asked': 'Thank you. Nothing was confirmed, and we will not call you again today. Goodbye.',
}
