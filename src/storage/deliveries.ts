import { and, eq, inArray, isNull, lt, lte, ne, or, type SQL, sql } from 'drizzle-orm'
import { type DeliveryState, STATES } from '../domain/delivery.ts'
import {
  COUNTS_KEPT,
  FLOW_RESUMABLE,
  HANDINGS,
  KEPT_AFTER_EXPIRY,
  KEPT_FOR_SUPPORT,
  LINE_KNOWN_FOR,
  TOO_LATE_TO_SEND,
} from '../domain/policy.ts'
import type { Mark, Outbox } from '../journey/ports.ts'
import { type Instant, inUtc } from '../system.ts'
import { forgetAlarms } from './alarms.ts'
import { type Built, build, type Database } from './database.ts'
import { dueOf, dueStatement } from './due.ts'
import { forgetCounts } from './guard-counts.ts'
import { endJoins, expiredJoins } from './joins.ts'
import { FORGOTTEN } from './moves.ts'
import { setPace } from './pace.ts'
import { expireRequests } from './phone-requests.ts'
import { learnedLine, notedHealth } from './providers.ts'
import {
  challenges,
  codes,
  dailySends,
  deliveries,
  failures,
  flows,
  numberLines,
  phoneRequests,
  providerEvents,
  rememberedBrowsers,
  sessions,
} from './schema.ts'
import { forgetSuppressions } from './suppressions.ts'
import { mayLeave } from './switches.ts'
import { takeTurns } from './tally.ts'

/** Longer than a sweep lasts whose every message waits for a provider that hangs. */
const SWEEP_LEASE = 150_000

/** A provider has it, and how far it has come. */
const ON_THE_WAY: readonly DeliveryState[] = ['sent', 'delayed', 'delivered', 'ringing', 'answered', 'asked']
const ARRIVED: readonly DeliveryState[] = ['delivered', 'answered', 'asked']

/** Only a later state replaces an earlier one, whatever the order in which they are reported. */
export const setState = (which: SQL, now: Instant, state: DeliveryState, more: Partial<typeof deliveries.$inferInsert> = {}): Built =>
  build
    .update(deliveries)
    .set({
      // What went wrong before has come right.
      ...(ON_THE_WAY.includes(state) && { sentAt: sql`coalesce(${deliveries.sentAt}, ${now})`, providerError: null }),
      ...(ARRIVED.includes(state) && { deliveredAt: sql`coalesce(${deliveries.deliveredAt}, ${now})` }),
      ...{ ...more, state, rank: STATES[state], updatedAt: now },
    })
    .where(and(which, lt(deliveries.rank, STATES[state])))

export function outboxIn(database: Database): Outbox {
  return {
    async mark(now, ...marks) {
      await database.batch(marks.flatMap((mark) => marked(now, mark)))
    },
    async giveTo(provider, { id, tries }) {
      const mine = and(eq(deliveries.id, id), eq(deliveries.state, 'due'), eq(deliveries.tries, tries))
      const [given] = await database.batch([build.update(deliveries).set({ provider }).where(mine).returning()])
      return (given?.rows.length ?? 0) > 0
    },
    async setPace(now, emailsPerSecond) {
      await database.batch(setPace(now, emailsPerSecond))
    },
    async claim(now, stamp, most) {
      const due = and(eq(deliveries.state, 'due'), lte(deliveries.leasedUntil, now))
      const next = build
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(and(due, mayLeave))
        .orderBy(deliveries.leasedUntil)
        .limit(most)
      const hands = sql`${deliveries.tries} < case ${deliveries.channel} when 'email' then ${HANDINGS.email} when 'sms' then ${HANDINGS.sms} else ${HANDINGS.voice} end`
      const results = await database.batch([
        setState(sql`${due} and (${deliveries.expiresAt} <= ${now + TOO_LATE_TO_SEND} or not ${hands} or ${isIdle})`, now, 'expired'),
        build
          .update(deliveries)
          .set({ tries: sql`${deliveries.tries} + 1`, leasedUntil: now + SWEEP_LEASE, updatedAt: now, notBefore: 0, stamp })
          .where(and(due, inArray(deliveries.id, next))),
        ...takeTurns(now, stamp),
        dueStatement(now, eq(deliveries.stamp, stamp)),
      ])
      return dueOf(results.at(-1))
    },
    async purge(now) {
      await database.batch(purge(now))
    },
  }
}

/** Its code proves nothing any more: it was used, its address was changed, or its journey is over. */
const isIdle = sql`exists (select 1 from ${challenges} join ${flows} on ${flows.id} = ${challenges.flowId}
  where ${challenges.id} = ${deliveries.challengeId}
  and (${challenges.retiredAt} is not null or ${challenges.consumedAt} is not null or ${flows.endedAt} is not null))`

/** Who has it is kept even where reports of it were here before the answer. */
function marked(now: Instant, mark: Mark): Built[] {
  const { id, tries, state, provider, vainTries, providerId, providerError, detail, dueAgainAt, putOff, line, health } = mark
  const which = sql`${deliveries.id} = ${id}`
  const isDue = and(which, eq(deliveries.state, 'due'), eq(deliveries.tries, tries))
  const who = provider === undefined ? {} : { provider }
  const why = providerError ? { providerError } : {}
  const again = {
    ...who,
    ...(vainTries !== undefined && { vainTries }),
    ...{ leasedUntil: dueAgainAt ?? now, updatedAt: now },
    ...(putOff && { tries: sql`${deliveries.tries} - 1` }),
  }
  const has = { ...who, ...(providerId && { providerId, sentAt: sql`coalesce(${deliveries.sentAt}, ${now})` }) }
  return [
    ...(state !== 'due' && Object.keys(has).length ? [build.update(deliveries).set(has).where(which)] : []),
    state === 'due'
      ? build
          .update(deliveries)
          .set({ ...again, ...why })
          .where(isDue)
      : setState(which, now, state, { ...why, ...(detail && { detail }) }),
    ...(line ? [learnedLine(now, line)] : []),
    ...(health ? notedHealth(now, health) : []),
  ]
}

/** Open registrations, live sessions and counts that still hold anyone back are never among what is removed. */
function purge(now: Instant): Built[] {
  const old = now - KEPT_AFTER_EXPIRY
  const overFlows = build.select({ id: flows.id }).from(flows).where(lt(flows.endedAt, old))
  const overChallenges = build.select({ id: challenges.id }).from(challenges).where(inArray(challenges.flowId, overFlows))
  return [
    ...endJoins(expiredJoins(now)),
    build
      .update(flows)
      .set({ endedAt: now, ...FORGOTTEN })
      .where(
        and(
          isNull(flows.endedAt),
          lt(flows.expiresAt, now),
          or(lt(flows.createdAt, now - FLOW_RESUMABLE), ne(flows.journey, 'registration')),
        ),
      ),
    build.delete(codes).where(inArray(codes.challengeId, overChallenges)),
    build.delete(challenges).where(inArray(challenges.flowId, overFlows)),
    build.delete(flows).where(lt(flows.endedAt, old)),
    expireRequests(now),
    build.delete(phoneRequests).where(lt(phoneRequests.endedAt, now - KEPT_FOR_SUPPORT)),
    build.delete(rememberedBrowsers).where(lt(rememberedBrowsers.expiresAt, old)),
    build.delete(sessions).where(lt(sessions.expiresAt, old)),
    build.delete(providerEvents).where(lt(providerEvents.receivedAt, old)),
    build
      .delete(failures)
      .where(and(sql`(${failures.subject} like 'client:%' or ${failures.subject} like 'cancel:%')`, lt(failures.lockedUntil, old))),
    build
      .delete(failures)
      .where(
        and(
          sql`(${failures.subject} like 'password:%' or ${failures.subject} like 'browser:%' or ${failures.subject} like 'recovery:%')`,
          lt(failures.updatedAt, now - KEPT_FOR_SUPPORT),
        ),
      ),
    build.delete(deliveries).where(lt(deliveries.createdAt, now - KEPT_FOR_SUPPORT)),
    forgetAlarms(now),
    forgetSuppressions(now),
    build.delete(numberLines).where(lt(numberLines.askedAt, now - LINE_KNOWN_FOR)),
    build.delete(dailySends).where(lt(dailySends.day, inUtc(now - COUNTS_KEPT).slice(0, 10))),
    forgetCounts(inUtc(now - COUNTS_KEPT).slice(0, 10)),
  ]
}
