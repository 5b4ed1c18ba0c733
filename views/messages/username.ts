import { type Letter, letter } from './letter.tsx'
import { nameOf, type Sender } from './sender.ts'

/** To an address that a login belongs to, for whoever forgot its name. Nothing in it acts. */
export const usernameReminder = (sender: Sender, { username }: { username: string }): Promise<Letter> =>
  letter(sender.language, `Your username for ${nameOf(sender)}`, [
    `Somebody asked ${nameOf(sender)} for the username that belongs to this email address. It is:`,
    { code: username },
    'You can also log in with this email address in its place.',
    `If you did not ask for it, you do not need to do anything: nothing was changed. For help, contact ${sender.support}.`,
  ])
