import { encodeHexLowerCase } from '@oslojs/encoding'
import { keyedDigest } from './kdf.ts'

/** A key that the database does not hold. */
export interface Pepper {
  /** Names the key in a stored hash, and tells nothing of it. */
  id: string
  /** HMAC-SHA-256 under the key: 32 bytes. */
  digest(bytes: Uint8Array): Uint8Array
}

const ID_BYTES = 4

export function pepper(secret: string): Pepper {
  const digest = (bytes: Uint8Array) => keyedDigest(secret, bytes)
  const id = digest(new TextEncoder().encode('latchkey: the id of this pepper')).subarray(0, ID_BYTES)
  return { id: encodeHexLowerCase(id), digest }
}
