/** The settings of the providers that take over where the first ones are out: all of one, or none. */
import * as z from 'zod/mini'
import { carrier, listOf, matching, whole } from './settings-values.ts'

/** One value, or the old and the new one while a key is being changed. */
const keys = (each: z.ZodMiniString<string>) =>
  z.pipe(
    listOf(each, 'must hold at least one key'),
    z.transform((parts) => parts.join(',')),
  )

export const telnyxPublicKeys = keys(
  matching(/^[A-Za-z0-9+/]{43}=$/, 'must be an Ed25519 public key of 32 bytes in base64, as the Telnyx portal shows it'),
)
export const resendSecrets = keys(matching(/^whsec_/, 'must begin with whsec_'))
export const e164 = matching(/^\+[1-9]\d{6,14}$/, 'must be a number in E.164, such as +12025550100')

export const providerEnvironment = {
  EMAILS_PER_SECOND: z._default(whole('must be a whole number from 1 to 100', 1, 100), 2),

  SENDGRID_API_KEY: z.optional(z.string()),
  SENDGRID_BASE_URL: z._default(carrier, 'https://api.sendgrid.com'),
  SENDGRID_PUBLIC_KEY: z.optional(
    keys(matching(/^MFkwEwYHKoZIzj0C[A-Za-z0-9+/]{106}==$/, 'must be the verification key of 124 signs, as SendGrid shows it')),
  ),

  SECOND_TELNYX_API_KEY: z.optional(z.string()),
  SECOND_TELNYX_BASE_URL: z._default(carrier, 'https://api.telnyx.com/v2'),
  SECOND_TELNYX_PUBLIC_KEY: z.optional(telnyxPublicKeys),
  SECOND_TELNYX_CONNECTION_ID: z.optional(z.string()),
  SECOND_TELNYX_MESSAGING_PROFILE_ID: z.optional(z.string()),
  SECOND_TELNYX_FROM: z.optional(e164),
}

type Settings = z.output<z.ZodMiniObject<typeof providerEnvironment>>

const TOGETHER = [
  ['SENDGRID_API_KEY', 'SENDGRID_PUBLIC_KEY'],
  ['SECOND_TELNYX_API_KEY', 'SECOND_TELNYX_PUBLIC_KEY', 'SECOND_TELNYX_CONNECTION_ID', 'SECOND_TELNYX_FROM'],
] as const

/** What stops the start though each setting alone is well. */
export const providerComplaints = (settings: Settings): string[] =>
  TOGETHER.flatMap((names) => {
    const missing = names.filter((name) => settings[name] === undefined)
    if (missing.length === names.length) return []
    return missing.map((name) => `${name}: is missing; a second provider needs ${names.join(', ')}, or none of them`)
  })
