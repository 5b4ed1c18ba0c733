import * as z from 'zod/mini'
import type { Undelivered } from './delivery.ts'
import { DELIVERY_PARAMETER } from './telnyx.ts'
import { detailOf, telnyxError } from './telnyx-errors.ts'

/** The delivery's id, out of the address that its webhooks were ordered to. */
const orderedTo = z.pipe(
  z.catch(z.nullable(z.string()), null),
  z.transform((url) => (url && URL.parse(url)?.searchParams.get(DELIVERY_PARAMETER)) || null),
)

export const messageEvent = z.object({
  event_type: z.enum(['message.sent', 'message.finalized']),
  payload: z.object({
    id: z.string().check(z.minLength(1)),
    to: z.array(z.object({ status: z.string() })).check(z.minLength(1)),
    errors: z.catch(z.array(telnyxError), []),
    webhook_url: orderedTo,
  }),
})

type MessageHappened = { happened: 'sent' | 'delivered' | 'failed'; detail: Undelivered['detail'] | null }

/** By the state of the one recipient, whatever the event is called. */
export function messageHappened({ payload }: z.output<typeof messageEvent>): MessageHappened | null {
  switch (payload.to[0]?.status) {
    case 'queued':
    case 'sending':
    case 'sent':
    // Carriers that send no receipt: nobody knows, and mostly it arrived.
    case 'delivery_unconfirmed':
      return { happened: 'sent', detail: null }
    case 'delivered':
      return { happened: 'delivered', detail: null }
    case 'delivery_failed':
    case 'sending_failed':
    case 'expired':
      return { happened: 'failed', detail: payload.errors[0] ? (detailOf(payload.errors[0]) ?? 'other') : null }
    default:
      return null
  }
}
