import { duration } from '../duration.ts'
import { nameOf, type Sender } from './sender.ts'

/** One part of a text message, in the GSM alphabet. Two parts cost twice and may arrive apart. */
const ONE_PART = 160

/**
 * The last line binds the code to our host (WICG "Origin-bound one-time codes"): a phone offers it on that site only.
 * @param host without scheme and port
 */
export function smsCode(sender: Sender, { code, lifetime, host }: { code: string; lifetime: number; host: string }): string {
  const said = `${code} is your code. It works for ${duration(lifetime, sender.language)}. Never read it to anybody.`
  const bound = `\n\n@${host} #${code}`
  return firstThatFits([
    `${nameOf(sender)}: ${said} Not you? Ignore it.${bound}`,
    `${sender.portalName}: ${said} Not you? Ignore it.${bound}`,
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
