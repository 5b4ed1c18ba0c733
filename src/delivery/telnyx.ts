import Telnyx from 'telnyx'
import { keysFor } from '../domain/extension.ts'
import { fetchOnce } from '../fetch-once.ts'
import type { Settings } from '../settings.ts'
import type { Provider, Sent, Undelivered } from './delivery.ts'
import { whyNot } from './telnyx-errors.ts'
import { unanswered } from './undelivered.ts'

export type TelnyxSettings = Pick<
  Settings,
  'TELNYX_API_KEY' | 'TELNYX_BASE_URL' | 'TELNYX_CONNECTION_ID' | 'TELNYX_MESSAGING_PROFILE_ID' | 'TELNYX_FROM' | 'PUBLIC_ORIGIN'
>

/** How long a phone may ring; most voicemail answers within it. */
const RINGS_FOR_SECONDS = 30
/** A call left open costs by the minute. */
const CALL_LASTS_SECONDS = 180

/**
 * The client, made when it is first needed: that takes some 20 ms, which a page that sends nothing should not wait for.
 * Every setting is given, so that the SDK looks for none in the environment. It neither retries nor logs.
 */
export function connection(settings: Pick<Settings, 'TELNYX_API_KEY' | 'TELNYX_BASE_URL'>): () => Telnyx {
  let client: Telnyx | undefined
  return () => {
    client ??= connect(settings)
    return client
  }
}

const connect = (settings: Pick<Settings, 'TELNYX_API_KEY' | 'TELNYX_BASE_URL'>) =>
  new Telnyx({
    apiKey: settings.TELNYX_API_KEY,
    baseURL: settings.TELNYX_BASE_URL.replace(/\/+$/, ''),
    publicKey: null,
    clientID: null,
    clientSecret: null,
    maxRetries: 0,
    logLevel: 'off',
    fetch: fetchOnce,
  })

/** Unlike the SDK's own limit this one holds until the last byte of the answer. */
export const within = (timeLimit: number) => ({ signal: AbortSignal.timeout(timeLimit) })

/** One account at Telnyx, as two providers. */
export const telnyxText = (name: string, telnyx: () => Telnyx, settings: TelnyxSettings, timeLimit: number): Provider<'sms'> => ({
  ...{ name, channel: 'sms', repeatable: false },
  send: texter(telnyx, settings, timeLimit),
})
export const telnyxCall = (name: string, telnyx: () => Telnyx, settings: TelnyxSettings, timeLimit: number): Provider<'voice'> => ({
  ...{ name, channel: 'voice', repeatable: false },
  send: dialler(telnyx, settings, timeLimit),
})

/** Sends one text. The API has no field for an id of ours and no idempotency key; the webhooks repeat the address they were ordered to. */
const texter =
  (telnyx: () => Telnyx, settings: TelnyxSettings, timeLimit: number): Provider<'sms'>['send'] =>
  ({ id, to, text }) =>
    handOver(async () => {
      const { data } = await telnyx().messages.send(
        {
          to,
          from: settings.TELNYX_FROM,
          text,
          webhook_url: `${hook(settings)}?${DELIVERY_PARAMETER}=${id}`,
          ...(settings.TELNYX_MESSAGING_PROFILE_ID ? { messaging_profile_id: settings.TELNYX_MESSAGING_PROFILE_ID } : {}),
        },
        within(timeLimit),
      )
      return data?.id
    })

/** Dials. A second request with the same id within a minute is ignored by Telnyx; every webhook of the call carries the id. */
const dialler =
  (telnyx: () => Telnyx, settings: TelnyxSettings, timeLimit: number): Provider<'voice'>['send'] =>
  ({ id, to, extension }) =>
    handOver(async () => {
      const { data } = await telnyx().calls.dial(
        {
          to,
          from: settings.TELNYX_FROM,
          connection_id: settings.TELNYX_CONNECTION_ID,
          // A switchboard's greeting would be taken for a machine.
          ...(extension === null ? { answering_machine_detection: 'premium' as const } : { send_digits_on_answer: keysFor(extension) }),
          timeout_secs: RINGS_FOR_SECONDS,
          time_limit_secs: CALL_LASTS_SECONDS,
          command_id: id,
          client_state: btoa(id),
          webhook_url: hook(settings),
        },
        within(timeLimit),
      )
      return data?.call_control_id
    })

export const DELIVERY_PARAMETER = 'delivery'

const hook = ({ PUBLIC_ORIGIN }: Pick<Settings, 'PUBLIC_ORIGIN'>) => `${PUBLIC_ORIGIN}/auth/hooks/telnyx`

async function handOver(request: () => Promise<string | undefined>): Promise<Sent | Undelivered> {
  try {
    const providerId = await request()
    return providerId ? { sent: true, providerId } : unanswered
  } catch (fault) {
    return whyNot(fault)
  }
}
