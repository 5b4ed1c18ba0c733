import * as z from 'zod/mini'
import { fetchOnce } from '../fetch-once.ts'
import type { Settings } from '../settings.ts'
import type { Parcel, Provider, Undelivered } from './delivery.ts'
import { busy, called, inTrouble, misconfigured, noAnswer, refused, unanswered } from './undelivered.ts'

export type SendgridSettings = Pick<Settings, 'SENDGRID_BASE_URL' | 'MAIL_FROM'> & { SENDGRID_API_KEY: string }
type Mail = Extract<Parcel, { channel: 'email' }>

/** What comes back in every event of the mail. */
export const DELIVERY_ARGUMENT = 'delivery'

/** Hands one mail to SendGrid. It knows no idempotency key: a mail that it may have taken is not handed over again. */
export function sendgridMail(settings: SendgridSettings, timeLimit: number): Provider<'email'> {
  const url = `${settings.SENDGRID_BASE_URL.replace(/\/+$/, '')}/v3/mail/send`
  const headers = { authorization: `Bearer ${settings.SENDGRID_API_KEY}`, 'content-type': 'application/json' }
  const from = sender(settings.MAIL_FROM)
  return {
    ...{ name: 'sendgrid', channel: 'email', repeatable: false },
    async send(mail) {
      try {
        const body = JSON.stringify(asked(mail, from))
        const answer = await fetchOnce(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(timeLimit) })
        const providerId = answer.headers.get('x-message-id')
        if (answer.status === 202 && providerId) return { sent: true, providerId }
        return whyNot(answer, await answer.text())
      } catch (fault) {
        return noAnswer(fault)
      }
    },
  }
}

/** https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send */
const asked = ({ id, to, subject, text, html }: Mail, from: { email: string; name?: string }) => ({
  personalizations: [{ to: [{ email: to }] }],
  from,
  subject,
  content: [
    { type: 'text/plain', value: text },
    { type: 'text/html', value: html },
  ],
  custom_args: { [DELIVERY_ARGUMENT]: id },
  headers: { 'Auto-Submitted': 'auto-generated' },
  // Links stay as they were written, and nobody is watched reading.
  tracking_settings: { click_tracking: { enable: false, enable_text: false }, open_tracking: { enable: false } },
})

/** `Provider Portal <portal@example.com>` in two. */
function sender(from: string): { email: string; name?: string } {
  const [, name = '', email = from] = /^\s*"?(.*?)"?\s*<([^<>]+)>\s*$/.exec(from) ?? []
  return { email: email.trim(), ...(name ? { name } : {}) }
}

const errors = z.object({ errors: z.array(z.object({ message: z.catch(z.string(), ''), field: z.catch(z.string(), '') })) })

/** https://www.twilio.com/docs/sendgrid/api-reference/mail-send/errors: a sentence and a field; there are no codes but the status. */
function whyNot({ status, headers }: Response, body: string): Undelivered {
  const [error] = errors.safeParse(parsed(body)).data?.errors ?? []
  return called(error?.field ? `${status} ${error.field}` : status, kindOf(status, error?.field ?? '', headers.get('retry-after')))
}

function kindOf(status: number, field: string, retryAfter: string | null): Undelivered {
  if (status === 429) return busy(retryAfter)
  if (status >= 500) return inTrouble(status)
  if (status < 400 || status === 408) return unanswered
  return status === 400 && /^personalizations(\.\d+)?\.to\b/.test(field) ? refused('invalid-address') : misconfigured
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
