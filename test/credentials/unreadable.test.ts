import { describe, expect, it } from 'vitest'
import { counted } from './bench.ts'
import { VECTORS } from './vectors.ts'

const [aspnet] = VECTORS['ASP.NET Identity v3, SHA-512, 100,000 iterations']
const [bcrypt] = VECTORS['bcrypt of crypt_blowfish, $2b$']

/** Version 3 of ASP.NET Identity with the numbers of its header changed. */
function withHeader(prf: number, iterations: number, saltLength: number): string {
  const bytes = Buffer.from(aspnet, 'base64')
  bytes.writeUInt32BE(prf, 1)
  bytes.writeUInt32BE(iterations, 5)
  bytes.writeUInt32BE(saltLength, 9)
  return bytes.toString('base64')
}

describe('a stored string that is no hash, or one too dear to compute, is false after the work of one of ours', () => {
  it.each([
    ['nothing', ''],
    ['plain text', 'password'],
    ['a text of another language', 'пароль'],
    ['an unknown format', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo'],
    ['bcrypt cut short', bcrypt.slice(0, -1)],
    ['bcrypt of an unknown version', bcrypt.replace('$2b$', '$2c$')],
    ['bcrypt too dear', bcrypt.replace('$05$', '$15$')],
    ['bcrypt too cheap to exist', bcrypt.replace('$05$', '$03$')],
    ['ASP.NET cut short', aspnet.slice(0, 40)],
    ['ASP.NET with a byte more in version 2', Buffer.alloc(50).toString('base64')],
    ['ASP.NET of an unknown version', Buffer.alloc(61, 2).toString('base64')],
    ['ASP.NET with an unknown PRF', withHeader(3, 1000, 16)],
    ['ASP.NET without iterations', withHeader(2, 0, 16)],
    ['ASP.NET too dear', withHeader(2, 600_001, 16)],
    ['ASP.NET with a salt longer than itself', withHeader(2, 1000, 0xffffffff)],
    ['ASP.NET with a salt too short', withHeader(2, 1000, 8)],
    ['scrypt without a hash', '$scrypt$ln=15,r=8,p=3$c2FsdHNhbHRzYWx0c2FsdA$'],
    ['scrypt with a length that base64 has not', `$scrypt$ln=4,r=8,p=1$c2FsdA$${'A'.repeat(25)}`],
    ['scrypt with a table of 128 MiB', `$scrypt$ln=17,r=8,p=1$c2FsdA$${'A'.repeat(43)}`],
    ['scrypt in too many lanes', `$scrypt$ln=15,r=8,p=5$c2FsdA$${'A'.repeat(43)}`],
    ['scrypt with an N too large for its r', `$scrypt$ln=16,r=1,p=1$c2FsdA$${'A'.repeat(43)}`],
    ['scrypt without cost', `$scrypt$ln=0,r=8,p=1$c2FsdA$${'A'.repeat(43)}`],
    ['scrypt under a pepper nobody knows', `$scrypt$ln=15,r=8,p=3,k=00000000$c2FsdA$${'A'.repeat(43)}`],
  ])('%s', async (_, stored) => {
    const { verify, runs } = counted()
    expect(await verify(stored, 'password')).toBe(false)
    expect(runs).toEqual(['scrypt'])
  })
})
