import type { Purpose } from '../../src/domain/challenge.ts'
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

/** The number itself is never spoken: whoever answers must have the screen before them. */
export const question = (sender: Sender, proof: VoiceProof, purpose: Purpose, opening: 'first' | 'again'): string =>
  opening === 'again'
    ? `Let us try that again. ${ASKS[proof]}`
    : `Hello. This is ${nameOf(sender)}. We are calling because ${WHY[purpose] ?? 'this phone number is being registered'}. ${ASKS[proof]} If you did not ask for this call, please hang up.`

export const ending = (how: 'confirmed' | 'not-confirmed'): string =>
  how === 'confirmed'
    ? 'Thank you. Your phone is confirmed. You can hang up, and go on at your screen.'
    : 'Your phone is not confirmed. Please go back to your screen to try again. Goodbye.'
