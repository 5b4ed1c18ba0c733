import { decodeBase64, decodeBase64IgnorePadding } from '@oslojs/encoding'

/** Null when the text isn't base64. */
export const fromBase64 = (text: string) => orNull(decodeBase64, text)

/** The same without padding, as PHC strings have it. */
export const fromBareBase64 = (text: string) => orNull(decodeBase64IgnorePadding, text)

function orNull(decode: (text: string) => Uint8Array, text: string): Uint8Array | null {
  try {
    return decode(text)
  } catch {
    return null
  }
}
