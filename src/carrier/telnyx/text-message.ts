/**
 * A text message from the moment it is accepted: whether it arrives, and what the app is told.
 */
import { randomUUID } from 'node:crypto'
import { type SmsFate, smsFate } from '../destinations.ts'
import type { Account } from '../requests.ts'
import type { Carrier } from '../state.ts'
import { errorOf } from './answers.ts'
import { tell } from './events.ts'
import type { MessageFields } from './message-fields.ts'
import { segments } from './segments.ts'

type Status = 'queued' | 'sent' | 'delivered' | 'delivery_failed'

export interface TextMessage {
  id: string
  account: Account
  fields: MessageFields & { text: string }
  receivedAt: string
  sentAt: string | null
  completedAt: string | null
  status: Status
  errors: ReturnType<typeof errorOf>[]
}

/** @returns the message as the answer shows it: queued, whatever becomes of it */
export function accept(carrier: Carrier, account: Account, fields: TextMessage['fields']) {
  const now = new Date().toISOString()
  const yet = { sentAt: null, completedAt: null, status: 'queued' } as const
  const message: TextMessage = { id: randomUUID(), account, fields, receivedAt: now, ...yet, errors: [] }
  carrier.texts.put(message.id, message)
  const queued = asResource(message)
  const fate = smsFate(fields.to)
  if (fate.kind === 'slow') carrier.timers.after(carrier.delays.slow, () => travel(carrier, message, fate))
  else travel(carrier, message, fate)
  return queued
}

function travel(carrier: Carrier, message: TextMessage, fate: SmsFate) {
  const { id, fields } = message
  message.sentAt = new Date().toISOString()
  report(carrier, message, 'sent')
  message.completedAt = message.sentAt
  if (fate.kind === 'failed') {
    message.errors.push(errorOf(fate.code))
    return report(carrier, message, 'delivery_failed')
  }
  const from = fields.from ?? fields.messaging_profile_id ?? ''
  carrier.mailbox.put({ id, channel: 'sms', from, to: fields.to, text: fields.text, at: message.sentAt })
  report(carrier, message, 'delivered')
}

function report(carrier: Carrier, message: TextMessage, status: Status) {
  message.status = status
  tell(carrier, {
    account: message.account,
    subject: message.id,
    type: status === 'sent' ? 'message.sent' : 'message.finalized',
    to: message.fields.to,
    payload: asResource(message),
    webhookUrl: message.fields.webhook_url,
  })
}

export const asResource = ({ id, fields, status, errors, receivedAt, sentAt, completedAt }: TextMessage) => ({
  id,
  record_type: 'message',
  direction: 'outbound',
  type: 'SMS',
  messaging_profile_id: fields.messaging_profile_id ?? null,
  from: { phone_number: fields.from ?? null, carrier: 'Carrier stand-in', line_type: 'VoIP' },
  to: [{ phone_number: fields.to, status, carrier: 'Carrier stand-in', line_type: 'Wireless' }],
  cc: [],
  text: fields.text,
  subject: null,
  media: [],
  ...segments(fields.text),
  cost: { amount: '0.0000', currency: 'USD' },
  tags: [],
  errors: [...errors],
  received_at: receivedAt,
  sent_at: sentAt,
  completed_at: completedAt,
  valid_until: null,
  webhook_url: fields.webhook_url ?? null,
  webhook_failover_url: null,
})
