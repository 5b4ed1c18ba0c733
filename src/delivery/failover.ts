/** Another provider where the first is out; never where it may have the message, and never where the destination is the reason. */
import { SHORT_WAIT } from '../domain/policy.ts'
import type { Deliveries, DueDelivery, Marking } from '../journey/ports.ts'
import type { Message, PostOffice, Sent, Undelivered } from './delivery.ts'
import { misconfigured, unanswered } from './undelivered.ts'

export type Handed = {
  answer: Sent | Undelivered
  /** Who has it, may have it, or was the last to say no. */
  provider: string | null
  /** Handing it to the same provider again makes no second message. */
  repeatable: boolean
  health: NonNullable<Marking['health']>
}

/** What a sweep may still ask of the network: a Worker has a number of requests, and each provider costs one. */
export type Purse = { take(requests?: number): boolean }
export const FULL_PURSE: Purse = { take: () => true }

export type FailoverDeps = { office: PostOffice; deliveries: Pick<Deliveries, 'giveTo'> }

/** @returns null where nothing was asked, for want of requests */
export async function sendBy(deps: FailoverDeps, due: DueDelivery, message: Message, purse: Purse): Promise<Handed | null> {
  const { office } = deps
  const all = office.providers[due.channel].map(({ name }) => name)
  const asked: { name: string; well: boolean }[] = []
  const health = { channel: due.channel, all: all.map((name) => healthName(due, name)), asked }
  let handed: Handed | null = null
  for (const provider of inTurn(office, due)) {
    if (wasGiven(due, provider)) return { answer: unanswered, provider: provider.name, repeatable: false, health }
    if (!purse.take(isOnceOnly(office, due, provider) ? 2 : 1)) break
    if (isOnceOnly(office, due, provider) && !(await isGiven(deps, due, provider))) break
    const answer = await office.send(message, provider.name)
    asked.push({ name: healthName(due, provider.name), well: !isOutage(answer) })
    handed = { answer, provider: provider.name, repeatable: provider.repeatable, health }
    if (!mayGoOn(answer)) break
  }
  if (handed || !due.provider) return handed
  // The provider that may have it is not there any more.
  return all.includes(due.provider) ? null : { answer: misconfigured, provider: due.provider, repeatable: false, health }
}

const healthName = ({ channel }: DueDelivery, provider: string) => `${channel}/${provider}`

/** Where the first choice knows a message again, one that does not is written down before it is asked: it is asked once. */
const isOnceOnly = ({ providers }: PostOffice, { channel }: DueDelivery, { repeatable }: { repeatable: boolean }): boolean =>
  !repeatable && providers[channel][0]?.repeatable === true

/** A database that is away stops nobody's request; the message waits. */
const isGiven = ({ deliveries }: FailoverDeps, due: DueDelivery, { name }: { name: string }): Promise<boolean> =>
  deliveries.giveTo(name, due).catch(() => false)

/** It was written down, and what it answered was not: whoever asked it died, perhaps after it took the message. */
const wasGiven = (due: DueDelivery, { name, repeatable }: { name: string; repeatable: boolean }): boolean =>
  due.provider === name && !repeatable

/** Those that are left alone for now come last rather than never: nobody is helped by asking none. */
function inTurn(office: PostOffice, due: DueDelivery) {
  const all = office.providers[due.channel]
  if (due.provider) return all.filter(({ name }) => name === due.provider)
  // Nobody knows what became of a try before: a first choice that may have the message makes no second one of it.
  if (due.vainTries < due.tries - 1 && all[0]?.repeatable) return all.slice(0, 1)
  const isDown = ({ name }: { name: string }) => due.down.includes(healthName(due, name))
  return [...all.filter((provider) => !isDown(provider)), ...all.filter(isDown).slice(0, 1)]
}

/** Certainly not taken, and not for the destination's sake: by whoever has too much to do, is not there, or has closed the account. */
const mayGoOn = (answer: Sent | Undelivered): boolean => !answer.sent && !answer.ambiguous && answer.reason !== 'refused'

/** An account that is not in order is no outage: an operator is told, and whatever this provider is asked for else may work. */
const isOutage = (answer: Sent | Undelivered): boolean =>
  !answer.sent && answer.reason === 'busy' && (answer.retryAfter === undefined || answer.retryAfter > SHORT_WAIT)
