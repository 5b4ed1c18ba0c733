/**
 * Resend's HTTP interface, as far as a mail is sent and asked after.
 */
import { Hono } from 'hono'
import type { MailFate } from '../destinations.ts'
import { door, type ProviderEnv } from '../door.ts'
import type { Carrier } from '../state.ts'
import { inTrouble, notFound, refuse, refuseFields, tooMany, words } from './answers.ts'
import { accept, type Email, fateOf } from './email.ts'
import { emailFields } from './fields.ts'
import { createIdempotency } from './idempotency.ts'

export function resendRoutes(carrier: Carrier) {
  const idempotency = createIdempotency()

  const send = (body: unknown): { id: string } | Response => {
    const fields = emailFields.safeParse(body)
    if (!fields.success) return refuseFields(body, fields.error)
    return refusedOutright(fateOf(fields.data)) ?? { id: accept(carrier, fields.data).id }
  }

  const sendOnce = (key: string, body: unknown): { id: string } | Response => {
    if (key.length < 1 || key.length > 256) return refuse(400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.')
    const payload = JSON.stringify(body)
    const seen = idempotency.look(key, payload)
    if (seen === 'other-body')
      return refuse(409, 'invalid_idempotent_request', 'Same idempotency key used with a different request payload.')
    if (seen !== 'new') return seen
    const sent = send(body)
    if (!(sent instanceof Response)) idempotency.keep(key, payload, sent.id)
    return sent
  }

  return new Hono<ProviderEnv>()
    .use(door(carrier, () => 'resend', words(carrier.options.resendApiKey)))
    .post('/', (c) => {
      const key = c.req.header('idempotency-key')
      const sent = key === undefined ? send(c.var.body) : sendOnce(key, c.var.body)
      return sent instanceof Response ? sent : c.json(sent)
    })
    .get('/:id', (c) => {
      const email = carrier.emails.get(c.req.param('id'))
      return email ? c.json(asResource(email)) : refuse(404, 'not_found', 'Email not found')
    })
    .all('*', notFound)
}

function refusedOutright(fate: MailFate): Response | null {
  if (fate.kind !== 'refused') return null
  if (fate.status === 429) return tooMany()
  return fate.status === 500 ? inTrouble() : refuse(422, 'validation_error', 'Invalid `to` field. The address is not accepted.')
}

const asResource = ({ id, createdAt, fields, lastEvent }: Email) => ({
  object: 'email',
  id,
  created_at: createdAt,
  from: fields.from,
  to: fields.to,
  cc: fields.cc ?? [],
  bcc: fields.bcc ?? [],
  reply_to: fields.reply_to ?? [],
  subject: fields.subject,
  text: fields.text ?? null,
  html: fields.html ?? null,
  last_event: lastEvent,
})
