import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { FLOW_LIFETIME, GUESSES_WINDOW } from '../domain/policy.ts'
import type { Joins, Newcomer } from '../join/ports.ts'
import type { Visit } from '../journey/ports.ts'
import { stamped } from './accounts.ts'
import { record } from './audit.ts'
import { type Built, build, type Database } from './database.ts'
import { countInWindow } from './failures.ts'
import { FLOW_READS, flowRecordOf, readFlow } from './flow-record.ts'
import { accounts, challenges, codes, failures, flows, registrationCodes } from './schema.ts'
import { insertWhen } from './statements.ts'
import { nameSubject, UNNAMED } from './usernames.ts'

/** Of no password: nobody logs in with it, after the work of one hash. */
const NO_PASSWORD = ''

/** @param guessesPerClient how often one client network may try a password, or a facility's code, within the window */
export function joinsIn(database: Database, guessesPerClient: number): Joins {
  return {
    async open(visit, newcomer) {
      const results = await database.batch(open(visit, newcomer, guessesPerClient))
      return flowRecordOf(results.slice(-FLOW_READS), visit, null)
    },
  }
}

/**
 * The account comes first, if the code has a use left; the use is taken by the request that opened its flow. Whether the username or
 * the address belongs to somebody is asked by none of them.
 */
function open(visit: Visit, { accountId, codeId, wanted, name, email, npi, flow }: Newcomer, guessesPerClient: number): Built[] {
  const { now, stamp } = visit
  const client = sql`${`client:${visit.clientKey}`}`
  const usable = sql`exists (select 1 from ${registrationCodes} where ${registrationCodes.id} = ${codeId}
    and ${registrationCodes.usesLeft} > 0 and ${registrationCodes.expiresAt} > ${now})`
  const facility = sql`(select ${registrationCodes.facility} from ${registrationCodes} where ${registrationCodes.id} = ${codeId})`
  const opened = sql`(select ${flows.id} from ${flows} where ${flows.accountId} = ${accountId}
    and ${flows.secretHash} = ${flow.secretHash} and ${flows.endedAt} is null)`
  const openedNow = sql`exists (select 1 from ${flows} where ${flows.accountId} = ${accountId} and ${flows.stamp} = ${stamp})`
  return [
    countInWindow(visit, client, guessesPerClient, GUESSES_WINDOW),
    insertWhen(
      accounts,
      {
        ...{ id: accountId, username: wanted.username, usernameKey: `${UNNAMED}${accountId}`, neighbourKey: wanted.neighbourKey },
        ...{ name, facility, passwordHash: NO_PASSWORD, createdAt: now, joinedWith: codeId, npi },
      },
      sql`${stamped(visit, client)} and ${usable} and not exists (select 1 from ${accounts} where ${accounts.id} = ${accountId})`,
    ),
    insertWhen(
      flows,
      {
        ...{ id: flow.id, accountId, secretHash: flow.secretHash, step: 'choose-method', email },
        ...{ rotatedAt: now, createdAt: now, expiresAt: now + FLOW_LIFETIME, stamp },
      },
      sql`exists (select 1 from ${accounts} where ${accounts.id} = ${accountId})
        and not exists (select 1 from ${flows} where ${flows.accountId} = ${accountId})`,
    ),
    build
      .update(registrationCodes)
      .set({ usesLeft: sql`${registrationCodes.usesLeft} - 1` })
      .where(and(eq(registrationCodes.id, codeId), openedNow)),
    record(visit, 'join-opened', { account: sql`${accountId}`, flow: opened }, openedNow),
    ...readFlow(opened),
  ]
}

/** Whose registration is over before it was complete: nobody logs in as such a name, and they are gone at the end of the batch. */
const LEFT = 'Left '
const leftAccounts = sql`(select ${accounts.id} from ${accounts} where ${accounts.usernameKey} >= ${LEFT} and ${accounts.usernameKey} < ${'Left!'})`

/**
 * Whoever joined and did not finish leaves nothing behind: the use of the code is given back, the name is free again, and the account
 * goes with its flow.
 * @param which accounts, in SQL: only those that joined and have not registered are touched
 */
export function endJoins(which: SQL): Built[] {
  const unfinished = sql`${inArray(accounts.id, which)} and ${accounts.joinedWith} is not null and ${accounts.registeredAt} is null`
  const theirFlows = sql`(select ${flows.id} from ${flows} where ${flows.accountId} in ${leftAccounts})`
  const theirChallenges = sql`(select ${challenges.id} from ${challenges} where ${challenges.flowId} in ${theirFlows})`
  return [
    build
      .update(registrationCodes)
      .set({
        usesLeft: sql`${registrationCodes.usesLeft}
          + (select count(*) from ${accounts} where ${accounts.joinedWith} = ${registrationCodes.id} and ${unfinished})`,
      })
      .where(sql`${registrationCodes.id} in (select ${accounts.joinedWith} from ${accounts} where ${unfinished})`),
    build
      .update(accounts)
      .set({ usernameKey: sql`${LEFT} || ${accounts.id}` })
      .where(unfinished),
    build.delete(codes).where(sql`${codes.challengeId} in ${theirChallenges}`),
    build.delete(challenges).where(sql`${challenges.flowId} in ${theirFlows}`),
    build.delete(flows).where(sql`${flows.accountId} in ${leftAccounts}`),
    build.delete(failures).where(sql`${failures.subject} in (select 'code:' || id from ${accounts} where id in ${leftAccounts}
      union all select ${nameSubject(sql`id`)} from ${accounts} where id in ${leftAccounts})`),
    build.delete(accounts).where(sql`${accounts.id} in ${leftAccounts}`),
  ]
}

/** Nobody can go on with it: there is no password yet that would take it up again. */
export const expiredJoins = (now: number): SQL => sql`(select ${flows.accountId} from ${flows}
  where ${flows.endedAt} is null and ${flows.journey} = 'registration' and ${flows.expiresAt} <= ${now})`
