import { Resend } from 'resend'
import * as z from 'zod/mini'
import type { Settings } from '../settings.ts'
import type { Sent, Undelivered } from './delivery.ts'
import { busy, misconfigured, refused, unanswered } from './undelivered.ts'

export type ResendSettings = Pick<Settings, 'RESEND_API_KEY' | 'RESEND_BASE_URL' | 'MAIL_FROM'>

type Mail = { id: string; to: string; subject: string; text: string; html: string }

/** Hands one mail to Resend. Its id is the idempotency key, good for 24 hours, and comes back in the webhooks as a tag. */
export function mailer(settings: ResendSettings, timeLimit: number): (mail: Mail) => Promise<Sent | Undelivered> {
  const resend = new Resend(settings.RESEND_API_KEY, { baseUrl: settings.RESEND_BASE_URL.replace(/\/+$/, '') })
  return async ({ id, ...mail }) => {
    const { data, error, headers } = await resend.emails.send(
      {
        ...mail,
        from: settings.MAIL_FROM,
        tags: [{ name: DELIVERY_TAG, value: id }],
        // RFC 3834: nobody's holiday notice should answer it.
        headers: { 'Auto-Submitted': 'auto-generated' },
      },
      { idempotencyKey: id, signal: AbortSignal.timeout(timeLimit) },
    )
    return data?.id ? { sent: true, providerId: data.id } : whyNot(error, headers?.['retry-after'])
  }
}

export const DELIVERY_TAG = 'delivery'

/** The SDK hands on whatever JSON the answer held: a proxy's words, `null`. */
const resendError = z.partial(z.object({ name: z.string(), statusCode: z.number(), message: z.string() }))

/** https://resend.com/docs/api-reference/errors */
function whyNot(error: unknown, retryAfter: string | undefined): Undelivered {
  const { name, statusCode: status, message = '' } = resendError.safeParse(error).data ?? {}
  // A used-up quota is a 429 too, but no wait within a code's lifetime would help.
  if (name === 'daily_quota_exceeded' || name === 'monthly_quota_exceeded') return misconfigured
  if (status === 429) return busy(retryAfter)
  // The first of two requests with one key is still under way: the next try will be told its outcome.
  if (name === 'concurrent_idempotent_requests') return unanswered
  // The key was used with other words, so an earlier try was taken: only a deployment between the two does this.
  if (name === 'invalid_idempotent_request') return { ...misconfigured, ambiguous: true }
  if (!status || status === 408 || status >= 500) return unanswered
  const aboutDestination = (status === 400 || status === 422) && /[`'"]to[`'"]|recipient/.test(message)
  return aboutDestination ? refused('invalid-address') : misconfigured
}
