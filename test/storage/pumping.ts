import { fingerprint, system } from '../../src/system.ts'
import type { House } from './house.ts'
import { Passage } from './passage.ts'

/** Registrations of as many accounts, each on a network of its own, that have come to the phone: as the passwords before it would leave them. */
export async function crowdAtPhone(house: House, many: number): Promise<Passage[]> {
  const crowd = Array.from({ length: many }, () => ({ account: system.id(), flow: system.id(), secret: system.secret() }))
  const rows = JSON.stringify(crowd.map(({ account, flow, secret }) => ({ account, flow, hash: fingerprint(secret) })))
  await house.rows(
    `insert into accounts (id, username, username_key, neighbour_key, name, facility, password_hash, created_at)
      select value ->> 'account', value ->> 'account', lower(value ->> 'account'), '', 'Ines Castell', 'Harbor View', '-', ?
      from json_each(?)`,
    house.now,
    rows,
  )
  await house.rows(
    `insert into flows (id, account_id, secret_hash, rotated_at, step, method, email, email_proved_at, password_hash, created_at, expires_at, stamp)
      select value ->> 'flow', value ->> 'account', value ->> 'hash', ?1, 'give-phone', 'phone', (value ->> 'flow') || '@clinic.example', ?1, '$scrypt$new',
        ?1, ?1 + 86400000, ''
      from json_each(?2)`,
    house.now,
    rows,
  )
  await house.rows(
    `insert into challenges (id, flow_id, purpose, destination, destination_key, last_sent_at, created_at, consumed_at, stamp)
      select value ->> 'flow', value ->> 'flow', 'registration-email', '', '', ?1, ?1, ?1, '' from json_each(?2)`,
    house.now,
    rows,
  )
  return crowd.map(({ account, flow, secret }) => {
    const who = new Passage(house, account)
    who.network = `network of ${account}`
    who.ticket = { id: flow, secret }
    return who
  })
}
