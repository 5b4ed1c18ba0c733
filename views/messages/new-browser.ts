import { inZone } from './in-zone.ts'
import { type Letter, letter } from './letter.tsx'
import { nameOf, type Sender } from './sender.ts'

/** To the owner of an account: a browser will skip the code from now on. Nothing in it acts. */
export const newBrowser = (sender: Sender, about: { at: number; days: number; timeZone: string }): Promise<Letter> =>
  letter(sender.language, `A browser was remembered for ${nameOf(sender)}`, [
    `You logged in to ${nameOf(sender)} and chose “Remember me”. For ${about.days} days that browser is asked for the password only, not for a code.`,
    `Remembered on ${inZone(about.at, about.timeZone, sender.language)}.`,
    `If this was not you, somebody has your password: log in, choose “Sign out everywhere”, then change your password. For help, contact ${sender.support}.`,
  ])
