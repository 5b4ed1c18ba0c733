/**
 * From dialling to the end of a call, whoever ends it.
 */
import { callFate } from '../destinations.ts'
import type { Account } from '../requests.ts'
import type { Carrier } from '../state.ts'
import { type Call, createCall, during, type HangupCause, inSeconds, report } from './call.ts'
import { detect } from './detection.ts'
import type { DialFields } from './dial-fields.ts'

/** How long a machine records before it hangs up, in seconds. */
const RECORDING = 30

export function place(carrier: Carrier, dial: DialFields, account: Account): Call {
  const call = createCall(dial, account)
  carrier.calls.put(call.id, call)
  const fate = callFate(call.to)
  if (fate.kind === 'slow') during(carrier, call, carrier.delays.slow, () => ring(carrier, call))
  else ring(carrier, call)

  const soon = (run: () => void) => during(carrier, call, carrier.delays.detection, run)
  if (fate.kind === 'busy') soon(() => end(carrier, call, 'user_busy'))
  if (fate.kind === 'declined') soon(() => end(carrier, call, 'call_rejected'))
  if (fate.kind === 'not-found') soon(() => end(carrier, call, 'not_found'))
  if (fate.kind === 'voicemail') soon(() => answer(carrier, call, 'machine'))
  if (fate.kind === 'switchboard') soon(() => pickUp(carrier, call))
  if (fate.kind === 'unanswered') during(carrier, call, carrier.delays.slow, () => giveUp(carrier, call))
  return call
}

function ring(carrier: Carrier, call: Call) {
  call.state = 'ringing'
  carrier.mailbox.put(call.note)
  report(carrier, call, 'initiated', { direction: 'outgoing', state: 'bridging', start_time: call.startedAt })
  during(carrier, call, inSeconds(carrier, call.dial.timeout_secs), () => call.state === 'ringing' && giveUp(carrier, call))
}

const giveUp = (carrier: Carrier, call: Call) => end(carrier, call, call.dial.retry_on_timeout ? 'timeout' : 'no_answer')

/** @returns false where the call does not ring */
export function answer(carrier: Carrier, call: Call, by: 'human' | 'machine'): boolean {
  if (call.state !== 'ringing') return false
  call.state = 'answered'
  call.answeredBy = by
  call.dialled += call.dial.send_digits_on_answer ?? ''
  report(carrier, call, 'answered', { state: 'answered', start_time: call.startedAt })
  detect(carrier, call)
  during(carrier, call, inSeconds(carrier, call.dial.time_limit_secs), () => end(carrier, call, 'time_limit'))
  if (by === 'machine' && callFate(call.to).kind !== 'switchboard')
    during(carrier, call, inSeconds(carrier, RECORDING), () => end(carrier, call, 'normal_clearing'))
  return true
}

/** A recording answers, and whoever the dialled digits reach rings: a hand may take the call once more. */
function pickUp(carrier: Carrier, call: Call) {
  if (!answer(carrier, call, 'machine')) return
  const extension = call.dialled.replaceAll(/w/gi, '')
  call.note.text = `(switchboard: "Thank you for calling. If you know the extension, dial it now.")`
  during(carrier, call, inSeconds(carrier, 1), () => {
    call.connected = extension === EXTENSION ? `extension ${extension}` : 'the front desk'
    call.answeredBy = 'human'
    call.note.text += `\n(switchboard: connects to ${call.connected})`
    carrier.mailbox.touch()
  })
}

/** The extension behind the switchboard. */
const EXTENSION = '4520'

/** Whoever is called puts the phone down, or declines the call that rings. */
export const hangUp = (carrier: Carrier, call: Call) => end(carrier, call, call.state === 'answered' ? 'normal_clearing' : 'call_rejected')

/** The app ends the call. */
export const cancel = (carrier: Carrier, call: Call) =>
  end(carrier, call, call.state === 'answered' ? 'normal_clearing' : 'originator_cancel', 'caller')

const SIP: Record<HangupCause, string> = {
  call_rejected: '603',
  normal_clearing: '200',
  originator_cancel: '487',
  timeout: '480',
  time_limit: '200',
  user_busy: '486',
  not_found: '404',
  no_answer: '480',
}

/** @returns false where the call is over already */
export function end(carrier: Carrier, call: Call, cause: HangupCause, source: 'caller' | 'callee' = 'callee'): boolean {
  if (call.state === 'ended') return false
  call.gather?.stop('call_hangup')
  for (; call.speeches > 0; call.speeches--) report(carrier, call, 'speak.ended', { status: 'call_hangup' })
  for (const callOff of call.pending) callOff()
  call.pending.clear()
  call.state = 'ended'
  call.cause = cause
  report(carrier, call, 'hangup', {
    state: 'hangup',
    hangup_cause: cause,
    hangup_source: source,
    sip_hangup_cause: SIP[cause],
    start_time: call.startedAt,
  })
  return true
}
