/**
 * The commands of a call, by the name they have in the path.
 */
import type * as z from 'zod'
import type { Carrier } from '../state.ts'
import { bareFields, gatherFields, gatherUsingSpeakFields, hangupFields, sendDtmfFields, speakFields } from './action-fields.ts'
import type { Call } from './call.ts'
import { cancel } from './ringing.ts'
import { gather, gatherUsingSpeak, speak } from './talking.ts'

export interface Action {
  /** Whether it needs somebody on the line. */
  answered: boolean
  read(body: unknown): { refused: z.ZodError } | { command: Command }
}

export interface Command {
  id: string | undefined
  clientState: string | undefined
  run(carrier: Carrier, call: Call): void
}

type Shared = { command_id?: string | undefined; client_state?: string | undefined }

const action = <Fields extends Shared>(
  fields: z.ZodType<Fields>,
  run: (carrier: Carrier, call: Call, fields: Fields) => void,
  answered = true,
): Action => ({
  answered,
  read(body) {
    const parsed = fields.safeParse(body)
    if (!parsed.success) return { refused: parsed.error }
    const { command_id, client_state } = parsed.data
    return { command: { id: command_id, clientState: client_state, run: (carrier, call) => run(carrier, call, parsed.data) } }
  },
})

export const ACTIONS: Record<string, Action> = {
  speak: action(speakFields, speak),
  gather_using_speak: action(gatherUsingSpeakFields, gatherUsingSpeak),
  gather: action(gatherFields, gather),
  gather_stop: action(bareFields, (_carrier, call) => call.gather?.stop('cancelled')),
  send_dtmf: action(sendDtmfFields, (_carrier, call, { digits }) => {
    call.dialled += digits
  }),
  hangup: action(hangupFields, (carrier, call) => void cancel(carrier, call), false),
  client_state_update: action(bareFields.required({ client_state: true }), () => {}, false),
}
