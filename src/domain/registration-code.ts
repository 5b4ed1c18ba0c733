import { encodeHexLowerCase } from '@oslojs/encoding'
import type { Keyring } from '../system.ts'

/** Crockford's base32: no I, L, O or U, so that no sign is taken for another when it is read out. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Of five bits each: nobody guesses one of sixty. */
export const CODE_SIGNS = 12
const GROUP = 4
const ID_BYTES = 16

const WHOLE = new RegExp(`^[${SIGNS}]{${CODE_SIGNS}}$`)

/** @param random one byte a sign; 256 is a multiple of 32, so that all signs come as often */
export const makeRegistrationCode = (random: Uint8Array): string =>
  Array.from(random.slice(0, CODE_SIGNS), (byte) => SIGNS[byte % SIGNS.length]).join('')

/** `HVCC-CARE-2026`, as a facility hands it on. */
export const inGroups = (code: string): string => code.replace(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-')

/** `hvcc care 2026`, `HVCCCARE2O26` and full-width signs are HVCCCARE2026; null where it can be no code. */
export function readRegistrationCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}._]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return WHOLE.test(code) ? code : null
}

/** What the table keeps: whoever reads it can't use it. Its beginning is the name under which operators speak of the code. */
export const registrationCodeId = (keys: Keyring, code: string): string =>
  encodeHexLowerCase(keys.bytes('registration-code', code).slice(0, ID_BYTES))
