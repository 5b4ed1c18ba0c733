/**
 * The environment, parsed once. Everyone else receives values.
 * `npm run dev` writes a complete development environment; README.md explains every variable.
 */
import { isSupportedCountry } from 'libphonenumber-js/min'
import * as z from 'zod/mini'
import { domainComplaints, domainEnvironment } from './domain-settings.ts'
import { guardEnvironment } from './guard-settings.ts'
import { e164, providerComplaints, providerEnvironment, resendSecrets, telnyxPublicKeys } from './provider-settings.ts'
import { carrier, isLoopback, listOf, matching, read, secret, whole } from './settings-values.ts'
import { spendEnvironment } from './spend-settings.ts'

/** Values that `npm run dev` uses and that production must refuse. */
export const DEVELOPMENT_MARK = 'development-only'

const count = whole('must be a whole number above zero', 1)
const days = whole('must be a whole number of days from 0, which remembers no browser, to 90', 0, 90)
const country = z.string().check(
  z.regex(/^[A-Z]{2}$/, { error: 'must list countries as ISO 3166 codes: US,CA', abort: true }),
  z.refine(isSupportedCountry, {
    error: ({ input }) => `${input} is no country that has phone numbers: list ISO 3166 codes, such as US,CA`,
  }),
)
const shortText = (most: number) => z.string().check(z.maxLength(most, `must be no longer than ${most} characters`))

/** An origin without a path. http is for loopback only: anything else would carry cookies in the clear. */
const origin = read(z.string(), (text) => {
  const url = URL.parse(text)
  if (!url || url.href !== `${url.origin}/`) throw new Error('must be an origin such as https://portal.example.com, without a path')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url)))
    throw new Error('must be https; http is allowed for localhost only')
  return url.origin
})

const environment = z.object({
  ENVIRONMENT: z._default(z.enum(['production', 'development'], 'must be production or development'), 'production'),
  PUBLIC_ORIGIN: origin,

  DATABASE_URL: matching(/^(https?|libsql|file):/, 'must begin with libsql:, https:, http: or file:'),
  DATABASE_AUTH_TOKEN: z.optional(z.string()),

  SECRET_KEY: secret,
  PASSWORD_PEPPER: secret,

  RESEND_API_KEY: z.string(),
  RESEND_BASE_URL: z._default(carrier, 'https://api.resend.com'),
  RESEND_WEBHOOK_SECRET: resendSecrets,
  MAIL_FROM: z.string().check(z.minLength(3, 'Too small: expected string to have >=3 characters')),

  TELNYX_API_KEY: z.string(),
  TELNYX_BASE_URL: z._default(carrier, 'https://api.telnyx.com/v2'),
  TELNYX_PUBLIC_KEY: telnyxPublicKeys,
  TELNYX_CONNECTION_ID: z.string(),
  TELNYX_MESSAGING_PROFILE_ID: z.optional(z.string()),
  TELNYX_FROM: e164,
  ...providerEnvironment,

  VOICE_PROOF: z._default(z.enum(['code', 'pound'], 'must be code or pound'), 'code'),
  LANGUAGE: z._default(z.enum(['en-US'], 'must be en-US: the words exist in English only'), 'en-US'),
  PHONE_COUNTRIES: z._default(listOf(country, 'must list at least one country: US,CA'), ['US', 'CA']),
  TIME_ZONE: z._default(z.string().check(z.refine(isTimeZone, 'must be an IANA time zone, such as America/New_York')), 'America/New_York'),

  REMEMBER_DAYS: z._default(days, 30),
  GUESSES_PER_CLIENT: z._default(count, 200),
  SENDS_PER_CLIENT: z._default(count, 25),
  MESSAGES_PER_DAY: z._default(count, 50_000),
  CALLS_PER_DAY: z._default(count, 5_000),
  HEALTH_KEY: z.optional(secret),

  ...spendEnvironment,
  ...domainEnvironment,
  ...guardEnvironment,

  BRAND_NAME: z._default(shortText(40), 'Latchkey'),
  PORTAL_NAME: z._default(shortText(60), 'Provider Portal'),
  DOMAIN_NAME: z._default(shortText(40), 'Staff'),
  BRAND_ACCENT: z._default(matching(/^#[0-9a-f]{6}$/i, 'must be a colour such as #0b4f6c'), '#0b4f6c'),
  BRAND_LOGO: z.optional(matching(/^\/[^/\\]/, 'must be a path of this origin, such as /auth/logo.svg')),
  SUPPORT: z._default(shortText(120), 'your facility’s portal administrator'),
})

export type Settings = z.output<typeof environment>

/** Names each variable that is missing or wrong, one a line; never repeats a value, which might be a secret, but for a country's two letters. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

/**
 * @param env the environment: `env` of a Worker, `Deno.env.toObject()`, `process.env`
 * @throws SettingsError
 */
export function parseSettings(env: Record<string, unknown>): Settings {
  const parsed = environment.safeParse(withoutEmpty(env), { error: words })
  if (!parsed.success) throw stopped(parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`))
  const halves = [...providerComplaints(parsed.data), ...domainComplaints(parsed.data)]
  if (halves.length) throw stopped(halves)
  const refused = parsed.data.ENVIRONMENT === 'production' ? unfitForProduction(parsed.data) : []
  if (refused.length) throw new SettingsError(`These settings are not for production:\n  ${refused.join('\n  ')}`)
  return parsed.data
}

const stopped = (lines: string[]) =>
  new SettingsError(`These settings stop the start:\n  ${[...new Set(lines)].join('\n  ')}\nREADME.md, "Configuration", explains each.`)

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: name }))
  } catch {
    return false
  }
}

const withoutEmpty = (env: Record<string, unknown>) => Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))

/** Of what is no text at all; everything else has a sentence of its own. */
const words = ({ input }: { input?: unknown }) =>
  input === undefined ? 'is missing' : `Invalid input: expected string, received ${z.util.parsedType(input)}`

function unfitForProduction(settings: Settings): string[] {
  const marked = Object.entries(settings)
    .filter(([, value]) => typeof value === 'string' && value.includes(DEVELOPMENT_MARK))
    .map(([name]) => `${name}: is a development secret`)
  const carriers = (['RESEND_BASE_URL', 'SENDGRID_BASE_URL', 'TELNYX_BASE_URL', 'SECOND_TELNYX_BASE_URL'] as const)
    .filter((name) => new URL(settings[name]).protocol !== 'https:')
    .map((name) => `${name}: must be the provider's own https address, not the carrier stand-in`)
  const origin = settings.PUBLIC_ORIGIN.startsWith('https:') ? [] : ['PUBLIC_ORIGIN: must be https']
  const database = isOpenLine(settings.DATABASE_URL) ? ['DATABASE_URL: must be libsql:, https:, or a file: or server of this machine'] : []
  const issuer = settings.DOMAIN_ISSUER?.startsWith('http:') ? ['DOMAIN_ISSUER: must be https'] : []
  return [...marked, ...carriers, ...origin, ...database, ...issuer]
}

/** Whoever is on the way could read the token, the hashes and the addresses. */
const isOpenLine = (url: string): boolean => (url.startsWith('http:') && !isLoopback(new URL(url))) || /[?&]tls=0/.test(url)
