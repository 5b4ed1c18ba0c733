import type { Command } from './child.ts'
import { machineEnvironment } from './environment.ts'
import type { Keys } from './keys.ts'
import { inProject } from './places.ts'

/** The stand-in for Resend, SendGrid and Telnyx, knowing the same keys as the application. */
export function carrierOn(port: number, keys: Keys, application: Record<string, string>): Command {
  const { PUBLIC_ORIGIN = '', RESEND_API_KEY = '', RESEND_WEBHOOK_SECRET = '', TELNYX_API_KEY = '' } = application
  const { SENDGRID_API_KEY = '', SECOND_TELNYX_API_KEY = '' } = application
  return {
    name: 'carrier',
    run: [process.execPath, inProject('src/carrier/main.ts')],
    env: {
      ...machineEnvironment(),
      ...{ CARRIER_PORT: String(port), TELNYX_PRIVATE_KEY: keys.telnyxPrivate },
      ...{ PUBLIC_ORIGIN, RESEND_API_KEY, RESEND_WEBHOOK_SECRET, TELNYX_API_KEY },
      ...{ SENDGRID_API_KEY, SENDGRID_PRIVATE_KEY: keys.sendgridPrivate },
      ...{ SECOND_TELNYX_API_KEY, SECOND_TELNYX_PRIVATE_KEY: keys.secondTelnyxPrivate },
    },
    ready: `http://127.0.0.1:${port}/`,
  }
}
