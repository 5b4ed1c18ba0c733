import { DEVELOPMENT_MARK, parseSettings } from '../../settings.ts'
import type { Keys } from './keys.ts'

export interface Addresses {
  /** Where a browser finds the application. */
  origin: string
  carrier: string
  /** The portal behind the guard. */
  portal: string
  database: { url: string; token: string }
}

/** What the application is told, complete, for a machine without any account anywhere. */
export function developmentEnvironment(keys: Keys, at: Addresses): Record<string, string> {
  return {
    ENVIRONMENT: 'development',
    PUBLIC_ORIGIN: at.origin,
    PORTAL_ORIGIN: at.portal,
    DATABASE_URL: at.database.url,
    DATABASE_AUTH_TOKEN: at.database.token,
    SECRET_KEY: keys.server,
    PASSWORD_PEPPER: keys.pepper,
    RESEND_API_KEY: 're_development-only',
    RESEND_BASE_URL: at.carrier,
    RESEND_WEBHOOK_SECRET: keys.resendWebhook,
    // The stand-in takes as many as come.
    EMAILS_PER_SECOND: '100',
    SENDGRID_API_KEY: 'SG.development-only',
    SENDGRID_BASE_URL: at.carrier,
    SENDGRID_PUBLIC_KEY: keys.sendgridPublic,
    MAIL_FROM: 'Provider Portal <portal@latchkey.example>',
    TELNYX_API_KEY: 'KEY_development-only',
    TELNYX_BASE_URL: `${at.carrier}/v2`,
    TELNYX_PUBLIC_KEY: keys.telnyxPublic,
    TELNYX_CONNECTION_ID: '2000000000000000001',
    TELNYX_MESSAGING_PROFILE_ID: '4000e0f0-0000-4000-8000-000000000001',
    TELNYX_FROM: '+12025550100',
    PHONE_COUNTRIES: 'US,CA,MX,GB,IN,PH',
    // Everything on this machine comes from one address.
    GUESSES_PER_CLIENT: '100000',
    SENDS_PER_CLIENT: '100000',
    // Whoever tries things out leaves most codes where they are.
    UNPROVED_PER_PREFIX: '100000',
    UNPROVED_PER_COUNTRY: '100000',
    HEALTH_KEY: `${DEVELOPMENT_MARK}-for-whoever-watches-the-service`,
    GUARD_KEY: `${DEVELOPMENT_MARK}-for-guards-that-run-elsewhere`,
    PASS_AUDIENCE: '',
    ROLLOUT_DATE: '',
    BRAND_LOGO: '',
    DOMAIN_ISSUER: '',
    DOMAIN_CLIENT_ID: '',
    DOMAIN_CLIENT_SECRET: '',
    DOMAIN_EMAIL_DOMAINS: '',
    SECOND_TELNYX_API_KEY: '',
    SECOND_TELNYX_PUBLIC_KEY: '',
    SECOND_TELNYX_CONNECTION_ID: '',
    SECOND_TELNYX_FROM: '',
  }
}

/**
 * Lets the caller's own environment win, so that `VOICE_PROOF=pound npm run dev` does what it says.
 * @throws SettingsError, before anything was started
 */
export function withOverrides(environment: Record<string, string>, own: NodeJS.ProcessEnv): Record<string, string> {
  const names = new Set([...Object.keys(environment), ...Object.keys(parseSettings(environment))])
  const overridden = Object.fromEntries([...names].flatMap((name) => (own[name] ? [[name, own[name]]] : [])))
  const result = { ...environment, ...overridden }
  parseSettings(result)
  return result
}

/** The format of `.dev.vars` and of `--env-file`. */
export const asEnvFile = (environment: Record<string, string>) =>
  Object.entries(environment)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}\n`)
    .join('')

/** What any program needs of the machine, and nothing that the caller happens to have set. */
export const machineEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'LANG', 'USER', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'DENO_DIR'].flatMap((name) => {
      const value = process.env[name]
      return value ? [[name, value]] : []
    }),
  )
