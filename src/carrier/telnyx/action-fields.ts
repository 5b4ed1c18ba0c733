/**
 * What the commands of a call take: https://developers.telnyx.com/api-reference/call-commands
 */
import * as z from 'zod'
import { commandFields, taken } from './fields.ts'

const spoken = z.string().min(1, 'The payload is empty.').max(3000, 'There is a 3,000 character limit.')
const millis = z.int().min(1)
const digits = (allowed: RegExp) => z.string().regex(allowed, 'Valid digits are 0-9, A-D, * and #.')

const speech = {
  payload: spoken,
  voice: z.string().min(1),
  payload_type: z.enum(['text', 'ssml']).default('text'),
  service_level: z.enum(['basic', 'premium']).optional(),
  ...taken('language', 'voice_settings'),
  ...commandFields,
}

const gathering = {
  minimum_digits: z.int().min(1).default(1),
  maximum_digits: z.int().min(1).max(128).default(128),
  inter_digit_timeout_millis: millis.default(5000),
  timeout_millis: millis.default(60_000),
  /** Empty: no digit ends the input. */
  terminating_digit: digits(/^[0-9A-D*#]?$/).default('#'),
  valid_digits: digits(/^[0-9A-D*#]+$/).default('0123456789#*'),
}

export const speakFields = z.strictObject({ ...speech, ...taken('loop', 'stop', 'target_legs') })

export const gatherUsingSpeakFields = z.strictObject({
  ...speech,
  ...gathering,
  invalid_payload: spoken.optional(),
  maximum_tries: z.int().min(1).default(3),
})

export const gatherFields = z.strictObject({
  ...gathering,
  initial_timeout_millis: millis.default(5000),
  ...taken('gather_id'),
  ...commandFields,
})

export const sendDtmfFields = z.strictObject({
  digits: digits(/^[0-9A-DwW*#]+$/),
  duration_millis: z.int().min(100).max(500).optional(),
  ...commandFields,
})

export const hangupFields = z.strictObject({ ...taken('custom_headers'), ...commandFields })
export const bareFields = z.strictObject(commandFields)
