import { lifetimeOf, type Purpose } from '../domain/challenge.ts'
import { cancelCodeOf, codeOf } from '../domain/code.ts'
import { type DeliveryState, isOver, type RefusedDetail } from '../domain/delivery.ts'
import { maskEmail, maskPhone } from '../domain/mask.ts'
import { HANDINGS, LONGEST_TURN, minutes, PHONE_REPLACEMENT_WAIT, PROVIDER_PATIENCE, seconds, TOO_LATE_TO_SEND } from '../domain/policy.ts'
import type { Deliveries, DueDelivery, Mark, Marking, Post } from '../journey/ports.ts'
import type { Instant, Keyring, System } from '../system.ts'
import type { LineGuard, Message, PostOffice } from './delivery.ts'
import { FULL_PURSE, type Handed, type Purse, sendBy } from './failover.ts'

export type OutboxDeps = {
  office: PostOffice
  deliveries: Deliveries
  keys: Keyring
  system: System
  /** What kind of line a number is, where that is asked. */
  lines?: LineGuard
  /** Tells the operators what a subscriber can't mend. */
  note(event: string, facts: Record<string, string>): void
}

/** What came of a message: it would have been too late, it is not its turn yet, or what whoever was asked said. */
export type Outcome = 'too-late' | 'not-yet' | (Pick<Handed, 'answer'> & Partial<Handed> & { line?: string })

/** What a provider's answer makes of a message. */
type After = { state: DeliveryState; detail?: RefusedDetail; dueAgainAt?: number; putOff?: boolean }

/**
 * Hands a stored message to its provider. What came of it is marked after the answer; the request waits a moment, so that a refusal
 * is told on the very next screen.
 * @param background keeps work alive after the answer: `waitUntil` of a Worker
 */
export function postWith(deps: OutboxDeps, background: (work: Promise<unknown>) => void): Post {
  return async (due) => {
    const answered = hand(deps, due)
    const marked = answered.then((outcome) => mark(deps, due, outcome))
    background(marked)
    const outcome = await Promise.race([answered, deps.system.wait(PROVIDER_PATIENCE).then(() => null)])
    const { state, detail = null } = outcome === null ? { state: 'due' as const } : stateAfter(due, outcome, deps.system.now())
    // A mark that failed is in the log already; the message itself was answered for.
    if (isOver(state)) await marked.catch(() => {})
    return { state, detail }
  }
}

/** Sends one message when it is its turn, unless it would arrive too late. */
export async function hand(deps: OutboxDeps, due: DueDelivery, purse: Purse = FULL_PURSE): Promise<Outcome> {
  const turn = due.notBefore - deps.system.now()
  if (turn > LONGEST_TURN) return 'not-yet'
  if (turn > 0) await deps.system.wait(turn)
  if (due.expiresAt - deps.system.now() < TOO_LATE_TO_SEND) return 'too-late'
  const guarded = (await deps.lines?.(due)) ?? { go: true as const }
  const line = guarded.line === undefined ? {} : { line: guarded.line }
  if (!guarded.go) return { answer: guarded.undelivered, ...line }
  const handed = await sendBy(deps, due, messageOf(deps.keys, due), purse)
  return handed ? { ...handed, ...line } : 'not-yet'
}

/** Records the provider's answer. A message that may be tried again stays due, later and later. */
export async function mark(deps: OutboxDeps, due: DueDelivery, outcome: Outcome): Promise<void> {
  return deps.deliveries.mark(deps.system.now(), marking(deps, due, outcome))
}

/** What is to be recorded; tells the operators what is their business. */
export function marking(deps: OutboxDeps, due: DueDelivery, outcome: Outcome): Mark {
  const { id, tries } = due
  const after = stateAfter(due, outcome, deps.system.now())
  if (typeof outcome === 'string') return { id, tries, ...after }
  const { answer, provider, health, line } = outcome
  if (!answer.sent && answer.reason === 'misconfigured')
    deps.note('provider-misconfigured', { channel: due.channel, delivery: due.id, provider: provider ?? '' })
  const more: Marking = {
    ...(line === undefined ? {} : { line: { destinationKey: due.destinationKey, line } }),
    ...(health && { health }),
    ...(answer.sent ? { providerId: answer.providerId } : answer.code === undefined ? {} : { providerError: answer.code }),
    ...(provider && whoHasIt(due, after, answer, provider)),
  }
  return { id, tries, ...after, ...more }
}

/** What nobody has may still go to another one: a plain refusal says so of this try, and of no other before it. */
function whoHasIt({ tries, vainTries }: DueDelivery, { state }: After, answer: Handed['answer'], provider: string): Partial<Marking> {
  if (state !== 'due' || answer.sent || answer.ambiguous) return { provider }
  return vainTries === tries - 1 ? { provider: null, vainTries: tries } : {}
}

function stateAfter(due: DueDelivery, outcome: Outcome, now: Instant): After {
  if (outcome === 'too-late') return { state: 'expired' }
  if (outcome === 'not-yet') return { state: 'due', dueAgainAt: Math.max(due.notBefore, now), putOff: true }
  const { answer, repeatable = false } = outcome
  if (answer.sent) return { state: 'sent' }
  // What may have left is not sent again by us, unless it has a key that makes it harmless; the person can ask for another.
  if (answer.ambiguous && !repeatable) return { state: 'uncertain' }
  if (answer.reason !== 'busy') return { state: 'refused', detail: answer.detail }
  // Whoever asked for a call is waiting for it now: they are told, rather than called when they have given up.
  if (due.channel === 'voice' || due.tries >= HANDINGS[due.channel]) return { state: 'failed' }
  const wait = Math.max(answer.retryAfter ?? 0, Math.min(seconds(5) * 2 ** due.tries, minutes(5)))
  return { state: 'due', dueAgainAt: now + wait }
}

/** The message of a row. Its code is derived anew, so that a retry carries the same one. */
export function messageOf(keys: Keyring, due: DueDelivery): Message {
  const to = { id: due.id, to: due.destination }
  switch (due.kind) {
    case 'email-code':
      return { ...to, kind: 'email-code', ...codeOfRow(keys, due) }
    case 'sms-code':
      return { ...to, kind: 'sms-code', ...codeOfRow(keys, due) }
    case 'email-in-use':
      return { ...to, kind: 'email-in-use' }
    case 'call':
      return { ...to, kind: 'call', extension: due.extension }
    case 'new-browser':
      return { ...to, kind: 'new-browser', at: due.createdAt, days: (JSON.parse(due.about ?? '{}') as { days: number }).days }
    case 'username':
      return { ...to, kind: 'username', username: (JSON.parse(due.about ?? '{}') as { username: string }).username }
    case 'password-changed':
      return { ...to, kind: 'password-changed', at: due.createdAt }
    case 'not-asked':
      return { ...to, kind: 'not-asked', ...(JSON.parse(due.about ?? '{}') as { purpose: Purpose; phoneEnd: string }), at: due.createdAt }
    case 'phone-request': {
      const { request } = JSON.parse(due.about ?? '{}') as { request: string }
      const code = cancelCodeOf(keys, request)
      return { ...to, kind: 'phone-request', channel: due.channel, at: due.createdAt, from: due.createdAt + PHONE_REPLACEMENT_WAIT, code }
    }
    case 'phone-request-cancelled':
    case 'phone-replaced':
      return { ...to, kind: due.kind, channel: due.channel, at: due.createdAt }
    case 'alarm':
      return { ...to, kind: 'alarm', alarms: JSON.parse(due.about ?? '[]') }
    case 'registered': {
      const { method, phoneEnd, extension } = JSON.parse(due.about ?? '{}') as Registered
      const maskedPhone = method === 'phone' && phoneEnd ? maskPhone(phoneEnd, extension) : null
      return { ...to, kind: 'registered', method, maskedPhone, maskedEmail: maskEmail(due.destination), at: due.createdAt }
    }
  }
}

/** An older row says nothing of an extension. */
type Registered = { method: 'phone' | 'email'; phoneEnd: string | null; extension?: string | null }

function codeOfRow(keys: Keyring, { id, challengeId, purpose, send }: DueDelivery) {
  if (challengeId === null || purpose === null || send === null) throw new TypeError(`delivery ${id} has no code`)
  return { purpose, code: codeOf(keys, challengeId, send), lifetime: lifetimeOf(purpose) }
}
