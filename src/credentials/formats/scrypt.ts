import { constantTimeEqual } from '@oslojs/crypto/subtle'
import { bearable, readScryptString } from '../phc.ts'
import type { Format } from './format.ts'

/** A scrypt hash made elsewhere, without a pepper. */
export const scrypt: Format = (stored) => {
  const read = readScryptString(stored)
  if (!read || read.pepper || !bearable(read.cost)) return null
  const { salt, cost, hash } = read
  return async (password, kdf) => constantTimeEqual(await kdf.scrypt(password, salt, cost, hash.length), hash)
}
