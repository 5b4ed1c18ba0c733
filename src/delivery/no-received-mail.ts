/** Stands in the Worker's bundle for `postal-mime`, which Resend's SDK uses for received mail only: see wrangler.toml. */
export default {
  parse(): never {
    throw new Error('This service receives no mail.')
  },
}
