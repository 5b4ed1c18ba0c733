import * as z from 'zod/mini'
import type { MailHappened, ProviderEvent, ReadEvents } from './delivery.ts'
import { DELIVERY_ARGUMENT } from './sendgrid.ts'
import { isSigned } from './sendgrid-signature.ts'

const word = z.catch(z.string(), '')
const mailEvent = z.object({
  event: z.string(),
  sg_event_id: z.string().check(z.minLength(1), z.maxLength(200)),
  sg_message_id: word,
  type: word,
  status: word,
  reason: word,
  [DELIVERY_ARGUMENT]: z.catch(z.nullable(z.string().check(z.maxLength(100))), null),
})

const HAPPENED: Record<string, MailHappened> = {
  processed: 'sent',
  delivered: 'delivered',
  deferred: 'delayed',
  bounce: 'bounced',
  spamreport: 'complained',
}

/** Why a mail was taken and then not sent, where the address is the reason: https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event */
const SUPPRESSED = /bounced address|unsubscribed|spam reporting|invalid|suppress/i

/** Signature and time first. Events come in batches of any size; what means nothing to us, such as an opened mail, is left out. */
export function readSendgrid(publicKey: string): ReadEvents {
  const publicKeys = publicKey.split(',').map((key) => key.trim())
  return async (body, headers, now) => {
    if (!(await isSigned(publicKeys, body, headers, now))) return 'unsigned'
    const events = batchOf(body).flatMap((each) => eventOf(each) ?? [])
    return events.length ? events : 'ignored'
  }
}

function batchOf(body: string): unknown[] {
  try {
    const batch: unknown = JSON.parse(body)
    return Array.isArray(batch) ? batch : []
  } catch {
    return []
  }
}

function eventOf(each: unknown): ProviderEvent | null {
  const read = mailEvent.safeParse(each).data
  const happened = read && happenedIn(read)
  if (!read || !happened) return null
  const code = NOT_ARRIVED.has(happened) ? read.status || read.type || read.event : ''
  return {
    id: read.sg_event_id,
    // The id that the answer to the request had, and where the mail went inside SendGrid.
    providerId: read.sg_message_id.split('.')[0] ?? '',
    deliveryId: read[DELIVERY_ARGUMENT],
    ...(code ? { code: code.slice(0, 60) } : {}),
    channel: 'email',
    happened,
  }
}

const NOT_ARRIVED: ReadonlySet<MailHappened> = new Set(['bounced', 'returned', 'suppressed', 'failed'])

/** `dropped` mails were not tried at all. A block, and a status of 4.x.x (RFC 3463), is a bounce that says nothing of the address. */
function happenedIn({ event, reason, type, status }: z.output<typeof mailEvent>): MailHappened | null {
  if (event === 'dropped') return SUPPRESSED.test(reason) ? 'suppressed' : 'failed'
  if (event === 'bounce' && (type === 'blocked' || status.startsWith('4.'))) return 'returned'
  return HAPPENED[event] ?? null
}
