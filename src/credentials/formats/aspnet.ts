import { constantTimeEqual } from '@oslojs/crypto/subtle'
import { fromBase64 } from '../base64.ts'
import type { Pbkdf2Cost } from '../kdf.ts'
import type { Attempt, Format } from './format.ts'

/** What OWASP asks of PBKDF2-HMAC-SHA256. Beyond 100,000 the portable code runs on Cloudflare, 600,000 take it about two seconds. */
const DEAREST = 600_000
const DIGESTS = ['sha1', 'sha256', 'sha512'] as const
/** Shorter salts and subkeys are broken ones: ASP.NET Identity refuses them too. */
const SHORTEST = 16
const LONGEST = 64

const V2_SALT = 16
const V2_LENGTH = 1 + V2_SALT + 32
const V2_COST: Pbkdf2Cost = { digest: 'sha1', iterations: 1000 }

const V3_HEADER = 13

/**
 * The PasswordHash column of ASP.NET Identity, in base64. All numbers are big-endian.
 * Version 2: 0x00, salt (16), subkey (32).
 * Version 3: 0x01, PRF (4 bytes: 0, 1 or 2), iterations (4), salt length (4), salt, subkey.
 */
export const aspnet: Format = (stored) => {
  const bytes = fromBase64(stored)
  if (bytes?.[0] === 0 && bytes.length === V2_LENGTH) return attempt(V2_COST, bytes.subarray(1), V2_SALT)
  if (bytes?.[0] === 1 && bytes.length > V3_HEADER) return version3(bytes)
  return null
}

function version3(bytes: Uint8Array): Attempt | null {
  const header = new DataView(bytes.buffer, bytes.byteOffset)
  const [digest, iterations, salt] = [DIGESTS[header.getUint32(1)], header.getUint32(5), header.getUint32(9)]
  if (!digest || iterations < 1 || iterations > DEAREST || !sane(salt) || !sane(bytes.length - V3_HEADER - salt)) return null
  return attempt({ digest, iterations }, bytes.subarray(V3_HEADER), salt)
}

const sane = (length: number) => length >= SHORTEST && length <= LONGEST

function attempt(cost: Pbkdf2Cost, saltAndSubkey: Uint8Array, saltLength: number): Attempt {
  const [salt, subkey] = [saltAndSubkey.subarray(0, saltLength), saltAndSubkey.subarray(saltLength)]
  return async (password, kdf) => constantTimeEqual(await kdf.pbkdf2(password, salt, cost, subkey.length), subkey)
}
