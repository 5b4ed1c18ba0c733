/**
 * What SendGrid tells the app, in a list: https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
 */
import { randomUUID } from 'node:crypto'
import type { Carrier } from '../state.ts'
import type { MailFields } from './fields.ts'

export interface SentMail {
  id: string
  to: string
  fields: MailFields
}

export function tell(carrier: Carrier, { id, to, fields }: SentMail, event: string, more: object = {}) {
  const sign = carrier.sign.sendgrid
  if (!sign) return
  const body = JSON.stringify([
    {
      email: to,
      timestamp: Math.floor(Date.now() / 1000),
      event,
      sg_event_id: randomUUID(),
      sg_message_id: `${id}.recvd-carrier-1.0`,
      ...fields.custom_args,
      ...more,
    },
  ])
  const url = `${carrier.options.appOrigin}/auth/hooks/sendgrid`
  carrier.courier.post({ provider: 'sendgrid', subject: id, event, to, url, body: () => body, sign })
}
