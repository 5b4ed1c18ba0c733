import { eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Channel } from '../domain/challenge.ts'
import type { Method } from '../domain/flow.ts'
import { LOGIN_MOVES } from '../domain/login.ts'
import { FLOW_LIFETIME } from '../domain/policy.ts'
import type { FlowVisit, Visit } from '../journey/ports.ts'
import type { Logins, NewCode, NewLogin } from '../login/ports.ts'
import { record } from './audit.ts'
import { alarmStatement, budgetStatement, type Ceilings, type Recipient, withinBudget } from './budgets.ts'
import { beginChallenge, retireAll } from './challenges.ts'
import type { Built, Database } from './database.ts'
import { clearFailures } from './failures.ts'
import { accountOf, all, flowAt, notLocked, subjectOfFlow } from './guards.ts'
import { completeLogin, enterRemembered } from './login-completion.ts'
import { LOGIN_READS, loginRecordOf, loginRunner, mayTake, readLogin } from './login-record.ts'
import { moveOn, type Step } from './moves.ts'
import { accounts, authenticators, flows } from './schema.ts'
import { sendAgain } from './send-again.ts'
import { insertWhen } from './statements.ts'

/** Logins in libSQL: one round trip a verb. */
export function loginsIn(database: Database, ceilings: Ceilings, rememberDays: number): Logins {
  const run = loginRunner(database)
  return {
    async open(visit, login) {
      const results = await database.batch(open(visit, login))
      return loginRecordOf(results.slice(-LOGIN_READS), visit, null)
    },
    async enter(visit, accountId, failureSubject, browser, session) {
      const results = await database.batch(enterRemembered(visit, accountId, failureSubject, browser, session))
      return results.at(-1)?.rows.length === 1
    },
    read: async (visit) => (await run(visit, { statements: [] })).record,
    sendCode: (visit, code) => run(visit, sendCode(visit, code, ceilings)),
    sendAgain: (visit, message) =>
      run(visit, sendAgain(visit, 'enter-code', 'login', message, ceilings, { condition: goesByItsWay(visit, message.channel) })),
    otherWay: (visit, kind) => run(visit, otherWay(visit, kind)),
    complete: (visit, digest, session, browser) => run(visit, completeLogin(visit, digest, session, browser, rememberDays)),
  }
}

/** A double click opens one login: its secret follows from the browser's. */
function open(visit: Visit, login: NewLogin): Built[] {
  const { now, stamp } = visit
  const { id, accountId, passwordHash, secretHash, failureSubject, kind, remember, emailSuffices } = login
  const opened = sql`(select ${flows.id} from ${flows} where ${flows.accountId} = ${accountId} and ${flows.journey} = 'login'
    and ${flows.secretHash} = ${secretHash} and ${flows.endedAt} is null and ${flows.expiresAt} > ${now})`
  return [
    insertWhen(
      flows,
      {
        ...{ id, accountId, secretHash, journey: 'login', step: 'send-code', method: kind, remember, emailSuffices },
        ...{ rotatedAt: now, createdAt: now, expiresAt: now + FLOW_LIFETIME, stamp },
      },
      sql`${opened} is null and exists (select 1 from ${accounts} where ${accounts.id} = ${accountId}
        and ${accounts.passwordHash} = ${passwordHash} and ${accounts.registeredAt} is not null and ${accounts.disabledAt} is null)`,
    ),
    clearFailures(sql`${failureSubject}`),
    record(
      visit,
      'login-opened',
      { account: sql`${accountId}`, flow: opened },
      sql`exists (select 1 from ${flows} where ${flows.id} = ${opened} and ${flows.stamp} = ${stamp})`,
    ),
    ...readLogin(opened, { ...visit, session: null }),
  ]
}

function sendCode(visit: FlowVisit, code: NewCode, ceilings: Ceilings): Step {
  const way = (column: SQL) => sql`(select ${column} from ${authenticators} where ${wayOf(visit, code.wayId, code.channel)})`
  const [destination, destinationKey] = [way(sql`${authenticators.address}`), way(sql`${authenticators.destinationKey}`)]
  const to: Recipient = { destinationKey, account: accountOf(visit), flow: visit.ticket.id, channel: code.channel, pool: 'known' }
  const allowed = all(
    flowAt(visit, LOGIN_MOVES['send-code']),
    sql`${destination} is not null`,
    withinBudget(visit, to, ceilings),
    notLocked(subjectOfFlow(visit), visit.now),
  )
  return {
    budget: budgetStatement(visit, to, ceilings),
    deliveryId: code.deliveryId,
    statements: [
      ...moveOn(visit, allowed, { step: sql`'enter-code'`, method: kindOf(code.channel), phoneProvedAt: null }, 'login-code-asked')
        .statements,
      ...beginChallenge(visit, 'login', code, {
        destination,
        destinationKey,
        extension: way(sql`${authenticators.extension}`),
        country: way(sql`${authenticators.country}`),
      }),
      alarmStatement(visit, to, ceilings, code.deliveryId),
    ],
  }
}

const kindOf = (channel: Channel): Method => (channel === 'email' ? 'email' : 'phone')

/** A further message is of the kind of the first: a text goes to no mailbox. */
const goesByItsWay = (visit: FlowVisit, channel: Channel): SQL =>
  sql`(select ${flows.method} from ${flows} where ${flows.id} = ${visit.ticket.id}) = ${kindOf(channel)}`

/** A way that this login may take, and by which the channel goes. */
const wayOf = (visit: FlowVisit, wayId: string, channel: Channel): SQL =>
  all(
    eq(authenticators.id, wayId),
    eq(authenticators.accountId, accountOf(visit)),
    eq(authenticators.kind, kindOf(channel)),
    channel === 'sms' ? isNull(authenticators.extension) : undefined,
    mayTake(sql`${visit.ticket.id}`),
  )

function otherWay(visit: FlowVisit, kind: Method): Step {
  const changes = { step: sql`'send-code'`, method: kind, phone: null, phoneProvedAt: null }
  // Whoever is there already, by a click before, moves nothing.
  const elsewhere = sql`(${flows.step} <> 'send-code' or ${flows.method} <> ${kind})`
  const back = moveOn(visit, all(flowAt(visit, LOGIN_MOVES['other-way']), elsewhere), changes, 'login-other-way')
  return { statements: [...back.statements, retireAll(visit)] }
}
