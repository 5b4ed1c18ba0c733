import * as z from 'zod/mini'
import type { Settings } from '../settings.ts'
import type { ProviderEvent, ReadEvent } from './delivery.ts'
import { type CallEvent, callEvent, callHappened } from './telnyx-call-events.ts'
import { messageEvent, messageHappened } from './telnyx-message-events.ts'
import { isSigned } from './telnyx-signature.ts'

export type TelnyxEventSettings = Pick<Settings, 'TELNYX_PUBLIC_KEY' | 'VOICE_PROOF'>

const envelope = z.object({ data: z.looseObject({ id: z.string().check(z.minLength(1), z.maxLength(100)) }) })

/** Signature and time first; nothing of an unsigned body is looked at. */
export function readTelnyx(settings: TelnyxEventSettings): ReadEvent {
  const publicKeys = settings.TELNYX_PUBLIC_KEY.split(',').map((key) => key.trim())
  return async (body, headers, now) => {
    if (!(await isSigned(publicKeys, body, headers, now))) return 'unsigned'
    const data = enveloped(body)
    return (data && (ofCall(data, settings.VOICE_PROOF) ?? ofMessage(data))) ?? 'ignored'
  }
}

type Data = z.output<typeof envelope>['data']

function enveloped(body: string): Data | null {
  try {
    return envelope.parse(JSON.parse(body)).data
  } catch {
    return null
  }
}

function ofCall(data: Data, proof: Settings['VOICE_PROOF']): ProviderEvent | null {
  const event: CallEvent | undefined = callEvent.safeParse(data).data
  const happened = event && callHappened(event, proof)
  if (!happened) return null
  return { id: data.id, providerId: event.payload.call_control_id, deliveryId: event.payload.client_state, channel: 'voice', ...happened }
}

function ofMessage(data: Data): ProviderEvent | null {
  const event = messageEvent.safeParse(data).data
  const happened = event && messageHappened(event)
  if (!happened) return null
  return { id: data.id, providerId: event.payload.id, deliveryId: event.payload.webhook_url, channel: 'sms', ...happened }
}
