import { emailKey } from '../domain/email.ts'
import { usernameKey } from '../domain/username.ts'
import { type Built, build, type Database } from '../storage/database.ts'
import { accounts, authenticators } from '../storage/schema.ts'
import { type Keyring, keyring, system } from '../system.ts'
import type { Person } from './people.ts'

/** What is known of somebody but for the hash of their password. */
type Newcomer = Pick<Person, 'username' | 'name' | 'facility' | 'registered' | 'disabled'>

/**
 * All of them in one transaction, or nobody.
 * @param secretKey the application's SECRET_KEY
 * @param hashOf the hash of somebody's password, as their portal kept it
 */
export async function addPeople<Each extends Newcomer>(
  database: Database,
  people: readonly Each[],
  secretKey: string,
  hashOf: (person: Each) => Promise<string>,
): Promise<void> {
  const keys = keyring(new TextEncoder().encode(secretKey))
  const rows = await Promise.all(people.map(async (person) => rowsOf(person, await hashOf(person), keys)))
  if (rows.length) await database.batch(rows.flat())
}

function rowsOf(person: Newcomer, passwordHash: string, keys: Keyring): Built[] {
  const { username, name, facility, registered, disabled } = person
  const [now, id, key] = [system.now(), system.id(), usernameKey(username)]
  const account = {
    ...{ id, username, usernameKey: key, neighbourKey: keys.digest('neighbour', key), name, facility, passwordHash },
    method: registered ? ('phone' as const) : null,
    createdAt: now,
    registeredAt: registered ? now : null,
    disabledAt: disabled ? now : null,
  }
  const confirmed = registered
    ? ([
        ['email', registered.email],
        ['phone', registered.phone],
      ] as const)
    : []
  return [
    build.insert(accounts).values(account),
    ...confirmed.map(([kind, address]) =>
      build.insert(authenticators).values({
        id: system.id(),
        accountId: id,
        kind,
        address,
        addressKey: kind === 'email' ? emailKey(address) : address,
        destinationKey: keys.digest('destination', kind === 'email' ? emailKey(address) : address),
        confirmedAt: now,
      }),
    ),
  ]
}
