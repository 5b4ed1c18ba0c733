/**
 * What happens inside an answered call: texts are spoken, keys are pressed and gathered.
 */
import type * as z from 'zod'
import type { Carrier } from '../state.ts'
import type { gatherFields, gatherUsingSpeakFields, speakFields } from './action-fields.ts'
import { type Call, during, inSeconds, report } from './call.ts'
import { type GatherRules, startGather } from './gather.ts'

/** Texts are spoken one after the other. @returns milliseconds until this one will have been said */
function say(carrier: Carrier, call: Call, text: string): number {
  const now = Date.now()
  call.note.text += call.note.text ? `\n${text}` : text
  call.freeAt = Math.max(now, call.freeAt) + carrier.delays.speech
  carrier.mailbox.touch()
  return call.freeAt - now
}

type Speech = Pick<z.output<typeof speakFields>, 'payload_type'>

/** SSML as a person hears it. */
const heard = (text: string, { payload_type }: Speech) =>
  payload_type === 'ssml'
    ? text
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
    : text

export function speak(carrier: Carrier, call: Call, fields: z.output<typeof speakFields>) {
  report(carrier, call, 'speak.started')
  const ms = say(carrier, call, heard(fields.payload, fields))
  call.speeches++
  during(carrier, call, ms, () => {
    call.speeches--
    report(carrier, call, 'speak.ended', { status: 'completed' })
  })
}

export function gatherUsingSpeak(carrier: Carrier, call: Call, fields: z.output<typeof gatherUsingSpeakFields>) {
  listen(carrier, call, {
    ...rulesOf(carrier, fields),
    prompt: heard(fields.payload, fields),
    invalidPrompt: fields.invalid_payload === undefined ? null : heard(fields.invalid_payload, fields),
    tries: fields.maximum_tries,
    silence: inSeconds(carrier, fields.timeout_millis / 1000),
  })
}

export function gather(carrier: Carrier, call: Call, fields: z.output<typeof gatherFields>) {
  listen(carrier, call, {
    ...rulesOf(carrier, fields),
    prompt: null,
    invalidPrompt: null,
    tries: 1,
    silence: inSeconds(carrier, fields.initial_timeout_millis / 1000),
  })
}

const rulesOf = (carrier: Carrier, fields: Omit<z.output<typeof gatherFields>, 'initial_timeout_millis'>) => ({
  minimum: fields.minimum_digits,
  maximum: fields.maximum_digits,
  valid: fields.valid_digits,
  terminating: fields.terminating_digit,
  betweenDigits: inSeconds(carrier, fields.inter_digit_timeout_millis / 1000),
})

function listen(carrier: Carrier, call: Call, rules: GatherRules) {
  call.gather?.stop('cancelled')
  call.gather = startGather(rules, {
    say: (text) => say(carrier, call, text),
    after: (ms, run) => during(carrier, call, ms, run),
    over(status, digits, full) {
      call.gather = null
      call.freeAt = 0
      call.spare = full ? rules.terminating : null
      report(carrier, call, 'gather.ended', { digits, status })
    },
  })
  const fresh = call.early.filter(({ at }) => Date.now() - at <= carrier.delays.kept)
  call.early = []
  for (const { digit } of fresh) hear(call, digit)
}

/** Keys count while the prompt is still being spoken, and even a little before anybody gathers them. @returns false where nobody is on the line */
export function press(carrier: Carrier, call: Call, digits: string): boolean {
  if (call.state !== 'answered') return false
  for (const digit of digits) {
    report(carrier, call, 'dtmf.received', { digit })
    hear(call, digit)
  }
  return true
}

function hear(call: Call, digit: string) {
  const spare = digit === call.spare
  call.spare = null
  if (call.gather) call.gather.press(digit)
  else if (!spare) call.early.push({ digit, at: Date.now() })
}
