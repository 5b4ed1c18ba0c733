import { emailKey } from '../domain/email.ts'
import { usernameKey } from '../domain/username.ts'
import { seedCases } from '../portal/seed.ts'
import { type Built, build, type Database } from '../storage/database.ts'
import { accounts, authenticators } from '../storage/schema.ts'
import { type Keyring, keyring, system } from '../system.ts'
import type { Person } from './people.ts'

/** All of them in one transaction, or nobody. */
export async function addPeople(
  database: Database,
  people: readonly Person[],
  secretKey: string,
  hashOf: (person: Person) => Promise<string>,
): Promise<void> {
  const keys = keyring(new TextEncoder().encode(secretKey))
  const rows = await Promise.all(people.map(async (person) => rowsOf(person, await hashOf(person), keys)))
  if (rows.length) await database.batch(rows.flat())
}

function rowsOf(person: Person, passwordHash: string, keys: Keyring): Built[] {
  const { username, name, facility, registered, disabled, cases } = person
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
        confirmedAt: now,
      }),
    ),
    ...(cases ? seedCases(id, now) : []),
  ]
}
