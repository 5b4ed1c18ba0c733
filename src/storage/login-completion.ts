import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { LOGIN_MOVES } from '../domain/login.ts'
import { SESSION_LIFETIME } from '../domain/policy.ts'
import type { BrowserTicket, FlowVisit, NewSession, Visit } from '../journey/ports.ts'
import { concludeAttempt, spendAttempt } from './attempts.ts'
import { record } from './audit.ts'
import { type Built, build } from './database.ts'
import { clearFailures } from './failures.ts'
import { accountInUse, accountOf, all, codeMatches, codeSubject, flowAt, flowMoved } from './guards.ts'
import { letterTo } from './letters.ts'
import { FORGOTTEN, moveOn, rotated, type Step } from './moves.ts'
import { cancelRequest, toldStatement } from './phone-requests.ts'
import { rememberBrowser, rememberedFor } from './remembered.ts'
import { accounts, flows, sessions } from './schema.ts'
import { insertWhen } from './statements.ts'

/** The code, or the confirmed call, and the person is in: the session begins in the batch that decides it. */
export function completeLogin(
  visit: FlowVisit,
  digest: string | null,
  session: NewSession,
  browser: BrowserTicket,
  rememberDays: number,
): Step {
  const proved = digest === null ? sql`${flows.phoneProvedAt} is not null` : codeMatches(visit, digest, ['email', 'sms'])
  const ended = { step: sql`'logged-in'`, endedAt: visit.now, ...FORGOTTEN, ...rotated(visit, 'enter-code') }
  const move = moveOn(visit, all(flowAt(visit, LOGIN_MOVES['enter-code']), proved, accountInUse), ended, 'logged-in')
  const account = accountOf(visit)
  return {
    deliveryId: session.deliveryId,
    told: toldStatement(visit, account),
    statements: [
      ...(digest === null ? [] : spendAttempt(visit, 'enter-code', 'login')),
      ...move.statements,
      ...(digest === null ? [] : concludeAttempt(visit, 'login-proved')),
      ...begun(visit, digest === null, session, browser, rememberDays),
      ...cancelRequest(visit, account, `${session.deliveryId}-not`, sql`${flowMoved(visit)} and ${byPhone(visit)}`),
    ],
  }
}

const byPhone = (visit: FlowVisit): SQL => sql`(select ${flows.method} from ${flows} where ${flows.id} = ${visit.ticket.id}) = 'phone'`

/** RFC 8176; `email` is our own, since a code by email is no second factor. */
const amrOf = (byCall: boolean): SQL =>
  byCall ? sql`'pwd tel mfa'` : sql`(case ${flows.method} when 'email' then 'pwd email' else 'pwd sms mfa' end)`

function begun(visit: FlowVisit, byCall: boolean, session: NewSession, browser: BrowserTicket, rememberDays: number): Built[] {
  const done = flowMoved(visit)
  const account = accountOf(visit)
  const ofFlow = (value: SQL) => sql`(select ${value} from ${flows} where ${flows.id} = ${visit.ticket.id})`
  const remembers = rememberDays > 0 ? sql`${done} and ${ofFlow(sql`${flows.remember}`)}` : sql`false`
  return [
    insertSession(visit, session, account, ofFlow(amrOf(byCall)), visit.ticket.id, done),
    rememberBrowser(visit, browser, account, rememberDays, remembers),
    // For each new browser.
    ...letterTo(visit, { id: session.deliveryId, kind: 'new-browser', about: JSON.stringify({ days: rememberDays }) }, account, remembers),
    clearFailures(codeSubject(account), done),
  ]
}

export function insertSession(
  visit: Visit,
  session: Omit<NewSession, 'deliveryId'>,
  account: SQL,
  amr: SQL,
  flowId: string | null,
  condition: SQL,
): Built {
  const { now } = visit
  return insertWhen(
    sessions,
    {
      ...{ id: session.id, accountId: account, secretHash: session.secretHash, amr, flowId },
      ...{ createdAt: now, seenAt: now, expiresAt: now + SESSION_LIFETIME },
    },
    condition,
    sql`on conflict (id) do nothing`,
  )
}

/** On a browser that is remembered the password is enough. The last statement reads the session, where there is one. */
export function enterRemembered(
  visit: Visit,
  accountId: string,
  failureSubject: string,
  browser: BrowserTicket,
  session: Omit<NewSession, 'deliveryId'>,
): Built[] {
  const account = sql`${accountId}`
  const allowed = sql`${rememberedFor(browser, account, visit.now)} is not null and exists (select 1 from ${accounts}
    where ${accounts.id} = ${accountId} and ${accounts.registeredAt} is not null and ${accounts.disabledAt} is null)`
  const fresh = sql`${allowed} and not exists (select 1 from ${sessions} where ${sessions.id} = ${session.id})`
  return [
    record(visit, 'logged-in-remembered', { account }, fresh),
    insertSession(visit, session, account, sql`'pwd remembered'`, null, fresh),
    clearFailures(sql`${failureSubject}`),
    build
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.id, session.id), eq(sessions.secretHash, session.secretHash), isNull(sessions.endedAt))),
  ]
}
