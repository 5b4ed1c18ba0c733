import { inArray, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { isChosenNumber, type Purpose } from '../domain/challenge.ts'
import { NEVER_ARRIVED } from '../domain/delivery.ts'
import { RESEND_WAITS, SENDS_PER_CHALLENGE } from '../domain/policy.ts'
import type { FlowVisit, NewMessage } from '../journey/ports.ts'
import { record } from './audit.ts'
import { alarmStatement, budgetStatement, type Ceilings, type Recipient, withinBudget } from './budgets.ts'
import { openNextCode, type ProofStep } from './challenges.ts'
import { build } from './database.ts'
import { accountOf, all, challengeStamped, flowIsAt, liveChallenge, notLocked, subjectOfFlow } from './guards.ts'
import { poolOf } from './limits.ts'
import type { Step } from './moves.ts'
import { challenges, deliveries } from './schema.ts'

/**
 * One more message of the same challenge. It resets no count of attempts.
 * @param silently where it is false nothing is sent, and nothing else tells so
 */
export function sendAgain(
  visit: FlowVisit,
  at: ProofStep,
  purpose: Purpose,
  message: NewMessage,
  ceilings: Ceilings,
  { condition = sql`true`, silently }: { condition?: SQL; silently?: SQL } = {},
): Step {
  const live = (column: SQL) => sql`(select ${column} from ${challenges} where ${liveChallenge(visit, purpose)})`
  const to: Recipient = {
    destinationKey: live(sql`${challenges.destinationKey}`),
    account: accountOf(visit),
    flow: visit.ticket.id,
    channel: message.channel,
    pool: poolOf(purpose),
    ...(isChosenNumber(purpose) && {
      chosen: { destination: live(sql`${challenges.destination}`), country: live(sql`${challenges.country}`) },
    }),
  }
  const waits = sql.join(
    RESEND_WAITS.map((wait, i) => sql`when ${i + 1} then ${wait}`),
    sql` `,
  )
  const restedByTime = sql`${challenges.lastSentAt} + case ${challenges.sends} ${waits} end <= ${visit.now}`
  return {
    budget: budgetStatement(visit, to, ceilings),
    deliveryId: message.deliveryId,
    statements: [
      build
        .update(challenges)
        .set({ sends: sql`${challenges.sends} + 1`, lastSentAt: visit.now, stamp: visit.stamp })
        .where(
          all(
            liveChallenge(visit, purpose),
            lt(challenges.sends, SENDS_PER_CHALLENGE),
            silently ? restedByTime : sql`(${restedByTime} or ${lastNeverArrived})`,
            flowIsAt(visit, at),
            silently ? undefined : withinBudget(visit, to, ceilings),
            notLocked(subjectOfFlow(visit), visit.now),
            message.channel === 'sms' ? isNull(challenges.extension) : undefined,
            condition,
          ),
        ),
      ...openNextCode(visit, purpose, message, silently),
      record(visit, `${message.channel}-sent-again`, { account: to.account, flow: visit.ticket.id }, challengeStamped(visit)),
      ...(silently ? [] : [alarmStatement(visit, to, ceilings, message.deliveryId)]),
    ],
  }
}

/** The challenge's latest message reached nobody. */
const lastNeverArrived = sql`exists (select 1 from ${deliveries} where ${deliveries.flowId} = ${challenges.flowId}
  and ${deliveries.challengeId} = ${challenges.id} and ${deliveries.send} = ${challenges.sends} and ${inArray(deliveries.state, [...NEVER_ARRIVED])})`
