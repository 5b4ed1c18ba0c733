import type { Calls as CallCommands, ProviderEvent } from '../delivery/delivery.ts'
import { codeDigest } from '../domain/code.ts'
import type { DeliveryState } from '../domain/delivery.ts'
import { KEYINGS_PER_CALL } from '../domain/policy.ts'
import type { Keyring } from '../system.ts'
import type { CallRecord, Calls, Reported, Visit } from './ports.ts'

export type CallDeps = { calls: Calls; commands: CallCommands; keys: Keyring; voiceProof: 'code' | 'pound' }

const MESSAGE_STATES = {
  sent: 'sent',
  delivered: 'delivered',
  delayed: 'delayed',
  bounced: 'failed',
  suppressed: 'refused',
  failed: 'failed',
} as const satisfies Record<string, DeliveryState>

const CALL_ENDS = {
  busy: 'busy',
  'no-answer': 'no-answer',
  rejected: 'rejected',
  'invalid-number': 'refused',
  machine: 'voicemail',
  'hung-up': 'hung-up',
  failed: 'failed',
} as const satisfies Record<string, DeliveryState>

/** Takes in what a provider reports of a message or a call, and does what the call now needs. A repeat does nothing. */
export async function takeEvent(deps: CallDeps, visit: Visit, event: ProviderEvent): Promise<void> {
  const about: Reported = {
    eventId: event.id,
    providerId: event.providerId,
    deliveryId: event.deliveryId,
    ...(event.code ? { code: event.code } : {}),
  }
  if (event.channel !== 'voice') {
    if (event.happened === 'complained') return
    const detail = event.channel === 'sms' ? event.detail : event.happened === 'bounced' ? 'invalid-address' : null
    await deps.calls.report(visit, about, MESSAGE_STATES[event.happened], detail)
    return
  }
  switch (event.happened) {
    case 'ringing':
    case 'answered':
      await deps.calls.report(visit, about, event.happened, null)
      return
    case 'human':
      await askOrHangUp(deps, visit, about)
      return
    case 'machine':
      // Nothing is said to a machine, and nothing it plays can prove anything.
      if (await deps.calls.report(visit, about, 'voicemail', null)) await deps.commands.hangUp(about.providerId, `${event.id}-hang-up`)
      return
    case 'keyed':
      await judgeDigits(deps, visit, about, event)
      return
    case 'spoken':
      await hangUpAfterFarewell(deps, visit, about)
      return
    case 'ended':
      await deps.calls.report(visit, about, CALL_ENDS[event.why], event.why === 'invalid-number' ? 'invalid-number' : null)
  }
}

async function askOrHangUp(deps: CallDeps, visit: Visit, about: Reported): Promise<void> {
  const next = await deps.calls.meet(visit, about)
  if (typeof next === 'object') await deps.commands.ask(about.providerId, `${about.eventId}-ask`, next.ask, 'first')
  if (next === 'hang-up') await deps.commands.hangUp(about.providerId, `${about.eventId}-hang-up`)
}

/** Digits that the pound key ended are judged; a silence or a broken-off entry is no guess, and costs none. */
async function judgeDigits(deps: CallDeps, visit: Visit, about: Reported, keyed: { digits: string; complete: boolean }): Promise<void> {
  const call = await deps.calls.keyed(visit, about)
  if (!call) return
  const outcome = keyed.complete
    ? await deps.calls.prove({ ...visit, ticket: { id: call.flowId } }, call, proofOf(deps, call, keyed.digits))
    : await patience(deps, visit, about, call)
  const command = `${about.eventId}-${outcome}`
  if (outcome === 'wrong-digits') await deps.commands.ask(about.providerId, command, call.purpose, 'again')
  else await deps.commands.close(about.providerId, command, outcome === 'confirmed' ? 'confirmed' : 'not-confirmed')
}

/** The digest to compare, or null where the pound key alone is the proof. */
const proofOf = ({ keys, voiceProof }: CallDeps, call: CallRecord, digits: string): string | null =>
  voiceProof === 'pound' ? null : codeDigest(keys, call.flowId, call.purpose, digits)

async function patience(deps: CallDeps, visit: Visit, about: Reported, call: CallRecord): Promise<'wrong-digits' | 'too-many-tries'> {
  if (call.keyings < KEYINGS_PER_CALL) return 'wrong-digits'
  await deps.calls.report(visit, { ...about, eventId: `${about.eventId}-over` }, 'too-many-tries', null)
  return 'too-many-tries'
}

/** The last words were spoken. A prompt that was interrupted ends here too, and goes on. */
async function hangUpAfterFarewell(deps: CallDeps, visit: Visit, about: Reported): Promise<void> {
  if (await deps.calls.hasEnded(visit, about)) await deps.commands.hangUp(about.providerId, `${about.eventId}-hang-up`)
}
