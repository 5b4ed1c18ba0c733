import { type SQL, sql } from 'drizzle-orm'
import type { DeliveryKind } from '../domain/delivery.ts'
import { FLOW_LIFETIME } from '../domain/policy.ts'
import type { Touch } from '../journey/ports.ts'
import type { Built } from './database.ts'
import { authenticators, deliveries } from './schema.ts'
import { insertWhen } from './statements.ts'
import { FIRST_LEASE, tally } from './tally.ts'

/** A letter that says what was done, to the address that the account confirmed first; no budget holds it back. */
export function letterTo(visit: Touch, letter: { id: string; kind: DeliveryKind; about?: string }, account: SQL, condition: SQL): Built[] {
  const { now, stamp, clientKey } = visit
  const mailbox = (column: SQL) =>
    sql`(select ${column} from ${authenticators} where ${authenticators.accountId} = ${account} and ${authenticators.kind} = 'email'
      order by ${authenticators.confirmedAt} limit 1)`
  const due = sql`${condition} and ${mailbox(sql`${authenticators.id}`)} is not null`
  return [
    insertWhen(
      deliveries,
      {
        ...{ ...letter, channel: 'email', accountId: account, clientKey, flowId: visit.ticket.id },
        destination: mailbox(sql`${authenticators.address}`),
        destinationKey: mailbox(sql`${authenticators.destinationKey}`),
        ...{ state: 'due', tries: 1, leasedUntil: now + FIRST_LEASE, createdAt: now, updatedAt: now, stamp },
        expiresAt: now + FLOW_LIFETIME * 24,
      },
      due,
    ),
    ...tally(visit),
  ]
}
