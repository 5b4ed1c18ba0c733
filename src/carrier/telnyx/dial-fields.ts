/**
 * What `POST /calls` takes: https://developers.telnyx.com/api-reference/call-commands/dial
 */
import * as z from 'zod'
import { NOT_E164 } from './answers.ts'
import { commandFields, e164, taken, webhookUrl } from './fields.ts'

const DTMF = /^[0-9A-DwW*#]{1,64}$/

export const dialFields = z.strictObject({
  connection_id: z.string().min(1),
  from: e164,
  /** A number, and perhaps a comma and the keys to press once somebody answers. */
  to: z.string(NOT_E164).regex(/^\+[1-9]\d{6,14}(,[0-9A-DwW*#]{1,64})?$/, NOT_E164),
  from_display_name: z
    .string()
    .regex(/^[\w ~!.+-]{1,128}$/, 'from_display_name has characters that are not allowed.')
    .optional(),
  answering_machine_detection: z.enum(['premium', 'detect', 'detect_beep', 'detect_words', 'greeting_end', 'disabled']).default('disabled'),
  timeout_secs: z.int().min(5).max(600).default(30),
  time_limit_secs: z.int().min(1).max(14_400).default(14_400),
  retry_on_timeout: z.boolean().default(true),
  send_digits_on_answer: z.string().regex(DTMF, 'send_digits_on_answer has digits that are not allowed.').optional(),
  webhook_url: webhookUrl.optional(),
  webhook_url_method: z.literal('POST', 'The carrier stand-in posts webhooks.').optional(),
  ...commandFields,
  ...taken('answering_machine_detection_config', 'billing_group_id', 'custom_headers', 'media_encryption', 'preferred_codecs', 'privacy'),
  ...taken('send_silence_when_idle', 'sip_headers', 'sip_region', 'sip_transport_protocol', 'webhook_retries_policies'),
})

export type DialFields = z.output<typeof dialFields>
