import { lifetimeOf } from '../domain/challenge.ts'
import { codeOf } from '../domain/code.ts'
import type { DeliveryState, RefusedDetail } from '../domain/delivery.ts'
import { maskEmail } from '../domain/mask.ts'
import { minutes, PROVIDER_PATIENCE, seconds, TOO_LATE_TO_SEND } from '../domain/policy.ts'
import type { Deliveries, DueDelivery, Post } from '../registration/ports.ts'
import type { Keyring, System } from '../system.ts'
import type { Message, PostOffice, Sent, Undelivered } from './delivery.ts'

export type OutboxDeps = {
  office: PostOffice
  deliveries: Deliveries
  keys: Keyring
  system: System
  /** Tells the operators what a subscriber can't mend. */
  note(event: string, facts: Record<string, string>): void
}

type Known = { state: DeliveryState; detail: RefusedDetail | null }

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
    const known = knownFrom(answer)
    // A mark that failed is in the log already; the message itself was answered for.
    if (known.state === 'refused') await marked.catch(() => {})
    return known
  }
}

/** Sends one message, unless it would arrive too late. */
export async function hand(deps: OutboxDeps, due: DueDelivery): Promise<Sent | Undelivered | 'too-late'> {
  if (due.expiresAt - deps.system.now() < TOO_LATE_TO_SEND) return 'too-late'
  return deps.office.send(messageOf(deps.keys, due))
}

/** Records the provider's answer. A message that may be tried again stays due, later and later. */
export async function mark(deps: OutboxDeps, due: DueDelivery, answer: Sent | Undelivered | 'too-late'): Promise<void> {
  const now = deps.system.now()
  if (answer === 'too-late') return deps.deliveries.mark(due.id, now, 'expired', {})
  if (answer.sent) return deps.deliveries.mark(due.id, now, 'sent', { providerId: answer.providerId })
  if (answer.reason === 'misconfigured') deps.note('provider-misconfigured', { channel: due.channel, delivery: due.id })
  // A text or a call that may have left is not sent again by us; the person can ask for another. Mail has a key that makes it harmless.
  if (answer.ambiguous && due.channel !== 'email') return deps.deliveries.mark(due.id, now, 'sent', {})
  if (answer.reason !== 'busy') return deps.deliveries.mark(due.id, now, 'refused', { detail: answer.detail })
  const wait = Math.max(answer.retryAfter ?? 0, Math.min(seconds(5) * 2 ** due.tries, minutes(5)))
  return deps.deliveries.mark(due.id, now, 'due', { dueAgainAt: now + wait })
}

function knownFrom(answer: Sent | Undelivered | 'too-late' | null): Known {
  if (answer === null) return { state: 'due', detail: null }
  if (answer === 'too-late') return { state: 'expired', detail: null }
  if (answer.sent) return { state: 'sent', detail: null }
  return answer.reason === 'busy' || answer.ambiguous ? { state: 'due', detail: null } : { state: 'refused', detail: answer.detail }
}

/** The message of a row. Its code is derived anew, so that a retry carries the same one. */
export function messageOf(keys: Keyring, due: DueDelivery): Message {
  const to = { id: due.id, to: due.destination }
  switch (due.kind) {
    case 'email-code':
      return { ...to, kind: 'email-code', code: code(keys, due), lifetime: lifetimeOf('registration-email') }
    case 'sms-code':
      return { ...to, kind: 'sms-code', code: code(keys, due), lifetime: lifetimeOf('registration-phone') }
    case 'email-in-use':
      return { ...to, kind: 'email-in-use' }
    case 'call':
      return { ...to, kind: 'call' }
    case 'registered': {
      const { method, phoneEnd } = JSON.parse(due.about ?? '{}') as { method: 'phone' | 'email'; phoneEnd: string | null }
      const maskedPhone = method === 'phone' && phoneEnd ? `•••-•••-${phoneEnd}` : null
      return { ...to, kind: 'registered', method, maskedPhone, maskedEmail: maskEmail(due.destination), at: due.createdAt }
    }
  }
}

function code(keys: Keyring, due: DueDelivery): string {
  if (due.challengeId === null || due.send === null) throw new TypeError(`delivery ${due.id} has no code`)
  return codeOf(keys, due.challengeId, due.send)
}
