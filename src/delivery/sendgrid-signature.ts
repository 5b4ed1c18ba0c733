import { decodeBase64 } from '@oslojs/encoding'
import { type Instant, isSignedOnP256 } from '../system.ts'
import { isFresh } from './freshness.ts'

const SIGNATURE = 'x-twilio-email-event-webhook-signature'
const TIMESTAMP = 'x-twilio-email-event-webhook-timestamp'

/**
 * ECDSA on P-256 over the time and the body, byte for byte.
 * @param publicKeys base64 of SubjectPublicKeyInfo, from SendGrid's settings; several during a rotation
 */
export async function isSigned(publicKeys: readonly string[], body: string, headers: Headers, now: Instant): Promise<boolean> {
  const timestamp = headers.get(TIMESTAMP)
  if (!timestamp || !isFresh(timestamp, now)) return false
  for (const key of publicKeys) if (await verifies(key, headers.get(SIGNATURE) ?? '', timestamp + body)) return true
  return false
}

async function verifies(publicKey: string, signature: string, signed: string): Promise<boolean> {
  try {
    const raw = rawOf(decodeBase64(signature))
    return raw !== null && (await isSignedOnP256(decodeBase64(publicKey), raw, signed))
  } catch {
    return false
  }
}

const INTEGER = 0x02
const SEQUENCE = 0x30

/** SendGrid writes r and s in DER, `SEQUENCE { r INTEGER, s INTEGER }`; WebCrypto wants 32 bytes of each. Null where it is not exactly that. */
export function rawOf(der: Uint8Array): Uint8Array | null {
  if (der[0] !== SEQUENCE || der[1] !== der.length - 2) return null
  const raw = new Uint8Array(64)
  let at = 2
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0
    const number = der.subarray(at + 2, at + 2 + length)
    if (der[at] !== INTEGER || number.length === 0 || number.length !== length) return null
    // A zero before the first bit keeps the number positive.
    const digits = number[0] === 0 ? number.subarray(1) : number
    if (digits.length > 32) return null
    raw.set(digits, end - digits.length)
    at += 2 + length
  }
  return at === der.length ? raw : null
}
