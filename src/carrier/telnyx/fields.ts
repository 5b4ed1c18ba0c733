/**
 * The kinds of field that several commands share.
 */
import * as z from 'zod'
import { NOT_E164 } from './answers.ts'

export const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, NOT_E164)
export const webhookUrl = z.url({ protocol: /^https?$/, error: 'The URL is not valid.' })

/** Every command may carry these; `client_state` is then part of every later webhook of the call. */
export const commandFields = {
  client_state: z.base64('client_state must be a valid Base-64 encoded string.').optional(),
  command_id: z.string().max(256).optional(),
}

/** Documented fields that are taken and change nothing that the stand-in simulates. */
export const taken = <const Name extends string>(...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, z.unknown().optional()])) as Record<Name, z.ZodOptional<z.ZodUnknown>>
