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

/** `November 24, 2026 at 3:40 PM EST` */
function inZone(at: number, timeZone: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  })
  // Some versions of ICU put a narrow space before PM, which not every mail program can show.
  return format.format(at).replaceAll('\u202f', ' ')
}
