import { encodeBase64 } from '@oslojs/encoding'
import { hash as bcryptHash } from 'bcryptjs'
import { kdf } from './kdf.ts'
import { writeScryptString } from './phc.ts'

export const SEED_FORMATS = ['bcrypt', 'aspnet', 'scrypt'] as const
export type SeedFormat = (typeof SEED_FORMATS)[number]

const BCRYPT_COST = 10
const SCRYPT_COST = { ln: 14, r: 8, p: 1 }
const ASPNET_COST = { digest: 'sha512', iterations: 100_000 } as const
const SHA512 = 2

/**
 * A hash as another system would have left it, for development data.
 * @param salt 16 random bytes; bcrypt brings its own
 */
export async function seedHash(format: SeedFormat, password: string, salt: Uint8Array): Promise<string> {
  switch (format) {
    case 'bcrypt':
      return bcryptHash(password, BCRYPT_COST)
    case 'aspnet':
      return aspnetString(salt, await kdf.pbkdf2(password, salt, ASPNET_COST, 32))
    case 'scrypt':
      return writeScryptString({ cost: SCRYPT_COST, salt, hash: await kdf.scrypt(password, salt, SCRYPT_COST, 32) })
  }
}

/** ASP.NET Identity version 3: 0x01, then PRF, iterations and salt length as big-endian numbers, salt, subkey. */
function aspnetString(salt: Uint8Array, subkey: Uint8Array): string {
  const header = new DataView(new ArrayBuffer(13))
  header.setUint8(0, 1)
  header.setUint32(1, SHA512)
  header.setUint32(5, ASPNET_COST.iterations)
  header.setUint32(9, salt.length)
  return encodeBase64(new Uint8Array([...new Uint8Array(header.buffer), ...salt, ...subkey]))
}
