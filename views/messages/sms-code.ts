import type { Purpose } from '../../src/domain/challenge.ts'
import { duration } from '../duration.ts'
import { nameOf, type Sender } from './sender.ts'

/** One part of a text message, in the GSM alphabet. Two parts cost twice and may arrive apart. */
const ONE_PART = 160

const NOT_YOU: Partial<Record<Purpose, string>> = {
  login: 'Not you? Change your password.',
  // It is sent once a code from the mailbox was right.
  'recovery-phone': 'Not you? Change the password of your email.',
}

/**
 * Who it is from, the code, and what to do if nobody asked for it. The last line binds the code to our host (WICG "Origin-bound one-time
 * codes"): a phone offers it on that site only.
 * @param host without scheme and port
 */
export function smsCode(
  sender: Sender,
  { purpose, code, lifetime, host }: { purpose: Purpose; code: string; lifetime: number; host: string },
): string {
  const time = duration(lifetime, sender.language)
  const said = `${code} is your code. It works for ${time}. Never read it to anybody.`
  const shorter = `${code} is your code for ${time}. Never read it to anybody.`
  const notYou = NOT_YOU[purpose] ?? 'Not you? Ignore it.'
  const bound = `\n\n@${host} #${code}`
  return firstThatFits([
    `${nameOf(sender)}: ${said} ${notYou}${bound}`,
    `${sender.portalName}: ${said} ${notYou}${bound}`,
    `${sender.brandName}: ${said} ${notYou}${bound}`,
    `${sender.brandName}: ${shorter} ${notYou}${bound}`,
    `${sender.brandName}: ${said}${bound}`,
  ])
}

/** @param texts the fullest first; the last is the one to send where none fits into one part */
export function firstThatFits(texts: readonly string[]): string {
  const plain = texts.map(inGsmAlphabet)
  return plain.find((text) => text.length <= ONE_PART) ?? plain.at(-1) ?? ''
}

/** One sign outside the alphabet would cut a part from 160 characters to 70: typographic quotes and dashes are made plain. */
const inGsmAlphabet = (text: string) => text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/[–—]/g, '-')
