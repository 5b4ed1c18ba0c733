import type { Purpose } from '../../src/domain/challenge.ts'
import { duration } from '../duration.ts'
import { type Letter, letter } from './letter.tsx'
import { nameOf, type Sender } from './sender.ts'

type Words = { why(name: string): string; notYou(support: string): string }

const CONFIRMING: Words = {
  why: (name) => `You are confirming this email address for ${name}.`,
  notYou: (support) =>
    `If you did not ask for a code, you do not need to do anything: without it, nothing is changed. For help, contact ${support}.`,
}
const stranger = (support: string) => `If you did not ask for a code, somebody else knows your password. Change it, and contact ${support}.`
const BY_PURPOSE: Partial<Record<Purpose, Words>> = {
  login: { why: (name) => `You are logging in to ${name}.`, notYou: stranger },
  'recovery-email': {
    why: (name) =>
      `Somebody, perhaps you, wants to set a new password for your login at ${name}. With this code a new password can be set.`,
    notYou: (support) => `If you did not ask for it, give the code to nobody: your password stays as it is. For help, contact ${support}.`,
  },
  'replacement-email': { why: (name) => `You told ${name} that you no longer have your phone.`, notYou: stranger },
}

/**
 * The code that confirms an address, or lets somebody in. It is not in the subject, and stands behind two whole sentences in the body:
 * subjects and first lines are shown on locked screens. There is no link, since nobody should learn to follow one from a mail.
 */
export const emailCode = (
  sender: Sender,
  { purpose, code, lifetime }: { purpose: Purpose; code: string; lifetime: number },
): Promise<Letter> => {
  const words = BY_PURPOSE[purpose] ?? CONFIRMING
  return letter(sender.language, `Your code for ${nameOf(sender)}`, [
    `${words.why(nameOf(sender))} Type the code below on the page where you asked for it. It works for ${duration(lifetime, sender.language)} after you asked.`,
    { code },
    `Never read this code to anybody. Nobody from ${sender.brandName} will ask for it.`,
    words.notYou(sender.support),
  ])
}
