import type { ResultSet } from '@libsql/client/web'
import { and, asc, eq, or, type SQL, sql } from 'drizzle-orm'
import { LOGIN_STEPS, type Login, type LostPhone, type Way } from '../domain/login.ts'
import { PHONE_REPLACEMENT_WAIT, PHONE_REQUESTS } from '../domain/policy.ts'
import type { Budget } from '../domain/refusal.ts'
import type { FlowVisit, Visit } from '../journey/ports.ts'
import type { LoginMoved, LoginRecord } from '../login/ports.ts'
import { type Built, build, type Database, rowsOf } from './database.ts'
import { dueOf, dueStatement } from './due.ts'
import { FLOW_READS, flowStateOf, readFlow } from './flow-record.ts'
import { all } from './guards.ts'
import { standsOnItsSession } from './live-session.ts'
import type { Step } from './moves.ts'
import { openRequest, requestsLately } from './phone-requests.ts'
import { authenticators, deliveries, flows, phoneRequests } from './schema.ts'
import { statement } from './statements.ts'

/** Takes a step of a login, in one round trip, and reads where it then stands. */
export const loginRunner =
  (database: Database) =>
  async (visit: FlowVisit, step: Step): Promise<LoginMoved> => {
    const results = await database.batch([
      ...(step.budget ? [step.budget] : []),
      ...step.statements,
      ...(step.told ? [step.told] : []),
      ...readLogin(sql`${visit.ticket.id}`, visit),
      ...(step.deliveryId ? [dueStatement(visit.now, eq(deliveries.id, step.deliveryId))] : []),
    ])
    const due = step.deliveryId ? (dueOf(results.at(-1))[0] ?? null) : null
    const first = results.length - LOGIN_READS - (step.deliveryId ? 1 : 0)
    const exceeded = step.budget ? ((results[0]?.rows[0]?.exceeded ?? null) as Budget | null) : null
    const told = step.told ? dueOf(results[first - 1]) : []
    return { record: loginRecordOf(results.slice(first), visit, exceeded), due, told }
  }

export const LOGIN_READS = FLOW_READS + 2

/** An email only beside a password that could stand alone; of a step-up, the kind that it demands. */
export const mayTake = (flow: SQL): SQL => {
  const ofFlow = (column: SQL) => sql`(select ${column} from ${flows} where ${flows.id} = ${flow})`
  return all(
    or(eq(authenticators.kind, 'phone'), ofFlow(sql`${flows.emailSuffices}`)),
    sql`${authenticators.kind} = coalesce(${ofFlow(sql`${flows.demands}`)}, ${authenticators.kind})`,
  )
}

/**
 * The account has a phone and an address, and a code by mail would not let it in: a phone that is lost is its only way. It is told
 * behind the password alone: whoever finds a session open, and the mailbox beside it, must not bind a phone of their own.
 */
export const livesByPhone = (flow: SQL): SQL => {
  const has = (kind: 'phone' | 'email') => sql`exists (select 1 from ${authenticators} where ${authenticators.kind} = ${kind}
    and ${authenticators.accountId} = ${ownerOf(flow)})`
  return sql`(${has('phone')} and ${has('email')} and (select not ${flows.emailSuffices} and ${flows.stepsUp} is null from ${flows} where ${flows.id} = ${flow}))`
}

const ownerOf = (flow: SQL): SQL => sql`(select ${flows.accountId} from ${flows} where ${flows.id} = ${flow})`

/** @param visit with the session that the browser holds: a step-up is found by no other */
export const readLogin = (id: SQL, visit: Visit & Pick<FlowVisit, 'session'>): Built[] => [
  ...readFlow(id),
  build
    .select()
    .from(authenticators)
    .where(and(sql`${authenticators.accountId} = ${ownerOf(id)}`, mayTake(id)))
    .orderBy(asc(authenticators.confirmedAt), asc(authenticators.id)),
  statement(sql`select ${livesByPhone(id)} as lives_by_phone, ${requestsLately(ownerOf(id), visit.now)} as lately,
    (select ${phoneRequests.createdAt} from ${phoneRequests} where ${openRequest(ownerOf(id), visit.now)}) as asked_at,
    (select ${flows.endedAt} is not null or ${standsOnItsSession(visit)} from ${flows} where ${flows.id} = ${id}) as stands`),
]

/** Null besides for a step-up whose session is over, or another browser's: there is nothing to go on with. */
export function loginRecordOf(results: ResultSet[], visit: Visit, exceeded: Budget | null): LoginRecord | null {
  if (!results[FLOW_READS + 1]?.rows[0]?.stands) return null
  const ways: Way[] = rowsOf(authenticators, results[FLOW_READS]).map(({ id, kind, address, extension }) => ({
    id,
    kind,
    address,
    extension,
  }))
  return flowStateOf('login', results, visit, exceeded, (row, account): Login => {
    const { id, accountId, step, remember, phoneProvedAt } = row
    if (!isLoginStep(step)) throw new TypeError(`a login can't be at ${step}`)
    return {
      ...{ id, accountId, step, remember, phoneProvedAt, ways },
      username: String(account.account_username),
      kind: row.demands ?? row.method ?? 'phone',
      stepsUp: row.stepsUp !== null,
      lostPhone: lostPhoneOf(results[FLOW_READS + 1], row),
    }
  })
}

const isLoginStep = (step: string): step is Login['step'] => step === 'logged-in' || (LOGIN_STEPS as readonly string[]).includes(step)

function lostPhoneOf(found: ResultSet | undefined, { phone, phoneExtension }: typeof flows.$inferSelect): LostPhone {
  const row = found?.rows[0]
  const askedAt = row?.asked_at
  const replaceableFrom = typeof askedAt === 'number' ? askedAt + PHONE_REPLACEMENT_WAIT : null
  const mayAsk = replaceableFrom !== null || Number(row?.lately) < PHONE_REQUESTS.requests
  return { canBeTold: Boolean(row?.lives_by_phone), mayAsk, replaceableFrom, newNumber: phone, newExtension: phoneExtension }
}
