/**
 * What Resend tells the app: https://resend.com/docs/webhooks/event-types
 */
import { randomUUID } from 'node:crypto'
import type { Carrier } from '../state.ts'
import type { Email } from './email.ts'
import { bareAddress } from './fields.ts'

type EmailEvent = 'sent' | 'delivered' | 'delivery_delayed' | 'bounced' | 'complained' | 'suppressed'

export function tell(carrier: Carrier, email: Email, event: EmailEvent, more: object = {}) {
  const { from, to, subject, tags } = email.fields
  email.lastEvent = event
  const body = JSON.stringify({
    type: `email.${event}`,
    created_at: new Date().toISOString(),
    data: {
      created_at: email.createdAt,
      email_id: email.id,
      message_id: `<${email.id}@carrier.localhost>`,
      from,
      to,
      subject,
      ...(tags ? { tags: Object.fromEntries(tags.map((tag) => [tag.name, tag.value])) } : {}),
      ...more,
    },
  })
  carrier.courier.post({
    provider: 'resend',
    subject: email.id,
    event: `email.${event}`,
    to: bareAddress(to[0] ?? ''),
    url: `${carrier.options.appOrigin}/auth/hooks/resend`,
    body: () => body,
    sign: carrier.sign.resend(`msg_${randomUUID().replaceAll('-', '')}`),
  })
}
