import type { Calls as CallCommands, MailHappened, ProviderEvent } from '../delivery/delivery.ts'
import { codeDigest } from '../domain/code.ts'
import type { DeliveryState, RefusedDetail } from '../domain/delivery.ts'
import type { Keyring } from '../system.ts'
import type { CallRecord, Calls, News, Post, Reported, Visit } from './ports.ts'

/** `commandsOf` the account that placed a call; null where that is not known. */
export type CallDeps = {
  calls: Calls
  commandsOf(provider: string | null): CallCommands
  keys: Keyring
  voiceProof: 'code' | 'pound'
  post: Post
}

/** What a report was to us, and what its call now needs: that is done after the report was answered. */
export type Taken = { news: News; after?: () => Promise<unknown> }

const MESSAGE_STATES = {
  sent: 'sent',
  delivered: 'delivered',
  delayed: 'delayed',
  bounced: 'failed',
  returned: 'failed',
  suppressed: 'refused',
  failed: 'failed',
} as const satisfies Record<string, DeliveryState>

const MAIL_DETAILS: Partial<Record<MailHappened, RefusedDetail>> = {
  ...{ bounced: 'invalid-address', returned: 'returned', suppressed: 'suppressed', failed: 'other' },
}

const CALL_ENDS = {
  busy: 'busy',
  'no-answer': 'no-answer',
  rejected: 'rejected',
  'invalid-number': 'refused',
  machine: 'voicemail',
  'hung-up': 'hung-up',
  failed: 'failed',
} as const satisfies Record<string, DeliveryState>

/** Takes in what a provider reports of a message or a call. A repeat does nothing. */
export async function takeEvent(deps: CallDeps, visit: Visit, provider: string, event: ProviderEvent): Promise<Taken> {
  const about: Reported = {
    ...{ provider, eventId: event.id, providerId: event.providerId, deliveryId: event.deliveryId },
    ...(event.code ? { code: event.code } : {}),
  }
  if (event.channel !== 'voice') {
    if (event.happened === 'complained') return only(await deps.calls.complained(visit, about))
    const detail = event.channel === 'sms' ? event.detail : (MAIL_DETAILS[event.happened] ?? null)
    return only(await deps.calls.report(visit, about, MESSAGE_STATES[event.happened], detail))
  }
  switch (event.happened) {
    case 'ringing':
      return only(await deps.calls.report(visit, about, 'ringing', null))
    case 'answered':
      return waitForSwitchboard(deps, visit, about)
    case 'human':
      return askOrHangUp(deps, visit, about)
    case 'machine': {
      // Nothing is said to a machine, and nothing it plays can prove anything.
      const { call, news } = await deps.calls.report(visit, about, 'voicemail', null)
      return call ? { news, after: () => deps.commandsOf(call.provider).hangUp(about.providerId, `${about.eventId}-hang-up`) } : { news }
    }
    case 'keyed':
      return judgeKeys(deps, visit, about, event)
    case 'spoken': {
      // The last words were spoken. A prompt that was interrupted ends here too, and goes on.
      const { ended, news } = await deps.calls.hasEnded(visit, about)
      return ended ? { news, after: () => deps.commandsOf(null).hangUp(about.providerId, `${about.eventId}-hang-up`) } : { news }
    }
    case 'ended':
      return only(await deps.calls.report(visit, about, CALL_ENDS[event.why], event.why === 'invalid-number' ? 'invalid-number' : null))
  }
}

const only = ({ news }: { news: News }): Taken => ({ news })

/** What answers first before an extension is a switchboard: the question waits until the keys were dialled. */
async function waitForSwitchboard({ calls, commandsOf }: CallDeps, visit: Visit, about: Reported): Promise<Taken> {
  const { call, news } = await calls.report(visit, about, 'answered', null)
  if (!call?.extension) return { news }
  const { provider, extension } = call
  return { news, after: () => commandsOf(provider).waitFor(about.providerId, `${about.eventId}-wait`, extension) }
}

async function askOrHangUp({ calls, commandsOf }: CallDeps, visit: Visit, about: Reported): Promise<Taken> {
  const { next, news } = await calls.meet(visit, about)
  if (next === 'nothing') return { news }
  if (next === 'hang-up') return { news, after: () => commandsOf(null).hangUp(about.providerId, `${about.eventId}-hang-up`) }
  return { news, after: () => commandsOf(next.ask.provider).ask(about.providerId, `${about.eventId}-ask`, next.ask, 'first') }
}

/** The call is looked up first, since what is compared is a digest of what it is for: nothing is taken in until it is judged. */
async function judgeKeys(deps: CallDeps, visit: Visit, about: Reported, keyed: Keyed): Promise<Taken> {
  const call = await deps.calls.find(about)
  if (!call) return only(await deps.calls.report(visit, about, 'answered', null))
  if (call.extension !== null && isWaiting(call.state)) return askOrHangUp(deps, visit, about)
  const touch = { ...visit, ticket: { id: call.flowId } }
  if (keyed.digits === NOT_ASKED) return stop(deps, about, call, await deps.calls.disown(touch, about, call))
  const { judged, news } = await deps.calls.judge(touch, about, call, entryOf(deps, call, keyed))
  const command = `${about.eventId}-${judged}`
  const commands = deps.commandsOf(call.provider)
  if (judged === 'nothing' || keyed.hungUp) return { news }
  if (judged === 'wrong-digits') return { news, after: () => commands.ask(about.providerId, command, call, 'again') }
  return { news, after: () => commands.close(about.providerId, command, judged === 'confirmed' ? 'confirmed' : 'not-confirmed') }
}

type Keyed = Extract<ProviderEvent, { happened: 'keyed' }>

/** "If you did not ask for this call, press 9." */
const NOT_ASKED = '9'

/** Nothing was asked yet: the silence after the dialled keys is over. */
const isWaiting = (state: DeliveryState): boolean => ['due', 'uncertain', 'sent', 'ringing', 'answered'].includes(state)

/** The digest to compare, or null where the pound key alone is the proof. Behind a switchboard it never is: machines play such tones. */
function entryOf(
  { keys, voiceProof }: CallDeps,
  call: CallRecord,
  { digits, complete, hungUp }: Keyed,
): { digest: string | null } | 'incomplete' {
  const byCode = voiceProof === 'code' || call.extension !== null
  if (hungUp || !(byCode ? digits !== '' && (complete || voiceProof === 'pound') : complete)) return 'incomplete'
  return { digest: byCode ? codeDigest(keys, call.flowId, call.purpose, digits) : null }
}

type Disowned = Awaited<ReturnType<Calls['disown']>>

/** They are told that it is over, and the account is told that they said so. */
function stop({ commandsOf, post }: CallDeps, about: Reported, call: CallRecord, { disowned, told, news }: Disowned): Taken {
  if (!disowned) return { news }
  const said = () => commandsOf(call.provider).close(about.providerId, `${about.eventId}-not-asked`, 'not-asked')
  return { news, after: () => Promise.all([said(), told && post(told)]) }
}
