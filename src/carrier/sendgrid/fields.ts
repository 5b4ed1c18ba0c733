/**
 * What `POST /v3/mail/send` takes, as far as one mail to one person goes: https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send
 */
import * as z from 'zod'

const person = z.strictObject({
  email: z.string().regex(/^[^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;.]+$/, 'Does not contain a valid address.'),
  name: z.string().optional(),
})
const switched = z.strictObject({ enable: z.boolean(), enable_text: z.boolean().optional() })

export const mailFields = z.strictObject({
  personalizations: z
    .array(z.strictObject({ to: z.array(person).length(1, 'The carrier stand-in sends to one person at a time.') }))
    .length(1),
  from: person,
  subject: z.string().min(1),
  /** Plain text has to come first. */
  content: z.tuple([
    z.strictObject({ type: z.literal('text/plain'), value: z.string().min(1) }),
    z.strictObject({ type: z.literal('text/html'), value: z.string().min(1) }),
  ]),
  custom_args: z.record(z.string(), z.string()).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  tracking_settings: z.strictObject({ click_tracking: switched.optional(), open_tracking: switched.optional() }).optional(),
})

export type MailFields = z.output<typeof mailFields>
