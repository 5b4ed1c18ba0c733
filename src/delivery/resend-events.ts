import { Resend } from 'resend'
import * as z from 'zod/mini'
import type { Settings } from '../settings.ts'
import type { MailHappened, ReadEvent } from './delivery.ts'
import { isFresh } from './freshness.ts'
import { DELIVERY_TAG } from './resend.ts'

export type ResendEventSettings = Pick<Settings, 'RESEND_API_KEY' | 'RESEND_WEBHOOK_SECRET'>

const HAPPENED = {
  'email.sent': 'sent',
  'email.delivered': 'delivered',
  'email.delivery_delayed': 'delayed',
  'email.bounced': 'bounced',
  // Taken by the API and then not sent at all, for a quota or a domain that is not verified: it says nothing of the address.
  'email.failed': 'failed',
  'email.complained': 'complained',
  'email.suppressed': 'suppressed',
} as const satisfies Record<string, MailHappened>

/** The documentation shows tags as a list, the SDK's types as an object. */
const tags = z.union([
  z.record(z.string(), z.string()),
  z.pipe(
    z.array(z.object({ name: z.string(), value: z.string() })),
    z.transform((list) => Object.fromEntries(list.map(({ name, value }) => [name, value]))),
  ),
])

const emailEvent = z.object({
  type: z.enum(Object.keys(HAPPENED) as (keyof typeof HAPPENED)[]),
  data: z.object({
    email_id: z.string().check(z.minLength(1)),
    tags: z.catch(z.optional(tags), undefined),
    bounce: z.catch(z.optional(z.object({ type: z.string() })), undefined),
  }),
})

/** A full mailbox bounces too. */
const isForGood = (bounce: { type: string } | undefined): boolean => bounce?.type !== 'Transient' && bounce?.type !== 'Undetermined'

/** Svix's scheme: HMAC-SHA-256 over id, time and body. Several secrets, separated by commas, are good during a rotation. */
export function readResend(settings: ResendEventSettings): ReadEvent {
  const resend = new Resend(settings.RESEND_API_KEY)
  const secrets = settings.RESEND_WEBHOOK_SECRET.split(',').map((secret) => secret.trim())
  return async (body, headers, now) => {
    const signed = {
      id: headers.get('svix-id') ?? '',
      timestamp: headers.get('svix-timestamp') ?? '',
      signature: headers.get('svix-signature') ?? '',
    }
    if (!isFresh(signed.timestamp, now)) return 'unsigned'
    if (!secrets.some((webhookSecret) => holds(() => resend.webhooks.verify({ payload: body, headers: signed, webhookSecret }))))
      return 'unsigned'
    const event = emailEvent.safeParse(parsed(body))
    if (!event.success) return 'ignored'
    const { type, data } = event.data
    return {
      id: signed.id,
      providerId: data.email_id,
      deliveryId: data.tags?.[DELIVERY_TAG] ?? null,
      channel: 'email',
      happened: type === 'email.bounced' && !isForGood(data.bounce) ? 'returned' : HAPPENED[type],
    }
  }
}

/** The SDK verifies first and parses afterwards: a body that is no JSON was signed nevertheless. It checks the time again, by its own clock. */
function holds(verify: () => unknown): boolean {
  try {
    verify()
    return true
  } catch (fault) {
    return fault instanceof SyntaxError
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
