/**
 * SendGrid's HTTP interface, as far as a mail is sent. It takes the same mail twice: there is no idempotency key.
 */
import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { type MailFate, mailFate } from '../destinations.ts'
import { type DoorWords, door, type ProviderEnv } from '../door.ts'
import type { Carrier } from '../state.ts'
import { type SentMail, tell } from './events.ts'
import { mailFields } from './fields.ts'

const refuse = (status: number, message: string, field: string | null = null) =>
  Response.json({ errors: [{ message, field, help: null }] }, { status })

const words = (apiKey: string | undefined): DoorWords => ({
  unauthorised: (authorization) =>
    apiKey && authorization === `Bearer ${apiKey}` ? null : refuse(401, 'The provided authorization grant is invalid, expired, or revoked'),
  malformed: () => refuse(400, 'Bad Request'),
  failure: (status) => refuse(status, status === 429 ? 'too many requests' : 'unexpected'),
})

export const sendgridRoutes = (carrier: Carrier) =>
  new Hono<ProviderEnv>().use(door(carrier, () => 'sendgrid', words(carrier.options.sendgridApiKey))).post('/', (c) => {
    const fields = mailFields.safeParse(c.var.body)
    const [issue] = fields.error?.issues ?? []
    if (!fields.success) return refuse(400, issue?.message ?? '', issue?.path.join('.') ?? null)
    const to = fields.data.personalizations[0]?.to[0]?.email ?? ''
    const fate = mailFate(to)
    if (fate.kind === 'refused')
      return fate.status === 422
        ? refuse(400, 'Does not contain a valid address.', 'personalizations.0.to.0.email')
        : refuse(fate.status, 'No.')
    const mail: SentMail = { id: randomUUID(), to, fields: fields.data }
    meet(carrier, mail, fate)
    return c.body(null, 202, { 'x-message-id': mail.id })
  })

function meet(carrier: Carrier, mail: SentMail, fate: MailFate) {
  if (fate.kind === 'suppressed') return tell(carrier, mail, 'dropped', { reason: 'Bounced Address' })
  tell(carrier, mail, 'processed')
  if (fate.kind === 'bounced') return tell(carrier, mail, 'bounce', { type: 'bounce', status: '5.1.1', reason: '550 5.1.1 unknown' })
  if (fate.kind === 'returned') return tell(carrier, mail, 'bounce', { type: 'bounce', status: '4.2.2', reason: '452 4.2.2 mailbox full' })
  if (fate.kind === 'slow') {
    tell(carrier, mail, 'deferred', { response: '400 try again later' })
    return carrier.timers.after(carrier.delays.slow, () => arrive(carrier, mail))
  }
  arrive(carrier, mail)
  if (fate.kind === 'complained') tell(carrier, mail, 'spamreport')
}

function arrive(carrier: Carrier, mail: SentMail) {
  const { from, subject, content } = mail.fields
  const message = { id: mail.id, channel: 'email' as const, from: from.email, to: mail.to, subject }
  carrier.mailbox.put({ ...message, text: content[0].value, html: content[1].value, at: new Date().toISOString() })
  tell(carrier, mail, 'delivered', { response: '250 OK' })
}
