import { withoutInvisible } from './invisible.ts'
import { EXTENSION_LONGEST, seconds } from './policy.ts'

export type ExtensionRefusal = 'not-digits' | 'too-long' | 'by-text' | 'twice'

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
export function apart(typed: { number: string; extension: string }): { number: string; extension: string } {
  const [, number, behind] =
    BEHIND.exec(
      withoutInvisible(typed.number.normalize('NFKC'))
        .trim()
        .replace(/^tel:\s*/i, ''),
    ) ?? []
  if (number === undefined || behind === undefined || typed.extension.trim() !== '') return typed
  const parsed = parseExtension(behind)
  return { number, extension: parsed.ok && parsed.extension !== null ? parsed.extension : behind }
}

/** "4, 5, 2, 0": one digit after the other, so that nobody hears a number of thousands. */
export const spokenDigits = (extension: string): string => [...digitsOf(extension)].join(', ')

/** `…20`: enough to recognise. */
export const maskExtension = (extension: string): string => `…${digitsOf(extension).slice(-(digitsOf(extension).length > 3 ? 2 : 1))}`

const digitsOf = (extension: string): string => extension.replaceAll('w', '')

/** What is dialled: a switchboard first needs a moment to listen. */
export const keysFor = (extension: string): string => `${'w'.repeat(4)}${extension}`

/** Milliseconds until the keys were dialled and a switchboard could connect. A pause is half a second, and a tone with its silence shorter. */
export const dialledWithin = (extension: string): number => keysFor(extension).length * seconds(0.5) + seconds(3)
