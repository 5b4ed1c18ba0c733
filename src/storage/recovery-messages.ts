import { and, eq, type SQL, sql } from 'drizzle-orm'
import { FLOW_LIFETIME, GUESSES_WINDOW } from '../domain/policy.ts'
import { RECOVERY_MOVES } from '../domain/recovery.ts'
import type { FlowVisit, Visit } from '../journey/ports.ts'
import type { NewRecovery, Recoveries } from '../recovery/ports.ts'
import { accountNamed, NOBODY, stamped } from './accounts.ts'
import { record } from './audit.ts'
import { alarmStatement, budgetStatement, type Ceilings, type Recipient, withinBudget } from './budgets.ts'
import { beginChallenge } from './challenges.ts'
import type { Built } from './database.ts'
import { countInWindow } from './failures.ts'
import { accountOf, all, flowAt, notLocked, subjectOfFlow } from './guards.ts'
import { moveOn, type Step } from './moves.ts'
import { accounts, authenticators, deliveries, flows } from './schema.ts'
import { insertWhen } from './statements.ts'
import { FIRST_LEASE, tally } from './tally.ts'

/** Whoever has this name and can recover: registered, not disabled, with a confirmed address; else nobody. */
const recoverable = (key: string): SQL => sql`coalesce((select ${accounts.id} from ${accounts} where ${accounts.id} = ${accountNamed(key)}
  and ${accounts.registeredAt} is not null and ${accounts.disabledAt} is null
  and exists (select 1 from ${authenticators} where ${authenticators.accountId} = ${accounts.id} and ${authenticators.kind} = 'email')), ${NOBODY})`

/** The account's address, or nothing. */
export const mailboxOf = (account: SQL, column: SQL): SQL => sql`coalesce((select ${column} from ${authenticators}
  where ${authenticators.accountId} = ${account} and ${authenticators.kind} = 'email' order by ${authenticators.confirmedAt} limit 1), '')`

/** The same statements for a name that somebody has and for one that nobody has. A double click opens one recovery. */
export function openRecovery(
  visit: Visit,
  recovery: NewRecovery,
  ceilings: Ceilings,
  guessesPerClient: number,
): { id: SQL; statements: Built[] } {
  const { now, stamp } = visit
  const { id, secretHash, key, neighbourKey } = recovery
  // By the secret's index: the account may be nobody's, and have any number of recoveries.
  const opened = sql`(select ${flows.id} from ${flows} where ${flows.secretHash} = ${secretHash} and ${flows.journey} = 'recovery'
    and +${flows.accountId} = ${recoverable(key)} and ${flows.endedAt} is null)`
  const client = sql`${`client:${visit.clientKey}`}`
  const flow: FlowVisit = { ...visit, ticket: { id, secret: '' }, hash: secretHash, nextHash: secretHash, session: null }
  const account = accountOf(flow)
  const destinationKey = mailboxOf(account, sql`${authenticators.destinationKey}`)
  const to: Recipient = { destinationKey, account, flow: id, channel: 'email', pool: 'asked' }
  return {
    id: opened,
    statements: [
      countInWindow(visit, client, guessesPerClient, GUESSES_WINDOW),
      insertWhen(
        flows,
        {
          ...{ id, accountId: recoverable(key), secretHash, journey: 'recovery', step: 'check-email' },
          failureSubject: `recovery:${neighbourKey}:${visit.clientKey}`,
          ...{ rotatedAt: now, createdAt: now, expiresAt: now + FLOW_LIFETIME, stamp },
        },
        sql`${stamped(visit, client)} and ${opened} is null`,
      ),
      ...beginChallenge(
        flow,
        'recovery-email',
        recovery,
        { destination: mailboxOf(account, sql`${authenticators.address}`), destinationKey },
        sql`${account} <> ${NOBODY} and ${withinBudget(visit, to, ceilings)}`,
      ),
      record(visit, 'recovery-opened', { account, flow: id }, sql`${account} is not null`),
    ],
  }
}

/** A letter with the usernames of an address; where it belongs to nobody, or had too many, nothing is sent and all is the same. */
export function usernameByMail(
  visit: Visit,
  { key, destinationKey, deliveryId }: Parameters<Recoveries['sendUsername']>[1],
  ceilings: Ceilings,
  guessesPerClient: number,
): Built[] {
  const { now, stamp, clientKey } = visit
  const client = sql`${`client:${clientKey}`}`
  const owner = and(eq(authenticators.kind, 'email'), eq(authenticators.addressKey, key))
  const of = (column: SQL) => sql`(select ${column} from ${authenticators} join ${accounts} on ${accounts.id} = ${authenticators.accountId}
    where ${owner} and ${accounts.disabledAt} is null)`
  const account = of(sql`${accounts.id}`)
  const to: Recipient = { destinationKey: sql`${destinationKey}`, account, flow: deliveryId, channel: 'email', pool: 'asked' }
  const due = sql`exists (select 1 from ${deliveries} where ${deliveries.id} = ${deliveryId})`
  return [
    countInWindow(visit, client, guessesPerClient, GUESSES_WINDOW),
    insertWhen(
      deliveries,
      {
        ...{ id: deliveryId, kind: 'username', channel: 'email', destinationKey, clientKey, flowId: deliveryId },
        ...{ destination: of(sql`${authenticators.address}`), accountId: account },
        about: of(sql`json_object('username', ${accounts.username})`),
        ...{ state: 'due', tries: 1, leasedUntil: now + FIRST_LEASE, createdAt: now, updatedAt: now, stamp },
        expiresAt: now + FLOW_LIFETIME,
      },
      all(stamped(visit, client), sql`${account} is not null`, withinBudget(visit, to, ceilings)),
    ),
    ...tally(visit),
    record(visit, 'username-sent', { account }, due),
  ]
}

/** The second factor, once the address is proved. */
export function sendRecoveryCode(visit: FlowVisit, code: Parameters<Recoveries['sendCode']>[1], ceilings: Ceilings): Step {
  const way = (column: SQL) => sql`(select ${column} from ${authenticators} where ${authenticators.id} = ${code.wayId}
    and ${authenticators.accountId} = ${accountOf(visit)} and ${authenticators.kind} = 'phone')`
  const [destination, destinationKey] = [way(sql`${authenticators.address}`), way(sql`${authenticators.destinationKey}`)]
  const to: Recipient = { destinationKey, account: accountOf(visit), flow: visit.ticket.id, channel: code.channel, pool: 'known' }
  const allowed = all(
    flowAt(visit, RECOVERY_MOVES['choose-phone']),
    sql`${destination} is not null and ${code.channel} <> 'email'`,
    withinBudget(visit, to, ceilings),
    notLocked(subjectOfFlow(visit), visit.now),
  )
  return {
    budget: budgetStatement(visit, to, ceilings),
    deliveryId: code.deliveryId,
    statements: [
      ...moveOn(visit, allowed, { step: sql`'check-phone'`, phoneProvedAt: null }, 'recovery-code-asked').statements,
      ...beginChallenge(visit, 'recovery-phone', code, {
        destination,
        destinationKey,
        extension: way(sql`${authenticators.extension}`),
        country: way(sql`${authenticators.country}`),
      }),
      alarmStatement(visit, to, ceilings, code.deliveryId),
    ],
  }
}
