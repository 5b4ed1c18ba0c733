import { expect, it } from 'vitest'
import { kdf, portablePbkdf2 } from '../../src/credentials/kdf.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const salt = (text: string) => new TextEncoder().encode(text)

it.each([
  ['', '', { ln: 4, r: 1, p: 1 }, '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442'],
  ['password', 'NaCl', { ln: 10, r: 8, p: 16 }, 'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162'],
  ['pleaseletmein', 'SodiumChloride', { ln: 14, r: 8, p: 1 }, '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2'],
])('computes the scrypt of RFC 7914 for "%s"', async (password, of, cost, begins) => {
  expect(hex(await kdf.scrypt(password, salt(of), cost, 32))).toBe(begins)
})

it('computes PBKDF2 as RFC 6070 and RFC 7914 print it', async () => {
  const sha1 = await kdf.pbkdf2('password', salt('salt'), { digest: 'sha1', iterations: 4096 }, 20)
  const sha256 = await kdf.pbkdf2('Password', salt('NaCl'), { digest: 'sha256', iterations: 80_000 }, 32)
  expect(hex(sha1)).toBe('4b007901b765489abead49d926f721d065a429c1')
  expect(hex(sha256)).toBe('4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56')
})

it.each(['sha1', 'sha256', 'sha512'] as const)('computes the same %s where the platform refuses to', async (digest) => {
  const input = ['my password', salt('sixteen bytes ok'), { digest, iterations: 1000 }, 48] as const
  expect(await portablePbkdf2(...input)).toEqual(await kdf.pbkdf2(...input))
})
