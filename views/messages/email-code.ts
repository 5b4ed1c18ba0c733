import type { Purpose } from '../../src/domain/challenge.ts'
import { duration } from '../duration.ts'
import { type Letter, letter } from './letter.tsx'
import { nameOf, type Sender } from './sender.ts'

/**
 * The code that confirms an address, or lets somebody in. It is not in the subject, and stands behind two whole sentences in the body:
 * subjects and first lines are shown on locked screens. There is no link, since nobody should learn to follow one from a mail.
 */
export const emailCode = (
  sender: Sender,
  { purpose, code, lifetime }: { purpose: Purpose; code: string; lifetime: number },
): Promise<Letter> =>
  letter(sender.language, `Your code for ${nameOf(sender)}`, [
    `${purpose === 'login' ? `You are logging in to ${nameOf(sender)}.` : `You are confirming this email address for ${nameOf(sender)}.`} Type the code below on the page where you asked for it. It works for ${duration(lifetime, sender.language)} after you asked.`,
    { code },
    `Never read this code to anybody. Nobody from ${sender.brandName} will ask for it.`,
    purpose === 'login'
      ? `If you did not ask for a code, somebody else knows your password. Change it, and contact ${sender.support}.`
      : `If you did not ask for a code, you do not need to do anything: without it, nothing is changed. For help, contact ${sender.support}.`,
  ])
