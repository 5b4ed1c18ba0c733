import type { ResultSet } from '@libsql/client/web'
import { and, eq, isNull, lte, sql } from 'drizzle-orm'
import { MOVES, STEPS } from '../domain/flow.ts'
import { FLOW_LIFETIME, FLOW_RESUMABLE } from '../domain/policy.ts'
import type { Budget } from '../domain/refusal.ts'
import type { WantedName } from '../domain/username.ts'
import type { FlowVisit } from '../journey/ports.ts'
import type { Flows, Moved } from '../registration/ports.ts'
import { proveEmail } from './attempts.ts'
import { record } from './audit.ts'
import type { Ceilings } from './budgets.ts'
import { giveAddress, retireAll, sendAgain } from './challenges.ts'
import { completeWithPassword, completeWithPhone } from './completion.ts'
import { type Built, build, type Database } from './database.ts'
import { dueOf, dueStatement } from './due.ts'
import { clearFailures } from './failures.ts'
import { FLOW_READS, flowRecordOf, readFlow } from './flow-record.ts'
import { all, flowAt } from './guards.ts'
import { endJoins } from './joins.ts'
import { FORGOTTEN, moveOn, rotated, type Step } from './moves.ts'
import { deliveries, flows } from './schema.ts'
import { insertWhen } from './statements.ts'
import { claimName, goesBy } from './usernames.ts'

/** Registration flows in libSQL: one round trip a verb. */
export function flowsIn(database: Database, ceilings: Ceilings): Flows {
  const run = async (visit: FlowVisit, step: Step): Promise<Moved> => {
    const results = await database.batch([
      ...(step.budget ? [step.budget] : []),
      ...step.statements,
      ...readFlow(sql`${visit.ticket.id}`),
      ...(step.deliveryId ? [dueStatement(visit.now, eq(deliveries.id, step.deliveryId))] : []),
    ])
    return movedOf(results, visit, step)
  }
  return {
    read: async (visit) => (await run(visit, { statements: [] })).record,
    chooseMethod: (visit, method) => run(visit, chooseMethod(visit, method)),
    goBack: (visit, move, to) => run(visit, goBack(visit, move, to)),
    giveAddress: (visit, at, purpose, message) => run(visit, giveAddress(visit, at, purpose, message, ceilings)),
    sendAgain: (visit, at, purpose, message) => run(visit, sendAgain(visit, at, purpose, message, ceilings)),
    proveEmail: (visit, digest) => run(visit, proveEmail(visit, digest)),
    setPassword: (visit, hash, wanted = null) => run(visit, setPassword(visit, hash, wanted)),
    completeWithPassword: (visit, hash, session, wanted = null) => run(visit, completeWithPassword(visit, hash, session, wanted)),
    completeWithPhone: (visit, digest, session) => run(visit, completeWithPhone(visit, digest, session)),
    cancel: async (visit) => {
      await run(visit, cancel(visit))
    },
    async open(visit, accountId, flow, failureSubject) {
      const results = await database.batch(open(visit, accountId, flow, failureSubject))
      return flowRecordOf(results.slice(-FLOW_READS), visit, null)
    },
  }
}

function movedOf(results: ResultSet[], visit: FlowVisit, step: Step): Moved {
  const due = step.deliveryId ? (dueOf(results.at(-1))[0] ?? null) : null
  const reads = results.slice(results.length - FLOW_READS - (step.deliveryId ? 1 : 0))
  const exceeded = step.budget ? ((results[0]?.rows[0]?.exceeded ?? null) as Budget | null) : null
  return { record: flowRecordOf(reads, visit, exceeded), due }
}

/** Takes up the flow that was left, else begins one. Either way the cookie's secret is new. */
function open(
  visit: Parameters<Flows['open']>[0],
  accountId: string,
  flow: { id: string; secretHash: string },
  failureSubject: string,
): Built[] {
  const { now, stamp } = visit
  const left = all(eq(flows.accountId, accountId), eq(flows.journey, 'registration'), isNull(flows.endedAt))
  const fresh = { secretHash: flow.secretHash, formerHash: null, formerStep: null, rotatedAt: now, expiresAt: now + FLOW_LIFETIME, stamp }
  // A password and a phone that somebody with the old password left behind must not become this person's unseen: both are asked for
  // anew, on the screen that also shows whose the confirmed email is.
  const step = sql`case when ${flows.step} in ('give-phone', 'verify-phone') then 'set-password' else ${flows.step} end`
  const takenUp = { step: step as never, passwordHash: null, phone: null, phoneExtension: null, phoneProvedAt: null }
  const opened = all(eq(flows.accountId, accountId), eq(flows.secretHash, flow.secretHash), isNull(flows.endedAt))
  return [
    build
      .update(flows)
      .set({ endedAt: now, stamp })
      .where(and(left, lte(flows.createdAt, now - FLOW_RESUMABLE))),
    build
      .update(flows)
      .set({ ...fresh, ...takenUp, resumedAt: now })
      .where(and(left, sql`${flows.secretHash} <> ${flow.secretHash}`)),
    insertWhen(
      flows,
      { id: flow.id, accountId, ...fresh, step: 'choose-method', createdAt: now },
      sql`not exists (select 1 from ${flows} where ${left})
        and exists (select 1 from accounts where id = ${accountId} and registered_at is null and disabled_at is null)`,
    ),
    clearFailures(sql`${failureSubject}`),
    record(
      visit,
      'registration-opened',
      { account: sql`${accountId}`, flow: sql`(select id from flows where ${opened})` },
      sql`exists (select 1 from ${flows} where ${opened} and ${flows.stamp} = ${stamp})`,
    ),
    ...readFlow(sql`(select id from flows where ${opened})`),
  ]
}

function chooseMethod(visit: FlowVisit, method: 'phone' | 'email'): Step {
  // What is proved stays proved; a password that was set for the phone may be too short to stand alone.
  const next = sql`case when ${flows.emailProvedAt} is null then 'give-email'
    when ${flows.passwordHash} is null or ${method} = 'email' then 'set-password' else 'give-phone' end`
  const kept = sql`case when ${method} = 'email' then null else ${flows.passwordHash} end`
  return moveOn(visit, flowAt(visit, MOVES['choose-method']), { method, passwordHash: kept, step: next }, 'method-chosen')
}

function goBack(visit: FlowVisit, move: Parameters<Flows['goBack']>[1], to: Parameters<Flows['goBack']>[2]): Step {
  const forgets = to === 'give-email' ? { emailProvedAt: null, passwordHash: null, phoneProvedAt: null } : { phoneProvedAt: null }
  const back = moveOn(visit, flowAt(visit, MOVES[move]), { step: sql`${to}`, ...forgets }, `back-to-${to}`)
  return { statements: [...back.statements, retireAll(visit)] }
}

/** Whoever joins has the name from here on, so that nobody is asked for another one at the very end. */
function setPassword(visit: FlowVisit, passwordHash: string, wanted: WantedName | null): Step {
  const move = moveOn(
    visit,
    all(flowAt(visit, ['set-password']), eq(flows.method, 'phone'), goesBy(wanted)),
    { passwordHash, step: sql`'give-phone'`, ...rotated(visit, 'set-password') },
    'password-set',
  )
  return { statements: [...(wanted ? claimName(visit, 'set-password', wanted) : []), ...move.statements] }
}

/** What was entered is forgotten at once; of whoever joined, nothing is left. */
function cancel(visit: FlowVisit): Step {
  const { statements } = moveOn(visit, all(flowAt(visit, STEPS)), { endedAt: visit.now, ...FORGOTTEN }, 'registration-cancelled')
  const cancelled = sql`(select ${flows.accountId} from ${flows} where ${eq(flows.id, visit.ticket.id)} and ${eq(flows.stamp, visit.stamp)})`
  return { statements: [...statements, ...endJoins(cancelled)] }
}
