import { TelnyxWebhook } from 'telnyx/lib/webhooks'
import type { Instant } from '../system.ts'
import { isFresh } from './freshness.ts'

const SIGNATURE = 'telnyx-signature-ed25519'
const TIMESTAMP = 'telnyx-timestamp'

/**
 * Ed25519 over `timestamp|body`. The SDK's verifier checks the time too, by its own clock.
 * @param publicKeys base64, from Telnyx' portal; several during a rotation
 */
export async function isSigned(publicKeys: readonly string[], body: string, headers: Headers, now: Instant): Promise<boolean> {
  const timestamp = headers.get(TIMESTAMP)
  if (!timestamp || !isFresh(timestamp, now)) return false
  // The verifier reads a plain object only.
  const signed = { [SIGNATURE]: headers.get(SIGNATURE) ?? '', [TIMESTAMP]: timestamp }
  for (const key of publicKeys) if (await verifies(key, body, signed)) return true
  return false
}

async function verifies(key: string, body: string, signed: Record<string, string>): Promise<boolean> {
  try {
    await new TelnyxWebhook(key).verify(body, signed)
    return true
  } catch {
    return false
  }
}
