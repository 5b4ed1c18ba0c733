import { encodeBase64NoPadding } from '@oslojs/encoding'
import { fromBareBase64 } from './base64.ts'
import type { ScryptCost } from './kdf.ts'

/** A scrypt hash as a PHC string: `$scrypt$ln=15,r=8,p=3$salt$hash`; ours names its pepper in `k`. */
export interface ScryptString {
  cost: ScryptCost
  pepper?: string
  salt: Uint8Array
  hash: Uint8Array
}

const SHAPE = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})(?:,k=([0-9a-f]{4,8}))?\$([A-Za-z0-9+/]{1,86})\$([A-Za-z0-9+/]{22,86})$/

/** Null when it isn't one. */
export function readScryptString(stored: string): ScryptString | null {
  const [, ln, r, p, pepper, ...encoded] = SHAPE.exec(stored) ?? []
  const [salt, hash] = encoded.map(fromBareBase64)
  if (!salt || !hash) return null
  return { cost: { ln: Number(ln), r: Number(r), p: Number(p) }, ...(pepper && { pepper }), salt, hash }
}

export function writeScryptString({ cost, pepper, salt, hash }: ScryptString): string {
  const parameters = [`ln=${cost.ln}`, `r=${cost.r}`, `p=${cost.p}`, ...(pepper ? [`k=${pepper}`] : [])]
  return `$scrypt$${parameters.join(',')}$${encodeBase64NoPadding(salt)}$${encodeBase64NoPadding(hash)}`
}

/**
 * workerd refuses N·r·p above 2^20, and a table (128·N·r bytes) above 64 MiB has no room in an isolate.
 * RFC 7914 §2 wants N below 2^(16·r).
 */
export function bearable({ ln, r, p }: ScryptCost): boolean {
  const blocks = 2 ** ln * r
  return ln >= 1 && ln < 16 * r && r >= 1 && p >= 1 && blocks * p <= 2 ** 20 && blocks <= 2 ** 19
}
