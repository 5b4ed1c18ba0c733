import { type SQL, sql } from 'drizzle-orm'
import type { DeliveryKind } from '../domain/delivery.ts'
import { FLOW_LIFETIME } from '../domain/policy.ts'
import type { Touch } from '../journey/ports.ts'
import type { Built } from './database.ts'
import { authenticators, deliveries } from './schema.ts'
import { insertWhen } from './statements.ts'
import { FIRST_LEASE, tally } from './tally.ts'

/**
 * A letter that says what was done, to the address that the account confirmed first; no budget holds it back.
 * @param otherwise where it goes while the account has confirmed none
 */
export function letterTo(
  visit: Touch,
  letter: { id: string; kind: DeliveryKind; about?: string | SQL },
  account: SQL,
  condition: SQL,
  otherwise: (column: 'destination' | 'destinationKey') => SQL = () => sql`null`,
): Built[] {
  const { now, stamp, clientKey } = visit
  const mailbox = (column: SQL) =>
    sql`(select ${column} from ${authenticators} where ${authenticators.accountId} = ${account} and ${authenticators.kind} = 'email'
      order by ${authenticators.confirmedAt} limit 1)`
  const destination = sql`coalesce(${mailbox(sql`${authenticators.address}`)}, ${otherwise('destination')})`
  const due = sql`${condition} and ${destination} is not null`
  return [
    insertWhen(
      deliveries,
      {
        ...{ ...letter, channel: 'email', accountId: account, clientKey, flowId: visit.ticket.id },
        destination,
        destinationKey: sql`coalesce(${mailbox(sql`${authenticators.destinationKey}`)}, ${otherwise('destinationKey')})`,
        ...{ state: 'due', tries: 1, leasedUntil: now + FIRST_LEASE, createdAt: now, updatedAt: now, stamp },
        expiresAt: now + FLOW_LIFETIME * 24,
      },
      due,
    ),
    ...tally(visit),
  ]
}
