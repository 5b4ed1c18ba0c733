/** Stands in the Worker's bundle for `js-base64`, in which libSQL's client writes blobs: one base64 is enough. See wrangler.toml. */
import { decodeBase64IgnorePadding, encodeBase64 } from '@oslojs/encoding'

export const Base64 = { fromUint8Array: encodeBase64, toUint8Array: decodeBase64IgnorePadding }
