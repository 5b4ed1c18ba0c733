import type { Purpose } from '../../src/domain/challenge.ts'
import { maskPhone } from '../../src/domain/mask.ts'
import { inZone } from './in-zone.ts'
import { type Letter, letter } from './letter.tsx'
import { nameOf, type Sender } from './sender.ts'

type About = { purpose: Purpose; phoneEnd: string; at: number; timeZone: string }

/** To the owner of an account in whose name a phone was called that did not ask for it. Nothing in it acts. */
export function notAsked(sender: Sender, { purpose, phoneEnd, at, timeZone }: About): Promise<Letter> {
  const registers = purpose === 'registration-phone'
  const name = nameOf(sender)
  return letter(sender.language, `A call from ${name} was not asked for`, [
    `${registers ? 'A registration with this email address' : 'Somebody with your password, or a code from your mailbox,'} asked ${name} to call ${maskPhone(phoneEnd)}. Whoever answered said that they did not ask for it. Nothing was confirmed, and ${registers ? 'the number is forgotten' : 'what was begun is over'}.`,
    `Called on ${inZone(at, timeZone, sender.language)}.`,
    registers
      ? 'If you mistyped the number, go back to your registration and enter your own. If it was you who answered, and you do not register, somebody else uses your email address: do not give codes to anybody.'
      : 'If it was you who asked, check the number. If it was not you, somebody else knows your password: change it now.',
    `For help, contact ${sender.support}.`,
  ])
}
