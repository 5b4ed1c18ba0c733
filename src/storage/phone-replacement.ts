import { and, eq, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { LOGIN_MOVES } from '../domain/login.ts'
import type { FlowVisit, NewChallenge, NewSession } from '../journey/ports.ts'
import { concludeAttempt, spendAttempt } from './attempts.ts'
import { alarmStatement, budgetStatement, type Ceilings, type Recipient, withinBudget } from './budgets.ts'
import { addressGiven, beginChallenge, chosenNow, retireAll } from './challenges.ts'
import { type Built, build } from './database.ts'
import { clearFailures } from './failures.ts'
import { accountInUse, accountOf, all, codeMatches, codeSubject, flowAt, flowMoved, notLocked, subjectOfFlow } from './guards.ts'
import { insertSession } from './login-completion.ts'
import { FORGOTTEN, moveOn, phoneKey, rotated, type Step } from './moves.ts'
import { endRequest, requestRipe, tellAll, toldStatement } from './phone-requests.ts'
import { forgetBrowsers } from './remembered.ts'
import { authenticators, challenges, flows, sessions } from './schema.ts'
import { insertWhen } from './statements.ts'

/** The number that is to take the lost one's place gets its code, if the request is still open and a day old. */
export function giveNewPhone(visit: FlowVisit, message: NewChallenge, ceilings: Ceilings): Step {
  const { destination, destinationKey, channel, deliveryId } = message
  const to: Recipient = {
    ...{ destinationKey: sql`${destinationKey}`, account: accountOf(visit), flow: visit.ticket.id, channel, pool: 'known' },
    chosen: chosenNow(message),
  }
  const allowed = all(
    flowAt(visit, LOGIN_MOVES['new-phone']),
    requestRipe(accountOf(visit), visit.now),
    channel === 'sms' && message.extension !== null ? sql`false` : undefined,
    withinBudget(visit, to, ceilings),
    notLocked(subjectOfFlow(visit), visit.now),
  )
  return {
    budget: budgetStatement(visit, to, ceilings),
    deliveryId,
    statements: [
      ...moveOn(
        visit,
        allowed,
        { step: sql`'check-new-phone'`, phone: destination, phoneExtension: message.extension, phoneProvedAt: null },
        'phone-given',
      ).statements,
      ...beginChallenge(visit, 'replacement-phone', message, addressGiven(message)),
      alarmStatement(visit, to, ceilings, deliveryId),
    ],
  }
}

export function changeNewPhone(visit: FlowVisit): Step {
  const changes = { step: sql`'new-phone'`, phoneProvedAt: null }
  const back = moveOn(visit, flowAt(visit, LOGIN_MOVES['new-phone/again']), changes, 'back-to-new-phone')
  return { statements: [...back.statements, retireAll(visit)] }
}

/**
 * The new number is proved: it takes the place of the old one in the batch that finishes the request, ends whatever else was open for
 * the account, and lets the person in. A request that was cancelled before is finished by nobody.
 * @param digest of the code; null where a call is the proof
 */
export function replacePhone(visit: FlowVisit, digest: string | null, session: NewSession): Step {
  const proved = digest === null ? sql`${flows.phoneProvedAt} is not null` : codeMatches(visit, digest, ['sms'])
  const ripe = requestRipe(sql`${flows.accountId}`, visit.now)
  const ended = { step: sql`'logged-in'`, endedAt: visit.now, ...rotated(visit, 'check-new-phone') }
  const move = moveOn(visit, all(flowAt(visit, LOGIN_MOVES['check-new-phone']), proved, ripe, accountInUse), ended, 'phone-replaced')
  const account = accountOf(visit)
  return {
    told: toldStatement(visit, account),
    statements: [
      ...(digest === null ? [] : spendAttempt(visit, 'check-new-phone', 'replacement-phone')),
      ...move.statements,
      ...(digest === null ? [] : concludeAttempt(visit, 'phone-proved')),
      endRequest(visit, account, 'finished', flowMoved(visit)),
      // The old number is among those who are told.
      ...tellAll(visit, 'phone-replaced', account, session.deliveryId),
      ...bindInstead(visit),
      ...endOthers(visit),
      insertSession(visit, session, account, digest === null ? sql`'pwd tel mfa'` : sql`'pwd sms mfa'`, visit.ticket.id, flowMoved(visit)),
      clearFailures(codeSubject(account), flowMoved(visit)),
      build
        .update(flows)
        .set(FORGOTTEN)
        .where(and(eq(flows.id, visit.ticket.id), flowMoved(visit))),
    ],
  }
}

/** The one phone for all that were there. */
function bindInstead(visit: FlowVisit): Built[] {
  const account = accountOf(visit)
  const ofFlow = (column: SQL) => sql`(select ${column} from ${flows} where ${flows.id} = ${visit.ticket.id})`
  const proved = (column: SQL) => sql`(select ${column} from ${challenges} where ${challenges.flowId} = ${visit.ticket.id}
    and ${challenges.purpose} = 'replacement-phone' and ${challenges.retiredAt} is null order by ${challenges}.rowid desc limit 1)`
  return [
    build.delete(authenticators).where(and(eq(authenticators.accountId, account), eq(authenticators.kind, 'phone'), flowMoved(visit))),
    insertWhen(
      authenticators,
      {
        ...{ id: `${visit.ticket.id}-phone`, accountId: account, kind: 'phone', confirmedAt: visit.now },
        ...{ address: ofFlow(sql`${flows.phone}`), addressKey: ofFlow(phoneKey), extension: ofFlow(sql`${flows.phoneExtension}`) },
        ...{ destinationKey: proved(sql`${challenges.destinationKey}`), country: proved(sql`${challenges.country}`) },
      },
      flowMoved(visit),
    ),
  ]
}

/** Sessions, logins, recoveries and remembered browsers of before, whoever has them. */
function endOthers(visit: FlowVisit): Built[] {
  const { now } = visit
  const account = accountOf(visit)
  const moved = flowMoved(visit)
  return [
    build
      .update(sessions)
      .set({ endedAt: now })
      .where(and(eq(sessions.accountId, account), isNull(sessions.endedAt), moved)),
    build
      .update(flows)
      .set({ endedAt: now, ...FORGOTTEN })
      .where(and(eq(flows.accountId, account), ne(flows.id, visit.ticket.id), isNull(flows.endedAt), moved)),
    forgetBrowsers(account, now, moved),
  ]
}
