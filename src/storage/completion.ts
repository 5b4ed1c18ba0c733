import { eq, type SQL, sql } from 'drizzle-orm'
import type { Purpose } from '../domain/challenge.ts'
import { FLOW_LIFETIME, SESSION_LIFETIME } from '../domain/policy.ts'
import type { WantedName } from '../domain/username.ts'
import type { FlowVisit, NewSession } from '../journey/ports.ts'
import { concludeAttempt, spendAttempt } from './attempts.ts'
import { type Built, build } from './database.ts'
import { clearFailures } from './failures.ts'
import { accountOf, accountOpen, all, codeMatches, codeSubject, emailTaken, flowAt, flowMoved } from './guards.ts'
import { FORGOTTEN, moveOn, phoneKey, rotated, type Step } from './moves.ts'
import { accounts, authenticators, challenges, deliveries, flows, sessions } from './schema.ts'
import { insertWhen } from './statements.ts'
import { FIRST_LEASE, tally } from './tally.ts'
import { claimName, goesBy, nameSubject } from './usernames.ts'

/** With the email method the password is the last step. */
export function completeWithPassword(visit: FlowVisit, passwordHash: string, session: NewSession, wanted: WantedName | null): Step {
  const last = all(flowAt(visit, ['set-password']), eq(flows.method, 'email'))
  const ended = { passwordHash, ...over(visit, 'set-password') }
  return {
    deliveryId: session.deliveryId,
    statements: [
      ...(wanted ? claimName(visit, 'set-password', wanted) : []),
      ...moveOn(visit, all(last, accountOpen, goesBy(wanted), sql`not ${emailTaken}`), ended, 'registered').statements,
      ...registered(visit, session, sql`'pwd email'`),
    ],
  }
}

/**
 * With the phone method the proof of the number is.
 * @param digest of the code that came by SMS; null when a call proved the number before
 */
export function completeWithPhone(visit: FlowVisit, digest: string | null, session: NewSession): Step {
  const proved = digest === null ? sql`${flows.phoneProvedAt} is not null` : codeMatches(visit, digest, ['sms'])
  const ended = { phoneProvedAt: sql`coalesce(${flows.phoneProvedAt}, ${visit.now})`, ...over(visit, 'verify-phone') }
  const move = moveOn(
    visit,
    all(flowAt(visit, ['verify-phone']), proved, accountOpen, goesBy(null), sql`not ${emailTaken}`),
    ended,
    'registered',
  ).statements
  const amr = digest === null ? sql`'pwd tel mfa'` : sql`'pwd sms mfa'`
  return {
    deliveryId: session.deliveryId,
    statements: [
      ...(digest === null ? [] : spendAttempt(visit, 'verify-phone', 'registration-phone')),
      ...move,
      ...(digest === null ? [] : concludeAttempt(visit, 'phone-proved')),
      ...registered(visit, session, amr),
    ],
  }
}

const over = (visit: FlowVisit, move: 'set-password' | 'verify-phone') => ({
  step: sql`'registered'`,
  endedAt: visit.now,
  ...rotated(visit, move),
})

/** Everything that being registered means, if this very request ended the flow. */
function registered(visit: FlowVisit, session: NewSession, amr: SQL): Built[] {
  const { now, stamp } = visit
  const done = flowMoved(visit)
  const ofFlow = (column: SQL) => sql`(select ${column} from ${flows} where ${flows.id} = ${visit.ticket.id})`
  const account = accountOf(visit)
  const bind = (id: string, kind: 'email' | 'phone', address: SQL, key: SQL, condition: SQL) =>
    insertWhen(
      authenticators,
      {
        id,
        accountId: account,
        kind,
        address: ofFlow(address),
        addressKey: ofFlow(key),
        destinationKey: ofProof(visit, `registration-${kind}`, sql`${challenges.destinationKey}`),
        extension: ofProof(visit, `registration-${kind}`, sql`${challenges.extension}`),
        country: ofProof(visit, `registration-${kind}`, sql`${challenges.country}`),
        confirmedAt: now,
      },
      condition,
    )
  const withPhone = sql`${done} and ${ofFlow(sql`${flows.phoneProvedAt}`)} is not null`
  return [
    bind(`${visit.ticket.id}-email`, 'email', sql`${flows.email}`, sql`lower(${flows.email})`, done),
    bind(`${visit.ticket.id}-phone`, 'phone', sql`${flows.phone}`, phoneKey, withPhone),
    build
      .update(accounts)
      .set({ passwordHash: ofFlow(sql`${flows.passwordHash}`), method: ofFlow(sql`${flows.method}`), registeredAt: now } as never)
      .where(all(eq(accounts.id, account), done)),
    insertWhen(
      sessions,
      {
        id: session.id,
        accountId: account,
        secretHash: session.secretHash,
        amr,
        flowId: visit.ticket.id,
        createdAt: now,
        seenAt: now,
        expiresAt: now + SESSION_LIFETIME,
      },
      done,
    ),
    insertWhen(
      deliveries,
      {
        id: session.deliveryId,
        kind: 'registered',
        channel: 'email',
        destination: ofFlow(sql`${flows.email}`),
        destinationKey: ofProof(visit, 'registration-email', sql`${challenges.destinationKey}`),
        accountId: account,
        clientKey: visit.clientKey,
        flowId: visit.ticket.id,
        about: ofFlow(
          sql`json_object('method', ${flows.method}, 'phoneEnd', substr(${flows.phone}, -4), 'extension', ${flows.phoneExtension})`,
        ),
        state: 'due',
        tries: 1,
        leasedUntil: now + FIRST_LEASE,
        createdAt: now,
        updatedAt: now,
        expiresAt: now + FLOW_LIFETIME * 24,
        stamp,
      },
      done,
    ),
    ...tally(visit),
    clearFailures(codeSubject(account), done),
    clearFailures(nameSubject(account), done),
    build
      .update(flows)
      .set(FORGOTTEN)
      .where(all(eq(flows.id, visit.ticket.id), done)),
  ]
}

/** Of the challenge that proved the address. */
const ofProof = (visit: FlowVisit, purpose: Purpose, column: SQL): SQL => sql`(select ${column} from ${challenges}
  where ${challenges.flowId} = ${visit.ticket.id} and ${challenges.purpose} = ${purpose} and ${challenges.consumedAt} is not null
  order by ${challenges}.rowid desc limit 1)`
