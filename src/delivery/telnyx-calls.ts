import type Telnyx from 'telnyx'
import { ending, question, questionFor, type VoiceProof } from '../../views/messages/call-script.ts'
import type { Sender } from '../../views/messages/sender.ts'
import { dialledWithin } from '../domain/extension.ts'
import { seconds } from '../domain/policy.ts'
import type { Settings } from '../settings.ts'
import type { Calls } from './delivery.ts'
import { within } from './telnyx.ts'

export type CallSettings = Pick<Settings, 'VOICE_PROOF' | 'LANGUAGE'>

/** Time to find the screen and the first key, and then the next one. */
const FIRST_KEY_WITHIN = seconds(20)
/** A front desk puts the call through, and somebody else is told what it is about. */
const FIRST_KEY_BEHIND_DESK_WITHIN = seconds(30)
const NEXT_KEY_WITHIN = seconds(10)

/**
 * What may be keyed. Whether it is right is for us to judge: Telnyx takes every length and asks only once.
 * The pound key ends a code and is not part of it. Where it is itself the proof, ending is switched off and one key is taken,
 * so that what comes back says whether it was that key.
 */
const KEYS: Record<VoiceProof, { valid_digits: string; terminating_digit: string; maximum_digits: number }> = {
  code: { valid_digits: '0123456789*', terminating_digit: '#', maximum_digits: 10 },
  pound: { valid_digits: '0123456789*#', terminating_digit: '', maximum_digits: 1 },
}

export function callsThrough(telnyx: () => Telnyx, settings: CallSettings, sender: Sender, timeLimit: number): Calls {
  // A slow voice, for a bad line and tired ears.
  const voice = {
    voice: 'Telnyx.KokoroTTS.af',
    voice_settings: { type: 'telnyx', voice_speed: 0.85 },
    language: settings.LANGUAGE,
    payload_type: 'text',
  } as const
  return {
    ask(callId, commandId, { purpose, extension }, opening) {
      // Behind a switchboard a machine may play any tone: there the pound key alone proves nothing.
      const proof = extension === null ? settings.VOICE_PROOF : 'code'
      const payload = extension === null ? question(sender, proof, purpose, opening) : questionFor(sender, extension, purpose, opening)
      return taken(
        telnyx().calls.actions.gatherUsingSpeak(
          callId,
          {
            ...voice,
            ...KEYS[proof],
            payload,
            minimum_digits: 1,
            maximum_tries: 1,
            timeout_millis: extension === null ? FIRST_KEY_WITHIN : FIRST_KEY_BEHIND_DESK_WITHIN,
            inter_digit_timeout_millis: NEXT_KEY_WITHIN,
            command_id: commandId,
          },
          within(timeLimit),
        ),
      )
    },
    // Telnyx keeps the time: an isolate may be gone by then.
    waitFor: (callId, commandId, extension) =>
      taken(
        telnyx().calls.actions.gather(
          callId,
          { initial_timeout_millis: dialledWithin(extension), minimum_digits: 1, maximum_digits: 1, command_id: commandId },
          within(timeLimit),
        ),
      ),
    close: (callId, commandId, how) =>
      taken(telnyx().calls.actions.speak(callId, { ...voice, payload: ending(how), command_id: commandId }, within(timeLimit))),
    hangUp: (callId, commandId) => taken(telnyx().calls.actions.hangup(callId, { command_id: commandId }, within(timeLimit))),
  }
}

const taken = (command: PromiseLike<unknown>): Promise<boolean> =>
  Promise.resolve(command).then(
    () => true,
    () => false,
  )
