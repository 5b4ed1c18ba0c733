import * as z from 'zod/mini'
import type { VoiceProof } from '../../views/messages/call-script.ts'
import type { ProviderEvent } from './delivery.ts'
import { whyEnded } from './hangup-causes.ts'

/** The delivery's id, as the call was given it. */
const clientState = z.catch(
  z.nullable(
    z.pipe(
      z.base64(),
      z.transform((state) => atob(state) || null),
    ),
  ),
  null,
)

const word = z.catch(z.string(), '')
const call = { call_control_id: z.string().check(z.minLength(1)), client_state: clientState }
const event = <const Type extends string, Fields extends z.core.$ZodLooseShape>(type: Type, fields: Fields) =>
  z.object({ event_type: z.literal(type), payload: z.object({ ...call, ...fields }) })

export const callEvent = z.discriminatedUnion('event_type', [
  event('call.initiated', { direction: word }),
  event('call.answered', {}),
  event('call.machine.detection.ended', { result: word }),
  event('call.machine.premium.detection.ended', { result: word }),
  event('call.machine.premium.greeting.ended', { result: word }),
  event('call.gather.ended', { status: word, digits: z.catch(z.string().check(z.maxLength(128)), '') }),
  event('call.speak.ended', { status: word }),
  event('call.hangup', { hangup_cause: word, sip_hangup_cause: z.catch(z.coerce.string(), '') }),
])

export type CallEvent = z.output<typeof callEvent>

type Without<T> = T extends unknown ? Omit<T, 'id' | 'providerId' | 'deliveryId' | 'channel'> : never
type CallHappened = Without<Extract<ProviderEvent, { channel: 'voice' }>>

const HUMAN = new Set(['human', 'human_residence', 'human_business'])
const MACHINE = new Set(['machine', 'fax_detected', 'silence'])

/** Null for what means nothing to us, such as a call that came in. */
export function callHappened({ event_type, payload }: CallEvent, proof: VoiceProof): CallHappened | null {
  switch (event_type) {
    case 'call.initiated':
      return payload.direction === 'incoming' ? null : { happened: 'ringing' }
    case 'call.answered':
      return { happened: 'answered' }
    case 'call.machine.detection.ended':
    case 'call.machine.premium.detection.ended':
      // A machine's tone may be the pound key's: where that is the proof, only a voice that is surely human is asked.
      if (HUMAN.has(payload.result) || (payload.result === 'not_sure' && proof === 'code')) return { happened: 'human' }
      return MACHINE.has(payload.result) || payload.result === 'not_sure' ? { happened: 'machine' } : null
    case 'call.machine.premium.greeting.ended':
      // A beep that comes early takes the place of the detection's own event.
      return payload.result === 'beep_detected' ? { happened: 'machine' } : null
    case 'call.gather.ended':
      return keyed(payload.status, payload.digits, proof)
    case 'call.speak.ended':
      return payload.status === 'call_hangup' ? null : { happened: 'spoken' }
    case 'call.hangup':
      return { happened: 'ended', why: whyEnded(payload.hangup_cause, payload.sip_hangup_cause) }
  }
}

/**
 * Digits count only where Telnyx calls them valid. It does so too when a long pause or the tenth key ended a code in place of the pound
 * key, and does not say which: the code is the proof, the key only ends it. Nothing keyed in time, and signs that were not wanted, are
 * incomplete: the person is asked again. Gathering that ended because something else took over (`cancelled`, `cancelled_amd`) is no
 * answer at all, nor is what a call broke off that ended (`call_hangup`), but for the one key that says all there is to say.
 */
function keyed(status: string, digits: string, proof: VoiceProof): CallHappened | null {
  if (status === 'call_hangup')
    return digits.replaceAll('#', '') === '9' ? { happened: 'keyed', digits: '9', complete: false, hungUp: true } : null
  if (status !== 'valid' && status !== 'invalid' && status !== 'timeout') return null
  const bare = digits.replaceAll('#', '')
  const complete = status === 'valid' && (proof === 'code' ? bare !== '' : bare === '')
  return { happened: 'keyed', digits: bare, complete }
}
