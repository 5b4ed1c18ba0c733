import { type Letter, letter } from './letter.tsx'
import { nameOf, type Sender } from './sender.ts'

/** To the owner of an address that somebody tried to register a second time. The page said the same as always. */
export const emailInUse = (sender: Sender): Promise<Letter> =>
  letter(sender.language, `About your email address at ${nameOf(sender)}`, [
    `Somebody asked ${nameOf(sender)} for a code to confirm this email address. It already belongs to another login, so no code was sent.`,
    'If that was you, go back and give a different email address, or log in with the login that this address belongs to.',
    `If it was not you, you do not need to do anything: nothing was changed. For help, contact ${sender.support}.`,
  ])
