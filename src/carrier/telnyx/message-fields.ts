/**
 * What `POST /messages` takes: https://developers.telnyx.com/api-reference/messages/send-a-message
 */
import * as z from 'zod'
import { taken, webhookUrl } from './fields.ts'

export const messageFields = z.strictObject({
  to: z.string(),
  /** A number, a short code or a name. */
  from: z
    .string()
    .regex(/^(\+[1-9]\d{6,14}|\d{3,8}|[A-Za-z0-9 ]{1,11})$/, "Invalid 'from' address.")
    .optional(),
  messaging_profile_id: z.string().min(1).optional(),
  text: z.string().optional(),
  type: z.literal('SMS', 'The carrier stand-in sends SMS only.').optional(),
  webhook_url: webhookUrl.optional(),
  encoding: z.enum(['auto', 'gsm7', 'ucs2']).optional(),
  send_at: z.null('The carrier stand-in sends at once.').optional(),
  media_urls: z.array(z.url()).max(0, 'The carrier stand-in sends SMS only.').optional(),
  ...taken('auto_detect', 'subject', 'use_profile_webhooks', 'webhook_failover_url'),
})

export type MessageFields = z.output<typeof messageFields>
