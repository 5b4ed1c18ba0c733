/**
 * The environment, parsed once. Everyone else receives values.
 * `npm run dev` writes a complete development environment; README.md explains every variable.
 */
import { isSupportedCountry } from 'libphonenumber-js/min'
import * as z from 'zod'
import { domainComplaints, domainEnvironment } from './domain-settings.ts'
import { guardEnvironment } from './guard-settings.ts'
import { isLoopback, list } from './settings-values.ts'

/** Values that `npm run dev` uses and that production must refuse. */
export const DEVELOPMENT_MARK = 'development-only'

const secret = z.string().min(32, 'needs at least 32 characters; make one with `openssl rand -base64 32`')
const WHOLE = 'must be a whole number above zero'
const count = z.coerce.number(WHOLE).int(WHOLE).positive(WHOLE)
const country = z
  .string()
  .regex(/^[A-Z]{2}$/, { error: 'must list countries as ISO 3166 codes: US,CA', abort: true })
  .refine(isSupportedCountry, { error: ({ input }) => `${input} is no country that has phone numbers: list ISO 3166 codes, such as US,CA` })
const DAYS = 'must be a whole number of days from 0, which remembers no browser, to 90'
const shortText = (most: number) => z.string().max(most, `must be no longer than ${most} characters`)

/** One value, or the old and the new one while a key is being changed. */
const keys = (each: z.ZodString) => list.pipe(z.array(each).min(1, 'must hold at least one key')).transform((parts) => parts.join(','))

/** An origin without a path. http is for loopback only: anything else would carry cookies in the clear. */
const origin = z.string().transform((text, check) => {
  const url = URL.parse(text)
  if (!url || url.href !== `${url.origin}/`) {
    check.addIssue('must be an origin such as https://portal.example.com, without a path')
    return z.NEVER
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
    check.addIssue('must be https; http is allowed for localhost only')
    return z.NEVER
  }
  return url.origin
})

const environment = z.object({
  ENVIRONMENT: z.enum(['production', 'development'], 'must be production or development').default('production'),
  PUBLIC_ORIGIN: origin,

  DATABASE_URL: z.string().regex(/^(https?|libsql|file):/, 'must begin with libsql:, https:, http: or file:'),
  DATABASE_AUTH_TOKEN: z.string().optional(),

  SECRET_KEY: secret,
  PASSWORD_PEPPER: secret,

  RESEND_API_KEY: z.string().min(1),
  RESEND_BASE_URL: z.url('must be an address such as https://api.example.com').default('https://api.resend.com'),
  RESEND_WEBHOOK_SECRET: keys(z.string().startsWith('whsec_', 'must begin with whsec_')),
  MAIL_FROM: z.string().min(3),

  TELNYX_API_KEY: z.string().min(1),
  TELNYX_BASE_URL: z.url('must be an address such as https://api.example.com').default('https://api.telnyx.com/v2'),
  TELNYX_PUBLIC_KEY: keys(
    z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'must be an Ed25519 public key of 32 bytes in base64, as the Telnyx portal shows it'),
  ),
  TELNYX_CONNECTION_ID: z.string().min(1),
  TELNYX_MESSAGING_PROFILE_ID: z.string().optional(),
  TELNYX_FROM: z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number in E.164, such as +12025550100'),

  VOICE_PROOF: z.enum(['code', 'pound'], 'must be code or pound').default('code'),
  LANGUAGE: z.enum(['en-US'], 'must be en-US: the words exist in English only').default('en-US'),
  PHONE_COUNTRIES: list.pipe(z.array(country).min(1, 'must list at least one country: US,CA')).default(['US', 'CA']),
  TIME_ZONE: z.string().refine(isTimeZone, 'must be an IANA time zone, such as America/New_York').default('America/New_York'),

  REMEMBER_DAYS: z.coerce.number(DAYS).int(DAYS).min(0, DAYS).max(90, DAYS).default(30),
  GUESSES_PER_CLIENT: count.default(200),
  SENDS_PER_CLIENT: count.default(25),
  MESSAGES_PER_DAY: count.default(50_000),
  CALLS_PER_DAY: count.default(5_000),

  ...domainEnvironment,
  ...guardEnvironment,

  BRAND_NAME: shortText(40).default('Latchkey'),
  PORTAL_NAME: shortText(60).default('Provider Portal'),
  DOMAIN_NAME: shortText(40).default('Staff'),
  BRAND_ACCENT: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #0b4f6c')
    .default('#0b4f6c'),
  BRAND_LOGO: z
    .string()
    .regex(/^\/[^/\\]/, 'must be a path of this origin, such as /auth/logo.svg')
    .optional(),
  SUPPORT: shortText(120).default('your facility’s portal administrator'),
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
  const parsed = environment.safeParse(withoutEmpty(env))
  if (!parsed.success) throw stopped(parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${words(issue)}`))
  const halves = domainComplaints(parsed.data)
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

const words = (issue: z.core.$ZodIssue) =>
  issue.code === 'invalid_type' && issue.message.includes('undefined') ? 'is missing' : issue.message

function unfitForProduction(settings: Settings): string[] {
  const marked = Object.entries(settings)
    .filter(([, value]) => typeof value === 'string' && value.includes(DEVELOPMENT_MARK))
    .map(([name]) => `${name}: is a development secret`)
  const carriers = (['RESEND_BASE_URL', 'TELNYX_BASE_URL'] as const)
    .filter((name) => new URL(settings[name]).protocol !== 'https:')
    .map((name) => `${name}: must be the provider's own https address, not the carrier stand-in`)
  const origin = settings.PUBLIC_ORIGIN.startsWith('https:') ? [] : ['PUBLIC_ORIGIN: must be https']
  const database = isOpenLine(settings.DATABASE_URL) ? ['DATABASE_URL: must be libsql:, https:, or a file: or server of this machine'] : []
  const issuer = settings.DOMAIN_ISSUER?.startsWith('http:') ? ['DOMAIN_ISSUER: must be https'] : []
  return [...marked, ...carriers, ...origin, ...database, ...issuer]
}

/** Whoever is on the way could read the token, the hashes and the addresses. */
const isOpenLine = (url: string): boolean => (url.startsWith('http:') && !isLoopback(new URL(url))) || /[?&]tls=0/.test(url)
