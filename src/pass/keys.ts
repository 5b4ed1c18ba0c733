import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { type Keyring, signingKey } from '../system.ts'

/** The keys of passes. They follow from the server's key and the number of a round, so that there is nothing to store and none to lose. */
export interface PassKeys {
  /** Signs, in this round. */
  kid: string
  key: CryptoKey
  /** What `/auth/jwks.json` publishes: the key of this round, of the one before and of the next, so that no verifier meets one it does not know. */
  jwks: JSONWebKeySet
  verify: JWTVerifyGetKey
}

/** @param round `PASS_KEY_ROUND`: one more is a new key */
export async function passKeys(keys: Keyring, round: number): Promise<PassKeys> {
  const rounds = [round, round - 1, round + 1].map(async (each) => {
    const { key, x } = await signingKey(keys.bytes('pass-key', String(each)))
    return { key, jwk: { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid: kidOf(keys, each), x } }
  })
  const all = await Promise.all(rounds)
  const [current] = all
  if (!current) throw new TypeError('a round has a key')
  const jwks = { keys: all.map(({ jwk }) => jwk) }
  return { kid: current.jwk.kid, key: current.key, jwks, verify: createLocalJWKSet(jwks) }
}

/** It tells nothing of the key, nor of how many rounds there were. */
const kidOf = (keys: Keyring, round: number): string => keys.digest('pass-key-id', String(round)).slice(0, 16)
