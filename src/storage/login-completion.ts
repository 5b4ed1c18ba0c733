import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { LOGIN_MOVES } from '../domain/login.ts'
import { SESSION_LIFETIME } from '../domain/policy.ts'
import type { BrowserTicket, FlowVisit, NewSession, Visit } from '../journey/ports.ts'
import type { Instant } from '../system.ts'
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

/**
 * The code, or the confirmed call, and the person is in: the session begins in the batch that decides it, and one that is stepped up
 * ends in it.
 */
export function completeLogin(
  visit: FlowVisit,
  digest: string | null,
  session: NewSession,
  browser: BrowserTicket,
  rememberDays: number,
): Step {
  const proved = digest === null ? sql`${flows.phoneProvedAt} is not null` : codeMatches(visit, digest, ['email', 'sms'])
  const ended = { step: sql`'logged-in'`, endedAt: visit.now, ...FORGOTTEN, ...rotated(visit, 'enter-code') }
  const move = moveOn(visit, all(flowAt(visit, LOGIN_MOVES['enter-code']), proved, accountInUse), ended, steppedUpOr(visit))
  const account = accountOf(visit)
  return {
    deliveryId: session.deliveryId,
    told: toldStatement(visit, account),
    statements: [
      ...(digest === null ? [] : spendAttempt(visit, 'enter-code', 'login')),
      ...move.statements,
      ...(digest === null ? [] : concludeAttempt(visit, 'login-proved')),
      ...begun(visit, digest === null, session, browser, rememberDays),
      endSteppedUp(visit),
      ...cancelRequest(visit, account, `${session.deliveryId}-not`, sql`${flowMoved(visit)} and ${byPhone(visit)}`),
    ],
  }
}

const byPhone = (visit: FlowVisit): SQL => sql`(select ${flows.method} from ${flows} where ${flows.id} = ${visit.ticket.id}) = 'phone'`

const steppedUpOr = (visit: FlowVisit): SQL => sql`(select iif(${flows.stepsUp} is null, 'logged-in', 'stepped-up') from ${flows}
  where ${flows.id} = ${visit.ticket.id})`

/** Of the session that this flow steps up; null of any other flow. */
const ofFormer = (column: SQL): SQL => sql`(select ${column} from ${sessions} where ${sessions.id} = ${flows.stepsUp})`

/** RFC 8176; `email` is our own, since a code by email is no second factor. What came before the code stays what it was: a password, or a domain. */
const amrOf = (byCall: boolean): SQL => {
  const first = sql`iif(' ' || coalesce(${ofFormer(sql`${sessions.amr}`)}, '') || ' ' like '% fed %', 'fed', 'pwd')`
  return sql`${first} || ${byCall ? sql`' tel mfa'` : sql`iif(${flows.method} = 'email', ' email', ' sms mfa')`}`
}

/** The new session takes the place of the one that was stepped up: nobody holds both. */
const endSteppedUp = (visit: FlowVisit): Built =>
  build
    .update(sessions)
    .set({ endedAt: visit.now })
    .where(
      and(
        sql`${sessions.id} = (select ${flows.stepsUp} from ${flows} where ${flows.id} = ${visit.ticket.id})`,
        isNull(sessions.endedAt),
        flowMoved(visit),
      ),
    )

function begun(visit: FlowVisit, byCall: boolean, session: NewSession, browser: BrowserTicket, rememberDays: number): Built[] {
  const done = flowMoved(visit)
  const account = accountOf(visit)
  const ofFlow = (value: SQL) => sql`(select ${value} from ${flows} where ${flows.id} = ${visit.ticket.id})`
  const remembers = rememberDays > 0 ? sql`${done} and ${ofFlow(sql`${flows.remember}`)}` : sql`false`
  return [
    insertSession(visit, session, account, ofFlow(amrOf(byCall)), visit.ticket.id, done, {
      // A step-up never lengthens what the login began.
      endsAt: sql`coalesce(${ofFlow(ofFormer(sql`${sessions.expiresAt}`))}, ${visit.now + SESSION_LIFETIME})`,
    }),
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
  { since = visit.now, endsAt = sql`${visit.now + SESSION_LIFETIME}` }: { since?: Instant; endsAt?: SQL } = {},
): Built {
  return insertWhen(
    sessions,
    {
      ...{ id: session.id, accountId: account, secretHash: session.secretHash, amr, flowId },
      ...{ createdAt: since, seenAt: visit.now, expiresAt: endsAt },
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
