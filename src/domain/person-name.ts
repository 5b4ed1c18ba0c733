import { withoutInvisible } from './invisible.ts'
import { NAME_LONGEST } from './policy.ts'

export type NameRefusal = 'missing' | 'too-long' | 'not-a-name'

export type ParsedName = { ok: true; name: string } | { ok: false; reason: NameRefusal }

/** H06: letters of every script, and what stands between them; nothing that a mail program makes a link of. */
const NAME = /^(?=.*\p{L})[\p{L}\p{M}\p{N} .,'’‘-]+$/u

/** A first or a last name, as typed but for the spaces around and within. */
export function parseName(typed: string): ParsedName {
  const name = withoutInvisible(typed.normalize('NFC')).trim().replace(/\s+/gu, ' ')
  if (name === '') return { ok: false, reason: 'missing' }
  if ([...name].length > NAME_LONGEST) return { ok: false, reason: 'too-long' }
  return NAME.test(name) && !/\.\p{L}/u.test(name) ? { ok: true, name } : { ok: false, reason: 'not-a-name' }
}
