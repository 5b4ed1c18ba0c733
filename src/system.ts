/**
 * The clock, the randomness and the keyed digests. The only file that names `Date` or `crypto`.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { encodeBase64urlNoPadding } from '@oslojs/encoding'

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number

/** `2026-11-24T20:40:00.000Z`: ISO 8601, in UTC. */
export const inUtc = (at: Instant): string => new Date(at).toISOString()

/** What the journeys may know of the outside world; tests hand in their own clock. */
export interface System {
  /** The time now. Read once a request. */
  now(): Instant
  /** 128 random bits as 22 base64url characters: an id that nobody can guess. */
  id(): string
  /** 256 random bits as 43 base64url characters: a secret for a cookie. */
  secret(): string
  bytes(count: number): Uint8Array
  /** Resolves after so many milliseconds. */
  wait(ms: number): Promise<void>
}

export const system: System = {
  now: () => Date.now(),
  id: () => encodeBase64urlNoPadding(randomBytes(16)),
  secret: () => encodeBase64urlNoPadding(randomBytes(32)),
  bytes: (count) => randomBytes(count),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

/** Digests under the server's key, one independent key a purpose. */
export interface Keyring {
  /** HMAC-SHA-256 of the parts, 43 base64url characters. Parts are length-prefixed, so that no two lists collide. */
  digest(purpose: string, ...parts: string[]): string
  /** The same as 32 raw bytes. */
  bytes(purpose: string, ...parts: string[]): Uint8Array
}

/** @param secret the server key, at least 32 bytes */
export function keyring(secret: Uint8Array): Keyring {
  const keys = new Map<string, Buffer>()
  const keyFor = (purpose: string) => {
    const known = keys.get(purpose)
    if (known) return known
    const key = createHmac('sha256', secret).update(`latchkey:${purpose}`).digest()
    keys.set(purpose, key)
    return key
  }
  const bytes = (purpose: string, ...parts: string[]) => {
    const mac = createHmac('sha256', keyFor(purpose))
    for (const part of parts) mac.update(`${Buffer.byteLength(part)}:`).update(part)
    return new Uint8Array(mac.digest())
  }
  return { bytes, digest: (purpose, ...parts) => encodeBase64urlNoPadding(bytes(purpose, ...parts)) }
}

/** PKCS #8 of an Ed25519 key, up to its 32 bytes (RFC 8410). */
const ED25519_PKCS8 = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20]

/**
 * The Ed25519 key pair that follows from a seed.
 * @param seed 32 bytes
 * @returns the key that signs, and the public one as the member `x` of a JWK (RFC 8037)
 */
export async function signingKey(seed: Uint8Array): Promise<{ key: CryptoKey; x: string }> {
  const key = await crypto.subtle.importKey('pkcs8', Uint8Array.from([...ED25519_PKCS8, ...seed]), 'Ed25519', true, ['sign'])
  const { x = '' } = (await crypto.subtle.exportKey('jwk', key)) as JsonWebKey
  return { key, x }
}

/**
 * Whether the holder of an ECDSA key on P-256 signed this, with SHA-256.
 * @param publicKey its SubjectPublicKeyInfo
 * @param signature r and s, 64 bytes
 */
export async function isSignedOnP256(publicKey: Uint8Array, signature: Uint8Array, signed: string): Promise<boolean> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('spki', new Uint8Array(publicKey), curve, false, ['verify'])
  return crypto.subtle.verify(curve, key, new Uint8Array(signature), new TextEncoder().encode(signed))
}

/** SHA-256 of a high-entropy secret (never of a password or a code), 43 base64url characters: what a row keeps of a cookie. */
export const fingerprint = (secret: string): string =>
  encodeBase64urlNoPadding(new Uint8Array(createHash('sha256').update(secret).digest()))

/** SHA-256 as a CSP source, for example `sha256-…=`. */
export const cspHash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`

/** Compares in time that depends on the lengths only. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
