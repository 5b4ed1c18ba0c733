/**
 * One call, and the two things that everything in it does: tell the app, and wait no longer than the call lasts.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import type { Message } from '../mailbox.ts'
import type { Account } from '../requests.ts'
import type { Carrier } from '../state.ts'
import type { DialFields } from './dial-fields.ts'
import { tell } from './events.ts'
import type { Gather } from './gather.ts'

export type HangupCause =
  | 'call_rejected'
  | 'normal_clearing'
  | 'originator_cancel'
  | 'timeout'
  | 'time_limit'
  | 'user_busy'
  | 'not_found'
  | 'no_answer'

export interface Call {
  account: Account
  /** The call_control_id. */
  id: string
  legId: string
  sessionId: string
  dial: DialFields
  to: string
  startedAt: string
  state: 'dialling' | 'ringing' | 'answered' | 'ended'
  answeredBy: 'human' | 'machine' | null
  cause: HangupCause | null
  clientState: string | null
  /** The keys that the app pressed, to get through a switchboard. */
  dialled: string
  /** Whom a switchboard has put through. */
  connected: string | null
  /** What is in the mailbox of whoever is called. */
  note: Message
  gather: Gather | null
  /** Keys pressed while nobody gathered them. */
  early: { digit: string; at: number }[]
  /** The pound key of somebody whose last digit had already ended the gathering: it means nothing to the next one. */
  spare: string | null
  /** Texts being spoken, and when the voice is free again. */
  speeches: number
  freeAt: number
  /** Commands that were taken, and when: a repeat within a minute is ignored. */
  commands: Map<string, number>
  pending: Set<() => void>
}

export function createCall(dial: DialFields, account: Account): Call {
  const [to = '', keys = ''] = dial.to.split(',')
  const id = `v3_${randomBytes(30).toString('base64url')}`
  const startedAt = new Date().toISOString()
  return {
    account,
    id,
    legId: randomUUID(),
    sessionId: randomUUID(),
    dial: { ...dial, send_digits_on_answer: dial.send_digits_on_answer ?? keys },
    to,
    startedAt,
    state: 'dialling',
    answeredBy: null,
    cause: null,
    clientState: dial.client_state ?? null,
    dialled: '',
    connected: null,
    note: { id, channel: 'voice', from: dial.from, to, text: '', at: startedAt },
    gather: null,
    early: [],
    spare: null,
    speeches: 0,
    freeAt: 0,
    commands: new Map(),
    pending: new Set(),
  }
}

export function report(carrier: Carrier, call: Call, event: string, more: object = {}) {
  carrier.mailbox.touch()
  tell(carrier, {
    account: call.account,
    subject: call.id,
    type: `call.${event}`,
    to: call.to,
    webhookUrl: call.dial.webhook_url,
    payload: {
      call_control_id: call.id,
      call_leg_id: call.legId,
      call_session_id: call.sessionId,
      client_state: call.clientState,
      connection_id: call.dial.connection_id,
      from: call.dial.from,
      to: call.to,
      ...more,
    },
  })
}

/** A timer that the end of the call calls off. */
export function during(carrier: Carrier, call: Call, ms: number, run: () => void): () => void {
  const callOff = carrier.timers.after(ms, () => {
    call.pending.delete(callOff)
    run()
  })
  call.pending.add(callOff)
  return () => {
    callOff()
    call.pending.delete(callOff)
  }
}

/** Seconds as a request states them, in milliseconds of this carrier. */
export const inSeconds = (carrier: Carrier, seconds: number) => seconds * carrier.delays.second
