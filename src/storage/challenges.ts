import { eq, isNull, type SQL, sql } from 'drizzle-orm'
import { isChosenNumber, lifetimeOf, type Purpose } from '../domain/challenge.ts'
import { LIVE_CODES } from '../domain/policy.ts'
import type { FlowVisit, NewChallenge, NewMessage } from '../journey/ports.ts'
import { alarmStatement, budgetStatement, type Ceilings, type Recipient, withinBudget } from './budgets.ts'
import { type Built, build } from './database.ts'
import { accountOf, all, challengeStamped, emailTaken, flowAt, flowMoved, notLocked, subjectOfFlow } from './guards.ts'
import { poolOf } from './limits.ts'
import { moveOn, type Step } from './moves.ts'
import { challenges, codes, deliveries, flows } from './schema.ts'
import { insertWhen } from './statements.ts'
import { FIRST_LEASE, prefixOf, tally } from './tally.ts'

/** Where a code is entered. */
export type ProofStep = 'verify-email' | 'verify-phone' | 'enter-code' | 'check-email' | 'check-phone' | 'check-mailbox' | 'check-new-phone'

/** A new address: the flow moves to its proof, and the first message is due. */
export function giveAddress(
  visit: FlowVisit,
  at: 'give-email' | 'give-phone',
  purpose: Purpose,
  message: NewChallenge,
  ceilings: Ceilings,
): Step {
  const to: Recipient = {
    destinationKey: sql`${message.destinationKey}`,
    account: accountOf(visit),
    flow: visit.ticket.id,
    channel: message.channel,
    pool: poolOf(purpose),
    ...(isChosenNumber(purpose) && { chosen: chosenNow(message) }),
  }
  const changes =
    at === 'give-email'
      ? { step: sql`'verify-email'`, email: message.destination }
      : { step: sql`'verify-phone'`, phone: message.destination, phoneExtension: message.extension, phoneProvedAt: null }
  const reachable = message.channel === 'sms' && message.extension !== null ? sql`false` : undefined
  const allowed = all(flowAt(visit, [at]), reachable, withinBudget(visit, to, ceilings), notLocked(subjectOfFlow(visit), visit.now))
  return {
    budget: budgetStatement(visit, to, ceilings),
    deliveryId: message.deliveryId,
    statements: [
      ...moveOn(visit, allowed, changes, at === 'give-email' ? 'email-given' : 'phone-given').statements,
      ...beginChallenge(visit, purpose, message, addressGiven(message)),
      alarmStatement(visit, to, ceilings, message.deliveryId),
    ],
  }
}

/** Where a code goes, in SQL: values, or columns of the row at hand. `extension` and `country` are those of a phone. */
export type Address = { destination: SQL; destinationKey: SQL; extension?: SQL; country?: SQL }

/** An address that was given just now. */
export const addressGiven = ({ destination, destinationKey, extension, country }: NewChallenge): Address => ({
  ...{ destination: sql`${destination}`, destinationKey: sql`${destinationKey}` },
  ...{ extension: sql`${extension}`, country: sql`${country}` },
})

/** A number that was given just now, for the breakers. */
export const chosenNow = ({ destination, country }: NewChallenge) => ({ destination: sql`${destination}`, country: sql`${country}` })

/** If this request moved the flow: a challenge for one address, in place of others of its purpose, and its first message. */
export function beginChallenge(
  visit: FlowVisit,
  purpose: Purpose,
  message: NewMessage & { challengeId: string; digests: readonly string[] },
  address: Address,
  sent?: SQL,
): Built[] {
  const moved = flowMoved(visit)
  return [
    retireOthers(visit, purpose, moved),
    insertWhen(
      challenges,
      {
        id: message.challengeId,
        flowId: visit.ticket.id,
        purpose,
        ...address,
        sends: 1,
        lastSentAt: visit.now,
        createdAt: visit.now,
        stamp: visit.stamp,
      },
      moved,
    ),
    ...message.digests.map((digest, i) => insertWhen(codes, { challengeId: message.challengeId, send: i + 1, digest }, moved)),
    ...openNextCode(visit, purpose, message, sent),
  ]
}

/** Opens the challenge's next code, closes the oldest beyond those that may live at once, and makes its message due. */
/** @param sent where it is false nothing is sent, and no code is opened, though all else looks as if */
export function openNextCode(visit: FlowVisit, purpose: Purpose, message: NewMessage, sent: SQL = sql`true`): Built[] {
  const challenge = (column: SQL) =>
    sql`(select ${column} from ${challenges} where ${challenges.flowId} = ${visit.ticket.id} and ${challenges.stamp} = ${visit.stamp})`
  const [id, sends] = [challenge(sql`${challenges.id}`), challenge(sql`${challenges.sends}`)]
  const expiresAt = visit.now + lifetimeOf(purpose)
  const stamped = challengeStamped(visit)
  return [
    build
      .update(codes)
      .set({ openedAt: visit.now, expiresAt, channel: message.channel })
      .where(all(eq(codes.challengeId, id), eq(codes.send, sends), sent)),
    // For good: a clock that is behind must not find it alive.
    build
      .update(codes)
      .set({ expiresAt: 0 })
      .where(all(eq(codes.challengeId, id), sql`${codes.send} <= ${sends} - ${LIVE_CODES}`)),
    insertWhen(
      deliveries,
      {
        id: message.deliveryId,
        kind: purpose === 'registration-email' ? emailKind(visit) : sql`${KINDS[message.channel]}`,
        purpose,
        channel: message.channel,
        destination: challenge(sql`${challenges.destination}`),
        destinationKey: challenge(sql`${challenges.destinationKey}`),
        extension: challenge(sql`${challenges.extension}`),
        country: challenge(sql`${challenges.country}`),
        ...(message.channel !== 'email' && { prefix: prefixOf(challenge(sql`${challenges.destination}`)) }),
        accountId: accountOf(visit),
        clientKey: visit.clientKey,
        flowId: visit.ticket.id,
        challengeId: id,
        send: sends,
        state: 'due',
        tries: 1,
        leasedUntil: visit.now + FIRST_LEASE,
        createdAt: visit.now,
        updatedAt: visit.now,
        expiresAt,
        stamp: visit.stamp,
      },
      // A text can't get behind a switchboard: it would reach whoever has the number's mobile, or nobody.
      all(stamped, sent, message.channel === 'sms' ? sql`${challenge(sql`${challenges.extension}`)} is null` : undefined),
    ),
    ...tally(visit),
  ]
}

const KINDS = { email: 'email-code', sms: 'sms-code', voice: 'call' } as const

/** An address that somebody else has confirmed gets a warning in place of a code; the screen is the same. */
const emailKind = (visit: FlowVisit): SQL<'email-code' | 'email-in-use'> =>
  sql`(select case when ${emailTaken} then 'email-in-use' else 'email-code' end from ${flows} where ${flows.id} = ${visit.ticket.id})`

const retireOthers = (visit: FlowVisit, purpose: Purpose, condition: SQL): Built =>
  build
    .update(challenges)
    .set({ retiredAt: visit.now })
    .where(all(eq(challenges.flowId, visit.ticket.id), eq(challenges.purpose, purpose), isNull(challenges.retiredAt), condition))

/** If this request moved the flow: nothing that was sent before proves anything any more. */
export const retireAll = (visit: FlowVisit): Built =>
  build
    .update(challenges)
    .set({ retiredAt: visit.now })
    .where(all(eq(challenges.flowId, visit.ticket.id), isNull(challenges.retiredAt), isNull(challenges.consumedAt), flowMoved(visit)))
