/**
 * What Telnyx tells the app: an event in an envelope that names the attempt.
 */
import { randomUUID } from 'node:crypto'
import type { Account } from '../requests.ts'
import type { Carrier } from '../state.ts'

export interface TelnyxEvent {
  account: Account
  /** The id of the message or call. */
  subject: string
  type: string
  to: string
  payload: object
  webhookUrl: string | undefined
}

export function tell(carrier: Carrier, { account, subject, type, to, payload, webhookUrl }: TelnyxEvent) {
  const url = webhookUrl ?? `${carrier.options.appOrigin}/auth/hooks/telnyx`
  const data = JSON.stringify({
    id: randomUUID(),
    event_type: type,
    occurred_at: new Date().toISOString(),
    payload,
    record_type: 'event',
  })
  carrier.courier.post({
    provider: account,
    subject,
    event: type,
    to,
    url,
    body: (attempt) => `{"data":${data},"meta":${JSON.stringify({ attempt, delivered_to: url })}}`,
    sign: carrier.sign[account],
  })
}
