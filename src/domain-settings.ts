/** The settings of the login with domain accounts: all of them, or none. */
import * as z from 'zod/mini'
import { isLoopback, listOf, matching, read } from './settings-values.ts'

const ISSUER = 'must be the address of an OpenID Connect issuer, such as https://login.example.com, as its metadata names it'
/** Tenants of Microsoft that stand for every tenant there is: their users are anybody's. */
const ANYBODYS = ['common', 'organizations', 'consumers']
const ENTRA = /^login\.(microsoftonline\.(com|us)|partner\.microsoftonline\.cn|chinacloudapi\.cn)$/

const issuer = read(z.string(), (text) => {
  const url = URL.parse(text)
  if (!url || url.username || url.search || url.hash || !['https:', 'http:'].includes(url.protocol)) throw new Error(ISSUER)
  if (url.protocol === 'http:' && !isLoopback(url)) throw new Error('must be https; http is allowed for localhost only')
  if (ENTRA.test(url.hostname) && ANYBODYS.includes(url.pathname.split('/')[1]?.toLowerCase() ?? ''))
    throw new Error('must name your own tenant: under common, organizations or consumers anybody with a Microsoft account could come')
  return text
})

const domain = matching(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*$/, 'must list domains: example.com,example.org')
const yesOrNo = z.pipe(
  z.enum(['yes', 'no'], 'must be yes or no'),
  z.transform((text) => text === 'yes'),
)
const claim = matching(/^[A-Za-z_]{1,40}$/, 'must be the name of a claim, such as email, preferred_username or upn')

export const domainEnvironment = {
  DOMAIN_ISSUER: z.optional(issuer),
  DOMAIN_CLIENT_ID: z.optional(z.string()),
  DOMAIN_CLIENT_SECRET: z.optional(z.string()),
  DOMAIN_EMAIL_DOMAINS: z.optional(z.pipe(z.string().check(z.toLowerCase()), listOf(domain, 'must list at least one domain: example.com'))),
  DOMAIN_CLAIM: z._default(claim, 'email'),
  DOMAIN_TRUSTED: z._default(yesOrNo, false),
  DOMAIN_CREATE: z._default(yesOrNo, false),
}

type Settings = z.output<z.ZodMiniObject<typeof domainEnvironment>>

const TOGETHER = ['DOMAIN_ISSUER', 'DOMAIN_CLIENT_ID', 'DOMAIN_CLIENT_SECRET', 'DOMAIN_EMAIL_DOMAINS'] as const

/** What stops the start though each setting alone is well. */
export function domainComplaints(settings: Settings): string[] {
  const missing = TOGETHER.filter((name) => settings[name] === undefined)
  if (missing.length === TOGETHER.length) return []
  const halves = missing.map((name) => `${name}: is missing; domain login needs ${TOGETHER.join(', ')}, or none of them`)
  // `email_verified` speaks of `email` alone (OpenID Connect Core 5.1), so nobody could ever come in.
  const untrusted = settings.DOMAIN_CLAIM !== 'email' && !settings.DOMAIN_TRUSTED
  return [
    ...halves,
    ...(untrusted ? ['DOMAIN_TRUSTED: must be yes where DOMAIN_CLAIM is not email, since no issuer says whether it is verified'] : []),
  ]
}

/** The same as one value; null where there is no domain login. */
export function domainOf(settings: Settings) {
  const { DOMAIN_ISSUER: issuer, DOMAIN_CLIENT_ID: clientId, DOMAIN_CLIENT_SECRET: clientSecret, DOMAIN_EMAIL_DOMAINS: domains } = settings
  if (!issuer || !clientId || !clientSecret || !domains) return null
  return { issuer, clientId, clientSecret, policy: { claim: settings.DOMAIN_CLAIM, trusted: settings.DOMAIN_TRUSTED, domains } }
}
