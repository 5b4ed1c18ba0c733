import { base64url, CompactSign, exportSPKI, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { readPass } from '../../src/guard/mod.ts'
import {
  cookiesOfInes,
  gatehouse,
  INES,
  keys,
  NOON,
  noon,
  ORIGIN,
  onlySeen,
  PUBLIC_JWK,
  SESSION_COOKIE,
  signed,
  strangersKey,
} from './gatehouse.ts'

const read = (token: string, now = NOON) => readPass(token, { keys, issuer: ORIGIN, audience: ORIGIN }, now)
const bytesOf = (text: string) => new TextEncoder().encode(text)
const publicKey = await importJWK(PUBLIC_JWK, 'EdDSA', { extractable: true })
const claims = { ...INES }

/** K02: each with the reason why it is no pass. */
const FORGED: Record<string, () => string | Promise<string>> = {
  'signed by nobody': () => new UnsecuredJWT(claims).encode(),
  'alg none with the signature of another': async () =>
    `${base64url.encode('{"alg":"none","typ":"JWT","kid":"ours"}')}.${(await signed()).split('.').slice(1).join('.')}`,
  'HS256 with the public key’s x': () =>
    new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: 'ours' }).sign(base64url.decode(PUBLIC_JWK.x ?? '')),
  'HS256 with the public key’s PEM': async () => {
    const pem = await exportSPKI(publicKey as Parameters<typeof exportSPKI>[0])
    return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: 'ours' }).sign(bytesOf(pem))
  },
  'signed by another key under our id': () => signed({}, {}, strangersKey),
  'signed by a key that nobody knows': () => signed({}, { kid: 'another' }, strangersKey),
  'signed by a key that it brings along': () => signed({}, { jwk: PUBLIC_JWK, kid: 'another' }, strangersKey),
  'ES256 under our id': async () => {
    const { privateKey } = await generateKeyPair('ES256')
    return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'ours' }).sign(privateKey)
  },
  'of another kind, such as an access token': () => signed({}, { typ: 'at+jwt' }),
  'of no kind': () => signed({}, { typ: undefined }),
  'with a header that is critical and unknown': async () => {
    const [, ...rest] = (await signed()).split('.')
    return [base64url.encode('{"alg":"EdDSA","typ":"JWT","kid":"ours","crit":["x"],"x":1}'), ...rest].join('.')
  },
  'from another issuer': () => signed({ iss: 'https://evil.example' }),
  'from an issuer that begins as ours does': () => signed({ iss: `${ORIGIN}.evil.example` }),
  'for another audience': () => signed({ aud: 'https://other.example.com' }),
  'for several others': () => signed({ aud: ['https://a.example', 'https://b.example'] }),
  expired: () => signed({ iat: noon - 61, exp: noon - 1 }),
  'expired this very second': () => signed({ iat: noon - 60, exp: noon }),
  'not to be used yet': () => signed({ nbf: noon + 30 } as object),
  'of more than 60 seconds': () => signed({ exp: noon + 61 }),
  'of a life that no number says': () => signed({ iat: 'now' }),
  'of an end that no number says': () => signed({ exp: 'never' }),
  'of a year': () => signed({ exp: noon + 31_536_000 }),
  'whose claims are a list': () => new CompactSign(bytesOf('[]')).setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' }).sign(strangersKey),
  'with a claim changed': async () => {
    const [header, , signature] = (await signed()).split('.')
    return [header, base64url.encode(JSON.stringify({ ...claims, sub: 'root' })), signature].join('.')
  },
  'without its signature': async () => (await signed()).replace(/[^.]*$/, ''),
  'with one byte more': async () => `${await signed()}A`,
  'with a part more': async () => `${await signed()}.${'A'.repeat(86)}`,
  'five parts, as if encrypted': () => 'a.b.c.d.e',
  'no JWT': () => 'session-of-ines',
  nothing: () => '',
  dots: () => '..',
  '1 MB of A': () => 'A'.repeat(2 ** 20),
  '1 MB of dots': () => '.'.repeat(2 ** 20),
  'a pass of 1 MB, signed by another': () => signed({ name: 'x'.repeat(2 ** 20) }, {}, strangersKey),
  ...Object.fromEntries(
    (['sub', 'sid', 'iat', 'exp', 'auth_time', 'amr', 'facility', 'name', 'preferred_username', 'iss', 'aud'] as const).map((name) => [
      `without ${name}`,
      () => signed({ [name]: undefined }),
    ]),
  ),
}

describe('no pass', () => {
  it.each(Object.entries(FORGED))('%s', async (_, forge) => {
    const token = await forge()
    expect(await read(token)).toBeNull()
    const house = gatehouse()
    const answer = await house.ask('/', { cookie: `${SESSION_COOKIE}; __Host-latchkey-pass=${token}` })
    expect([answer.status, house.seen.length]).toEqual([303, 0])
  })

  it('signed with a secret, even where somebody’s keys hold that secret', async () => {
    const secret = bytesOf('a secret that is no key of passes at all')
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(secret)
    expect(await readPass(token, { keys: async () => secret, issuer: ORIGIN, audience: ORIGIN }, NOON)).toBeNull()
  })

  it('and no way round it: the header of a client counts for nothing', async () => {
    const house = gatehouse()
    for (const name of ['Latchkey-Pass', 'latchkey_pass', 'Authorization'])
      expect((await house.ask('/', { headers: { [name]: await signed(), Accept: 'text/html' }, cookie: SESSION_COOKIE })).status).toBe(303)
  })
})

describe('a pass', () => {
  it('says who asks, and how they were authenticated', async () => {
    expect(await read(await signed())).toEqual(INES)
  })

  it('holds to the last second before its end, and not in it', async () => {
    const token = await signed()
    expect(await read(token, NOON + 59_999)).not.toBeNull()
    expect(await read(token, NOON + 60_000)).toBeNull()
  })

  it('may hold for less than 60 seconds', async () => {
    expect(await read(await signed({ exp: noon + 1 }))).toMatchObject({ exp: noon + 1 })
  })

  it('is for the audience that the options name', async () => {
    const audience = 'the-portal'
    const house = gatehouse({ audience })
    expect((await house.ask('/', { cookie: await cookiesOfInes({ aud: audience }) })).status).toBe(200)
    expect((await house.ask('/', { cookie: await cookiesOfInes() })).status).toBe(303)
    expect(onlySeen(house).pass?.aud).toBe(audience)
  })

  it('holds while the keys change, as long as its own is published', async () => {
    const { privateKey, publicKey: next } = await generateKeyPair('EdDSA', { extractable: true })
    const { createLocalJWKSet, exportJWK } = await import('jose')
    const both = createLocalJWKSet({ keys: [{ ...(await exportJWK(next)), alg: 'EdDSA', kid: 'next' }, PUBLIC_JWK] })
    const terms = { keys: both, issuer: ORIGIN, audience: ORIGIN }
    expect(await readPass(await signed(), terms, NOON)).not.toBeNull()
    expect(await readPass(await signed({}, { kid: 'next' }, privateKey), terms, NOON)).not.toBeNull()
    expect(await read(await signed({}, { kid: 'next' }, privateKey))).toBeNull()
  })
})
