/** What is asked about the requests to replace a lost phone, and how all of an account's addresses are told of them. */
import { and, eq, gt, isNull, lte, type SQL, sql } from 'drizzle-orm'
import type { DeliveryKind } from '../domain/delivery.ts'
import { FLOW_LIFETIME, PHONE_REPLACEMENT_WAIT, PHONE_REQUEST_OPEN, PHONE_REQUESTS } from '../domain/policy.ts'
import type { Visit } from '../journey/ports.ts'
import { record } from './audit.ts'
import { type Built, build } from './database.ts'
import { dueStatement } from './due.ts'
import { all } from './guards.ts'
import { authenticators, deliveries, phoneRequests } from './schema.ts'
import { statement } from './statements.ts'
import { FIRST_LEASE, prefixOf, tally } from './tally.ts'

export const openRequest = (account: SQL, now: number): SQL =>
  all(eq(phoneRequests.accountId, account), isNull(phoneRequests.endedAt), gt(phoneRequests.createdAt, now - PHONE_REQUEST_OPEN))

/** There is an open request, and everybody had a day to object. */
export const requestRipe = (account: SQL, now: number): SQL =>
  sql`exists (select 1 from ${phoneRequests} where ${openRequest(account, now)} and ${lte(phoneRequests.createdAt, now - PHONE_REPLACEMENT_WAIT)})`

export const requestsLately = (account: SQL, now: number): SQL =>
  sql`(select count(*) from ${phoneRequests} where ${phoneRequests.accountId} = ${account} and ${phoneRequests.createdAt} > ${now - PHONE_REQUESTS.within})`

/** This very request made, or ended, a request of the account. */
export const requestStamped = (account: SQL, visit: Visit): SQL =>
  sql`exists (select 1 from ${phoneRequests} where ${phoneRequests.accountId} = ${account} and ${phoneRequests.stamp} = ${visit.stamp})`

export const endRequest = (visit: Visit, account: SQL, ending: 'cancelled' | 'finished', condition: SQL): Built =>
  build
    .update(phoneRequests)
    .set({ endedAt: visit.now, ending, stamp: visit.stamp })
    .where(and(openRequest(account, visit.now), condition))

/** For good: a clock that is behind must not find it open. */
export const expireRequests = (now: number, which: SQL = sql`true`): Built =>
  build
    .update(phoneRequests)
    .set({ endedAt: now, ending: 'expired' })
    .where(and(isNull(phoneRequests.endedAt), lte(phoneRequests.createdAt, now - PHONE_REQUEST_OPEN), which))

/** Whoever shows the phone, or the code from a message, has it cancelled; every address is told. */
export const cancelRequest = (visit: Visit, account: SQL, deliveryId: string, condition: SQL): Built[] => [
  endRequest(visit, account, 'cancelled', condition),
  record(visit, 'phone-request-cancelled', { account }, requestStamped(account, visit)),
  ...tellAll(visit, 'phone-request-cancelled', account, deliveryId),
]

/**
 * A message to every address of the account, if this very request made or ended a request. No budget silences them, or whoever uses
 * one up could ask unheard; they are as few as the requests.
 */
export function tellAll(visit: Visit, kind: DeliveryKind, account: SQL, deliveryId: string): Built[] {
  const { now, stamp, clientKey } = visit
  const request = sql`(select ${phoneRequests.id} from ${phoneRequests} where ${phoneRequests.accountId} = ${account} and ${phoneRequests.stamp} = ${stamp})`
  return [
    statement(sql`insert into ${deliveries} (id, kind, channel, destination, destination_key, country, prefix, account_id, client_key, flow_id, about,
        state, tries, leased_until, created_at, updated_at, expires_at, stamp)
      select ${deliveryId} || '-' || row_number() over (order by ${authenticators.confirmedAt}, ${authenticators.id}), ${kind},
        case ${authenticators.kind} when 'email' then 'email' else 'sms' end, ${authenticators.address}, ${authenticators.destinationKey},
        ${authenticators.country}, case ${authenticators.kind} when 'phone' then ${prefixOf(sql`${authenticators.address}`)} end,
        ${authenticators.accountId}, ${clientKey}, ${request}, json_object('request', ${request}),
        'due', 1, ${now + FIRST_LEASE}, ${now}, ${now}, ${now + FLOW_LIFETIME * 24}, ${stamp}
      from ${authenticators} where ${authenticators.accountId} = ${account} and ${authenticators.extension} is null and ${request} is not null`),
    ...tally(visit),
  ]
}

/** The messages that `tellAll` made due. */
export const toldStatement = (visit: Visit, account: SQL): Built =>
  dueStatement(
    visit.now,
    sql`${deliveries.stamp} = ${visit.stamp} and ${deliveries.flowId} in
    (select ${phoneRequests.id} from ${phoneRequests} where ${phoneRequests.accountId} = ${account} and ${phoneRequests.stamp} = ${visit.stamp})`,
  )
