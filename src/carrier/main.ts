/**
 * `node src/carrier/main.ts`: the carrier stand-in as a process, until it is interrupted.
 */
import * as z from 'zod'
import { startCarrier } from './carrier.ts'

const environment = z.object({
  CARRIER_PORT: z.coerce.number().int().min(0).max(65_535).default(8025),
  PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin),
  RESEND_WEBHOOK_SECRET: z.string().startsWith('whsec_'),
  TELNYX_PRIVATE_KEY: z.string().min(1),
  RESEND_API_KEY: z.string().min(1),
  SENDGRID_API_KEY: z.string().optional(),
  SENDGRID_PRIVATE_KEY: z.string().optional(),
  TELNYX_API_KEY: z.string().min(1),
  SECOND_TELNYX_API_KEY: z.string().optional(),
  SECOND_TELNYX_PRIVATE_KEY: z.string().optional(),
})

const settings = environment.safeParse(process.env)
if (!settings.success) {
  console.error(
    `The carrier stand-in cannot start:\n${settings.error.issues.map(({ path }) => `  ${String(path[0])} is missing or wrong`).join('\n')}`,
  )
  process.exit(1)
}

const { data } = settings
const carrier = await startCarrier({
  port: data.CARRIER_PORT,
  appOrigin: data.PUBLIC_ORIGIN,
  resendWebhookSecret: data.RESEND_WEBHOOK_SECRET,
  telnyxPrivateKey: data.TELNYX_PRIVATE_KEY,
  resendApiKey: data.RESEND_API_KEY,
  telnyxApiKey: data.TELNYX_API_KEY,
  ...(data.SENDGRID_API_KEY && { sendgridApiKey: data.SENDGRID_API_KEY }),
  ...(data.SENDGRID_PRIVATE_KEY && { sendgridPrivateKey: data.SENDGRID_PRIVATE_KEY }),
  ...(data.SECOND_TELNYX_API_KEY && { secondTelnyxApiKey: data.SECOND_TELNYX_API_KEY }),
  ...(data.SECOND_TELNYX_PRIVATE_KEY && { secondTelnyxPrivateKey: data.SECOND_TELNYX_PRIVATE_KEY }),
  log: console.error,
}).catch((fault: Error) => {
  console.error(fault.message)
  process.exit(1)
})
console.log(`The carrier stand-in is at ${carrier.url}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void carrier.close().then(() => process.exit(0)))
