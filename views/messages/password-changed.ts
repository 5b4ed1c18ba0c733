import { inZone } from './in-zone.ts'
import { type Letter, letter } from './letter.tsx'
import { nameOf, type Sender } from './sender.ts'

/** To the owner of an account whose forgotten password was replaced. Nothing in it acts. */
export const passwordChanged = (sender: Sender, about: { at: number; timeZone: string }): Promise<Letter> =>
  letter(sender.language, `Your password for ${nameOf(sender)} was changed`, [
    `A new password was set for your login at ${nameOf(sender)}, after codes were confirmed. Every browser was signed out.`,
    `Changed on ${inZone(about.at, about.timeZone, sender.language)}.`,
    `If this was not you, contact ${sender.support} at once. Never read a code to anybody.`,
  ])
