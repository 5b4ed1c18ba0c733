import { generateHOTP } from '@oslojs/otp'
import type { Keyring } from '../system.ts'
import type { Purpose } from './challenge.ts'
import { CANCEL_CODE_DIGITS, CODE_DIGITS, SENDS_PER_CHALLENGE } from './policy.ts'

/** RFC 4226 under HMAC(server key, challenge): derived, never stored, the same again for a retry of the same message. */
export const codeOf = (keys: Keyring, challengeId: string, send: number): string =>
  generateHOTP(keys.bytes('code', challengeId), BigInt(send), CODE_DIGITS)

/** What the row keeps: bound to the flow and to what the code is for, so that it proves nothing anywhere else. */
export const codeDigest = (keys: Keyring, flowId: string, purpose: Purpose, code: string): string =>
  keys.digest('code-digest', flowId, purpose, code)

/** The digests of all codes that a challenge will ever send, first send first. */
export const codeDigests = (keys: Keyring, flowId: string, purpose: Purpose, challengeId: string): string[] =>
  Array.from({ length: SENDS_PER_CHALLENGE }, (_, i) => codeDigest(keys, flowId, purpose, codeOf(keys, challengeId, i + 1)))

/** `482 913`, `482-913`, `#482913` and full-width digits are 482913. */
export const cleanCode = (typed: string): string => typed.normalize('NFKC').replace(/[\s\-–—#.]/g, '')

/** @param cleaned what was typed, cleaned */
export const isCode = (cleaned: string): boolean => cleaned.length === CODE_DIGITS && /^[0-9]+$/.test(cleaned)

/** Cancels a request to replace a phone. Derived, as all codes are, so that every message about the request says the same. */
export const cancelCodeOf = (keys: Keyring, requestId: string): string =>
  generateHOTP(keys.bytes('cancel-code', requestId), 0n, CANCEL_CODE_DIGITS)

/** @param typed in any grouping; what is not a code has a digest that no request has */
export const cancelDigest = (keys: Keyring, typed: string): string => keys.digest('cancel-digest', cleanCode(typed))
