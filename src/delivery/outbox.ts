import { lifetimeOf, type Purpose } from '../domain/challenge.ts'
import { cancelCodeOf, codeOf } from '../domain/code.ts'
import { type DeliveryState, isOver, type RefusedDetail } from '../domain/delivery.ts'
import { maskEmail, maskPhone } from '../domain/mask.ts'
import { HANDINGS, minutes, PHONE_REPLACEMENT_WAIT, PROVIDER_PATIENCE, seconds, TOO_LATE_TO_SEND } from '../domain/policy.ts'
import type { Deliveries, DueDelivery, Post } from '../journey/ports.ts'
import type { Instant, Keyring, System } from '../system.ts'
import type { Message, PostOffice, Sent, Undelivered } from './delivery.ts'
import type { LineGuard } from './lines.ts'

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

/** What a provider's answer makes of a message. */
type After = { state: DeliveryState; detail?: RefusedDetail; providerId?: string; dueAgainAt?: number }

/**
 * Hands a stored message to its provider. What came of it is marked after the answer; the request waits a moment, so that a refusal
 * is told on the very next screen.
 * @param background keeps work alive after the answer: `waitUntil` of a Worker
 */
export function postWith(deps: OutboxDeps, background: (work: Promise<unknown>) => void): Post {
  return async (due) => {
    const answered = hand(deps, due)
    const marked = answered.then((answer) => mark(deps, due, answer))
    background(marked)
    const answer = await Promise.race([answered, deps.system.wait(PROVIDER_PATIENCE).then(() => null)])
    const { state, detail = null } = answer === null ? { state: 'due' as const } : stateAfter(due, answer, deps.system.now())
    // A mark that failed is in the log already; the message itself was answered for.
    if (isOver(state)) await marked.catch(() => {})
    return { state, detail }
  }
}

/** Sends one message, unless it would arrive too late. */
export async function hand(deps: OutboxDeps, due: DueDelivery): Promise<Sent | Undelivered | 'too-late'> {
  if (due.expiresAt - deps.system.now() < TOO_LATE_TO_SEND) return 'too-late'
  const judged = await deps.lines?.(due)
  if (judged?.go === false) return judged.undelivered
  return deps.office.send(messageOf(deps.keys, due))
}

/** Records the provider's answer. A message that may be tried again stays due, later and later. */
export async function mark(deps: OutboxDeps, due: DueDelivery, answer: Sent | Undelivered | 'too-late'): Promise<void> {
  const now = deps.system.now()
  if (answer !== 'too-late' && !answer.sent && answer.reason === 'misconfigured')
    deps.note('provider-misconfigured', { channel: due.channel, delivery: due.id })
  const { state, ...more } = stateAfter(due, answer, now)
  return deps.deliveries.mark(due.id, now, state, more)
}

function stateAfter(due: DueDelivery, answer: Sent | Undelivered | 'too-late', now: Instant): After {
  if (answer === 'too-late') return { state: 'expired' }
  if (answer.sent) return { state: 'sent', providerId: answer.providerId }
  // A text or a call that may have left is not sent again by us; the person can ask for another. Mail has a key that makes it harmless.
  if (answer.ambiguous && due.channel !== 'email') return { state: 'uncertain' }
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
      const { method, phoneEnd } = JSON.parse(due.about ?? '{}') as { method: 'phone' | 'email'; phoneEnd: string | null }
      const maskedPhone = method === 'phone' && phoneEnd ? maskPhone(phoneEnd) : null
      return { ...to, kind: 'registered', method, maskedPhone, maskedEmail: maskEmail(due.destination), at: due.createdAt }
    }
  }
}

function codeOfRow(keys: Keyring, { id, challengeId, purpose, send }: DueDelivery) {
  if (challengeId === null || purpose === null || send === null) throw new TypeError(`delivery ${id} has no code`)
  return { purpose, code: codeOf(keys, challengeId, send), lifetime: lifetimeOf(purpose) }
}
