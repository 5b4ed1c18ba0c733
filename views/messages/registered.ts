import { inZone } from './in-zone.ts'
import { type Letter, letter } from './letter.tsx'
import { nameOf, type Sender } from './sender.ts'

export type Registration = {
  method: 'phone' | 'email'
  maskedPhone: string | null
  maskedEmail: string
  /** Milliseconds since 1970. */
  at: number
  timeZone: string
}

/** Says what was registered and when, to whoever owns the address. Nothing in it acts. */
export const registered = (sender: Sender, { method, maskedPhone, maskedEmail, at, timeZone }: Registration): Promise<Letter> =>
  letter(sender.language, `You are registered with ${nameOf(sender)}`, [
    `Your registration with ${nameOf(sender)} is complete. You set a new password. From now on you log in with it and a code.`,
    method === 'phone'
      ? `Codes go to the phone number ${maskedPhone}. Your email address is ${maskedEmail}.`
      : `Codes go to the email address ${maskedEmail}.`,
    `Registered on ${inZone(at, timeZone, sender.language)}.`,
    `If this was not you, contact ${sender.support} at once. Never read a code to anybody.`,
  ])
