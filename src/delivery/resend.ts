import { Resend } from 'resend'
import * as z from 'zod/mini'
import { once } from '../fetch-once.ts'
import type { Settings } from '../settings.ts'
import type { Provider, Undelivered } from './delivery.ts'
import { busy, called, inTrouble, misconfigured, refused, unanswered } from './undelivered.ts'

export type ResendSettings = Pick<Settings, 'RESEND_API_KEY' | 'RESEND_BASE_URL' | 'MAIL_FROM'>

/** The key makes a second request harmless, and yet it must not be made unseen: were it refused, the first would be taken for refused. */
class ResendOnce extends Resend {
  override fetchRequest<T>(path: string, options: { body?: unknown } = {}) {
    return super.fetchRequest<T>(path, once(options))
  }
}

/** Hands one mail to Resend. Its id is the idempotency key, good for 24 hours, and comes back in the webhooks as a tag. */
export function resendMail(settings: ResendSettings, timeLimit: number): Provider<'email'> {
  const resend = new ResendOnce(settings.RESEND_API_KEY, { baseUrl: settings.RESEND_BASE_URL.replace(/\/+$/, '') })
  return {
    ...{ name: 'resend', channel: 'email', repeatable: true },
    async send({ id, channel: _, ...mail }) {
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
    },
  }
}

export const DELIVERY_TAG = 'delivery'

/** The SDK hands on whatever JSON the answer held: a proxy's words, `null`. */
const resendError = z.partial(z.object({ name: z.string(), statusCode: z.number(), message: z.string() }))

/** The SDK's own word where it had no answer. */
const NO_ANSWER = 'application_error'

/** https://resend.com/docs/api-reference/errors */
function whyNot(error: unknown, retryAfter: string | undefined): Undelivered {
  const { name, statusCode: status, message = '' } = resendError.safeParse(error).data ?? {}
  return called(name === NO_ANSWER ? status : name, kindOf(name, status, message, retryAfter))
}

function kindOf(name: string | undefined, status: number | undefined, message: string, retryAfter: string | undefined): Undelivered {
  // A used-up quota is a 429 too, but no wait within a code's lifetime would help.
  if (name === 'daily_quota_exceeded' || name === 'monthly_quota_exceeded') return misconfigured
  if (status === 429) return busy(retryAfter)
  // The first of two requests with one key is still under way: the next try will be told its outcome.
  if (name === 'concurrent_idempotent_requests') return unanswered
  // The key was used with other words, so an earlier try was taken: only a deployment between the two does this.
  if (name === 'invalid_idempotent_request') return { ...misconfigured, ambiguous: true }
  if (!status || status === 408) return unanswered
  if (status >= 500) return inTrouble(status)
  const aboutDestination = (status === 400 || status === 422) && /[`'"]to[`'"]|recipient/.test(message)
  return aboutDestination ? refused('invalid-address') : misconfigured
}
