/**
 * The phone of whoever is called: what a hand can do with it, and how a call looks from outside.
 */
import type { Message } from './mailbox.ts'
import type { Carrier } from './state.ts'
import type { Call } from './telnyx/call.ts'
import { answer, end, hangUp } from './telnyx/ringing.ts'
import { press } from './telnyx/talking.ts'

export type Hand = 'answer' | 'voicemail' | 'busy' | 'hangup' | 'digits'

/** Each returns false where the call is in no state for it. */
export const HANDS: Record<Hand, (carrier: Carrier, call: Call, digits: string) => boolean> = {
  answer: (carrier, call) => answer(carrier, call, 'human'),
  voicemail: (carrier, call) => answer(carrier, call, 'machine'),
  busy: (carrier, call) => call.state === 'ringing' && end(carrier, call, 'user_busy'),
  hangup: (carrier, call) => hangUp(carrier, call),
  digits: press,
}

/** A message as the interface shows it: the documented fields and no others. */
export const presented = ({ id, channel, from, to, subject, text, html, at }: Message) => ({
  id,
  channel,
  from,
  to,
  subject,
  text,
  html,
  at,
})

export const presentedCall = (call: Call) => ({
  id: call.id,
  from: call.dial.from,
  to: call.to,
  state: call.state,
  answeredBy: call.answeredBy,
  /** Telnyx's hangup_cause, once the call is over. */
  cause: call.cause,
  gathering: call.gather !== null,
  dialled: call.dialled,
  connected: call.connected,
  text: call.note.text,
  at: call.startedAt,
})
