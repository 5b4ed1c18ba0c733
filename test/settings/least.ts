import { parseSettings, SettingsError } from '../../src/settings.ts'

export const ORIGIN = 'https://portal.example.com'
export const SECRET = 'correct-horse-battery-staple-0123456789'

/** The least that production needs. */
export const LEAST = {
  PUBLIC_ORIGIN: ORIGIN,
  DATABASE_URL: 'libsql://portal-example.turso.io',
  DATABASE_AUTH_TOKEN: 'token',
  SECRET_KEY: SECRET,
  PASSWORD_PEPPER: SECRET,
  RESEND_API_KEY: 're_123',
  RESEND_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  MAIL_FROM: 'Provider Portal <portal@example.com>',
  TELNYX_API_KEY: 'KEY123',
  TELNYX_PUBLIC_KEY: `${'A'.repeat(43)}=`,
  TELNYX_CONNECTION_ID: '1494404757140276705',
  TELNYX_FROM: '+12025550100',
}

/** What whoever starts with these is told; empty where nothing stops them. */
export const refusal = (env: Record<string, unknown>): string => {
  try {
    parseSettings(env)
  } catch (error) {
    if (error instanceof SettingsError) return error.message
    throw error
  }
  return ''
}
