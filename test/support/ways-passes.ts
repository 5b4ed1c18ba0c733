import { decodeJwt, SignJWT } from 'jose'
import { type PassKeys, passKeys } from '../../src/pass/keys.ts'
import { keyring } from '../../src/system.ts'
import type { Traveller } from './journey.ts'
import type { Stack } from './stack.ts'

/** The keys with which a stack signs its passes. */
export const passKeysOf = ({ environment }: Stack): Promise<PassKeys> =>
  passKeys(keyring(new TextEncoder().encode(environment.SECRET_KEY)), 1)

/** What the pass says that somebody's browser holds. */
export const passHeldBy = ({ visitor }: Pick<Traveller, 'visitor'>): Record<string, unknown> =>
  decodeJwt(visitor.cookies.get('latchkey-pass') ?? '')

/** The same pass, signed by the stack's own key so many seconds ago. */
export async function agedPass(stack: Stack, claims: Record<string, unknown>, seconds: number): Promise<string> {
  const { key, kid } = await passKeysOf(stack)
  const iat = Math.floor(Date.now() / 1000) - seconds
  return new SignJWT({ ...claims, iat, exp: iat + 60 }).setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid }).sign(key)
}
