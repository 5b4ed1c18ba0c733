/**
 * A mail from the moment it is accepted: who gets it, and what the app is told.
 */
import { randomUUID } from 'node:crypto'
import { type MailFate, mailFate } from '../destinations.ts'
import type { Carrier } from '../state.ts'
import { tell } from './events.ts'
import { bareAddress, type EmailFields } from './fields.ts'

export interface Email {
  id: string
  createdAt: string
  fields: EmailFields
  lastEvent: string
}

/** Accepts a mail that is not refused outright, and lets its fate run. */
export function accept(carrier: Carrier, fields: EmailFields): Email {
  const email: Email = { id: randomUUID(), createdAt: new Date().toISOString(), fields, lastEvent: 'sent' }
  carrier.emails.put(email.id, email)
  const fate = fateOf(fields)
  if (fate.kind === 'suppressed') tell(carrier, email, 'suppressed', { suppressed: SUPPRESSED })
  else {
    tell(carrier, email, 'sent')
    meet(carrier, email, fate)
  }
  return email
}

export const fateOf = ({ to }: Pick<EmailFields, 'to'>): MailFate => mailFate(bareAddress(to[0] ?? ''))

function meet(carrier: Carrier, email: Email, fate: MailFate) {
  if (fate.kind === 'bounced') return tell(carrier, email, 'bounced', { bounce: BOUNCE })
  if (fate.kind === 'returned') return tell(carrier, email, 'bounced', { bounce: FULL })
  if (fate.kind === 'slow') {
    tell(carrier, email, 'delivery_delayed')
    return carrier.timers.after(carrier.delays.slow, () => arrive(carrier, email))
  }
  arrive(carrier, email)
  if (fate.kind === 'complained') tell(carrier, email, 'complained')
}

function arrive(carrier: Carrier, email: Email) {
  const { from, to, cc = [], bcc = [], subject, text, html } = email.fields
  for (const recipient of [...to, ...cc, ...bcc]) {
    const message = { id: email.id, channel: 'email' as const, from, to: bareAddress(recipient), subject, text: text ?? '' }
    carrier.mailbox.put({ ...message, ...(html === undefined ? {} : { html }), at: new Date().toISOString() })
  }
  tell(carrier, email, 'delivered')
}

const BOUNCE = { message: "The recipient's mail server does not know this address.", type: 'Permanent', subType: 'General' }
const FULL = { message: 'The mailbox of the recipient is full.', type: 'Transient', subType: 'MailboxFull' }
const SUPPRESSED = {
  message: 'The address is on the suppression list, because mail to it bounced before.',
  type: 'OnAccountSuppressionList',
}
