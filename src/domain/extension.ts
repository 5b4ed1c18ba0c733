import { withoutInvisible } from './invisible.ts'
import { type PhoneRefusal, parsePhone } from './phone.ts'
import { EXTENSION_LONGEST, seconds } from './policy.ts'

export type ExtensionRefusal = 'not-digits' | 'too-long' | 'by-text'

/** `extension` as it is dialled: digits, and `w` for half a second; null where none was given. */
export type ParsedExtension = { ok: true; extension: string | null } | { ok: false; reason: ExtensionRefusal }

/** What names an extension, in the ways people and address books write it: `ext. 4520`, `x4520`, `;ext=4520`, `#4520`. */
const NAME = /^[\s;]*(?:extension|extn|ext|x|#)?[\s.:=]*/i
/** A number, and what was typed behind it. */
const BEHIND = /^([^a-z#,;]*\d)[\s.(-]*((?:ext|x|#|,|;|p|w)(?=.*\d).*)$/i

/** A comma, on a phone's own pad, is a pause of a second or two. */
const PAUSES: Record<string, string> = { w: 'w', W: 'ww', ',': 'ww', ';': 'ww', p: 'ww', P: 'ww' }
const BETWEEN = /[\s.()\-\u2010-\u2015]/

export function parseExtension(typed: string): ParsedExtension {
  const text = withoutInvisible(typed.normalize('NFKC'))
    .trim()
    .replace(NAME, '')
    .replace(/[#)\s]+$/, '')
  const signs = [...text].filter((sign) => !BETWEEN.test(sign)).map((sign) => (/\d/.test(sign) ? sign : PAUSES[sign]))
  const extension = signs.join('')
  if (signs.includes(undefined) || (extension !== '' && !/\d/.test(extension))) return { ok: false, reason: 'not-digits' }
  if (extension.length > EXTENSION_LONGEST) return { ok: false, reason: 'too-long' }
  return { ok: true, extension: extension || null }
}

/** Takes an extension that was typed behind the number over into its own field, where that is empty. */
export function apart({ number: typed, extension = '' }: { number: string; extension?: string }): { number: string; extension: string } {
  const [, number, behind] =
    BEHIND.exec(
      withoutInvisible(typed.normalize('NFKC'))
        .trim()
        .replace(/^tel:\s*/i, ''),
    ) ?? []
  if (number === undefined || behind === undefined || extension.trim() !== '') return { number: typed, extension }
  const parsed = parseExtension(behind)
  return { number, extension: (parsed.ok && parsed.extension) || behind }
}

/** "4, 5, 2, 0": one digit after the other, so that nobody hears a number of thousands. */
export const spokenDigits = (extension: string): string => [...digitsOf(extension)].join(', ')

/** `…20`: enough to recognise. */
export const maskExtension = (extension: string): string => `…${digitsOf(extension).slice(-(digitsOf(extension).length > 3 ? 2 : 1))}`

/** Where a code is to go, as it was typed. */
export type TypedPhone = { country: string; number: string; extension?: string; channel: 'sms' | 'voice' }

export type ReachedPhone =
  | { ok: true; e164: string; extension: string | null }
  | { ok: false; reason: `phone-${PhoneRefusal}` | `extension-${ExtensionRefusal}` }

/** A number and, for a call, its extension. A text can't get behind a switchboard. */
export function reachPhone(typed: TypedPhone, offered: readonly string[]): ReachedPhone {
  const { number, extension: behind } = apart(typed)
  const parsed = parsePhone(number, typed.country, offered)
  if (!parsed.ok) return { ok: false, reason: `phone-${parsed.reason}` }
  const extension = parseExtension(behind)
  if (!extension.ok) return { ok: false, reason: `extension-${extension.reason}` }
  if (extension.extension !== null && typed.channel === 'sms') return { ok: false, reason: 'extension-by-text' }
  return { ok: true, e164: parsed.e164, extension: extension.extension }
}

const digitsOf = (extension: string): string => extension.replaceAll('w', '')

/** What is dialled: a switchboard first needs a moment to listen. */
export const keysFor = (extension: string): string => `${'w'.repeat(4)}${extension}`

/** Milliseconds until the keys were dialled and a switchboard could connect. A pause is half a second, and a tone with its silence shorter. */
export const dialledWithin = (extension: string): number => keysFor(extension).length * seconds(0.5) + seconds(3)
