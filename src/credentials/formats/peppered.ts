import { constantTimeEqual } from '@oslojs/crypto/subtle'
import type { Kdf, ScryptCost } from '../kdf.ts'
import type { Pepper } from '../pepper.ts'
import { bearable, readScryptString, writeScryptString } from '../phc.ts'
import type { Format } from './format.ts'

/** One of OWASP's settings for scrypt; its table takes 32 MiB. */
export const COST: ScryptCost = { ln: 15, r: 8, p: 3 }
export const SALT_BYTES = 16
export const HASH_BYTES = 32

/** An é is one sign or two, by the keyboard: both are the same password. */
const composed = (password: string) => password.normalize('NFC')

/** Our own: scrypt, then a keyed digest, so that a stolen table alone can't be guessed against. */
export async function pepperedHash(password: string, salt: Uint8Array, pepper: Pepper, kdf: Kdf): Promise<string> {
  const key = await kdf.scrypt(composed(password), salt, COST, HASH_BYTES)
  return writeScryptString({ cost: COST, pepper: pepper.id, salt, hash: pepper.digest(key) })
}

/** @param peppers the present one and those that older hashes were made with */
export const peppered =
  (peppers: readonly Pepper[]): Format =>
  (stored) => {
    const read = readScryptString(stored)
    const pepper = peppers.find(({ id }) => id === read?.pepper)
    if (!read || !pepper || !bearable(read.cost)) return null
    const { salt, cost, hash } = read
    return async (password, kdf) => constantTimeEqual(pepper.digest(await kdf.scrypt(composed(password), salt, cost, HASH_BYTES)), hash)
  }
