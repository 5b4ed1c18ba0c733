import { sql } from 'drizzle-orm'
import { LOGIN_MOVES } from '../domain/login.ts'
import { PHONE_REQUESTS } from '../domain/policy.ts'
import type { FlowVisit, NewMessage } from '../journey/ports.ts'
import type { NewPhoneRequest, PhoneRequests } from '../login/phone-requests.ts'
import { concludeAttempt, spendAttempt } from './attempts.ts'
import { record } from './audit.ts'
import { alarmStatement, budgetStatement, type Ceilings, type Recipient, withinBudget } from './budgets.ts'
import { beginChallenge, retireAll } from './challenges.ts'
import type { Database } from './database.ts'
import { accountInUse, accountOf, all, codeMatches, flowAt, flowMoved, notLocked, subjectOfFlow } from './guards.ts'
import { livesByPhone, loginRunner } from './login-record.ts'
import { moveOn, rotated, type Step } from './moves.ts'
import { changeNewPhone, giveNewPhone, replacePhone } from './phone-replacement.ts'
import { cancelByCode } from './phone-request-cancel.ts'
import { expireRequests, openRequest, requestRipe, requestStamped, requestsLately, tellAll, toldStatement } from './phone-requests.ts'
import { mailboxOf } from './recovery-messages.ts'
import { authenticators, flows, phoneRequests } from './schema.ts'
import { sendAgain } from './send-again.ts'
import { insertWhen } from './statements.ts'

/** Lost phones in libSQL: one round trip a verb. */
export function phoneRequestsIn(database: Database, ceilings: Ceilings, guessesPerClient: number): PhoneRequests {
  const run = loginRunner(database)
  return {
    losePhone: (visit, message) => run(visit, losePhone(visit, message, ceilings)),
    sendMailAgain: (visit, message: NewMessage) => run(visit, sendAgain(visit, 'check-mailbox', 'replacement-email', message, ceilings)),
    proveMailbox: (visit, digest, request) => run(visit, proveMailbox(visit, digest, request)),
    givePhone: (visit, message) => run(visit, giveNewPhone(visit, message, ceilings)),
    changePhone: (visit) => run(visit, changeNewPhone(visit)),
    sendAgain: (visit, message) => run(visit, sendAgain(visit, 'check-new-phone', 'replacement-phone', message, ceilings)),
    replacePhone: (visit, digest, session) => run(visit, replacePhone(visit, digest, session)),
    cancel: (visit, attempt) => cancelByCode(database, visit, attempt, guessesPerClient),
  }
}

/** A request is open, or may still be made: decided again where it is made. */
const mayAsk = (visit: FlowVisit) => {
  const account = accountOf(visit)
  return sql`(exists (select 1 from ${phoneRequests} where ${openRequest(account, visit.now)})
    or ${requestsLately(account, visit.now)} < ${PHONE_REQUESTS.requests})`
}

/** What was sent to the phone that is lost proves nothing any more; a code goes to the account's address. */
function losePhone(visit: FlowVisit, message: Parameters<PhoneRequests['losePhone']>[1], ceilings: Ceilings): Step {
  const account = accountOf(visit)
  const destinationKey = mailboxOf(account, sql`${authenticators.destinationKey}`)
  const to: Recipient = { destinationKey, account, flow: visit.ticket.id, channel: 'email', pool: 'known' }
  const allowed = all(
    flowAt(visit, LOGIN_MOVES['lost-phone']),
    livesByPhone(sql`${visit.ticket.id}`),
    mayAsk(visit),
    withinBudget(visit, to, ceilings),
    notLocked(subjectOfFlow(visit), visit.now),
  )
  return {
    budget: budgetStatement(visit, to, ceilings),
    deliveryId: message.deliveryId,
    statements: [
      ...moveOn(visit, allowed, { step: sql`'check-mailbox'`, method: 'phone', phone: null, phoneProvedAt: null }, 'phone-lost').statements,
      retireAll(visit),
      ...beginChallenge(visit, 'replacement-email', message, {
        destination: mailboxOf(account, sql`${authenticators.address}`),
        destinationKey,
      }),
      alarmStatement(visit, to, ceilings, message.deliveryId),
    ],
  }
}

/** The code from the mailbox: on to the new number, where a request is a day old; else there is a request from now on, told to everybody. */
function proveMailbox(visit: FlowVisit, digest: string, request: NewPhoneRequest): Step {
  const account = accountOf(visit)
  const next = sql`case when ${requestRipe(sql`${flows.accountId}`, visit.now)} then 'new-phone' else 'phone-requested' end`
  const allowed = all(
    flowAt(visit, LOGIN_MOVES['check-mailbox']),
    codeMatches(visit, digest, ['email']),
    livesByPhone(sql`${visit.ticket.id}`),
    mayAsk(visit),
    accountInUse,
  )
  const fresh = sql`${flowMoved(visit)} and not exists (select 1 from ${phoneRequests} where ${openRequest(account, visit.now)})`
  return {
    told: toldStatement(visit, account),
    statements: [
      expireRequests(visit.now, sql`${phoneRequests.accountId} = ${account}`),
      ...spendAttempt(visit, 'check-mailbox', 'replacement-email'),
      ...moveOn(visit, allowed, { step: next, ...rotated(visit, 'check-mailbox') }, 'mailbox-proved').statements,
      ...concludeAttempt(visit, 'code-used'),
      insertWhen(
        phoneRequests,
        { id: request.id, accountId: account, cancelDigest: request.cancelDigest, createdAt: visit.now, stamp: visit.stamp },
        fresh,
        sql`on conflict do nothing`,
      ),
      record(visit, 'phone-requested', { account, flow: visit.ticket.id }, requestStamped(account, visit)),
      ...tellAll(visit, 'phone-request', account, request.deliveryId),
    ],
  }
}
