/** Stands in the Worker's bundle for `fast-sha256`, with which Resend's SDK checks signatures: one SHA-256 is enough. See wrangler.toml. */
import { hmac as hmacOf } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'

export const hmac = (key: Uint8Array, data: Uint8Array): Uint8Array => hmacOf(sha256, key, data)
