import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type Row } from '@libsql/client'
import { addPeople } from '../../src/cli/add-people.ts'
import { migrateDatabase } from '../../src/cli/migrate.ts'
import type { Person } from '../../src/cli/people.ts'
import { BREAKERS } from '../../src/domain/policy.ts'
import { dollars, readPrices } from '../../src/domain/price.ts'
import type { Accounts, Calls, Outbox, Visit } from '../../src/journey/ports.ts'
import type { PhoneRequests } from '../../src/login/phone-requests.ts'
import type { Logins } from '../../src/login/ports.ts'
import type { StepUps } from '../../src/login/step-up.ts'
import type { Recoveries } from '../../src/recovery/ports.ts'
import type { Flows } from '../../src/registration/ports.ts'
import { accountsIn } from '../../src/storage/accounts.ts'
import type { Ceilings } from '../../src/storage/budgets.ts'
import { callsIn } from '../../src/storage/calls.ts'
import { type Database, openDatabase } from '../../src/storage/database.ts'
import { outboxIn } from '../../src/storage/deliveries.ts'
import { flowsIn } from '../../src/storage/flows.ts'
import { loginsIn } from '../../src/storage/logins.ts'
import { phoneRequestsIn } from '../../src/storage/lost-phone.ts'
import { recoveriesIn } from '../../src/storage/recoveries.ts'
import { type Sessions, sessionsIn } from '../../src/storage/sessions.ts'
import { stepUpsIn } from '../../src/storage/step-ups.ts'
import { type Keyring, keyring, system } from '../../src/system.ts'

export const NOON = 1_795_539_600_000
export const SECRET_KEY = 'a server key of the tests, long enough for one'
export const REMEMBER_DAYS = 30
export const OPEN_HANDED: Ceilings = {
  ...{ sendsPerClient: 25, messagesPerDay: 50_000, callsPerDay: 5_000 },
  ...{ prices: readPrices(''), spendPerDay: dollars(250) },
  ...{ unprovedPerPrefix: BREAKERS.prefix.base, unprovedPerCountry: BREAKERS.country.base },
}

/** The storage over a libSQL file of its own, with a clock that the test moves. */
export interface House {
  now: number
  database: Database
  keys: Keyring
  flows: Flows
  logins: Logins
  requests: PhoneRequests
  stepUps: StepUps
  recoveries: Recoveries
  accounts: Accounts
  calls: Calls
  outbox: Outbox
  sessions: Sessions
  visit(network?: string): Visit
  rows(sql: string, ...args: (string | number)[]): Promise<Row[]>
  /** Adds somebody whom the portal knows. @returns the id of the account */
  somebody(more?: Partial<Person>): Promise<string>
  close(): Promise<void>
}

export async function openHouse(ceilings: Partial<Ceilings> = {}): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'storage-'))
  const url = `file:${join(folder, 'latchkey.db')}`
  await migrateDatabase({ url })
  const client = createClient({ url })
  // Nobody pulls the plug of a test: its database need not reach the disk.
  await client.execute('pragma synchronous = off')
  const database = openDatabase(() => client)
  const rows = async (sql: string, ...args: (string | number)[]) => (await client.execute({ sql, args })).rows
  let people = 0
  const house: House = {
    now: NOON,
    database,
    keys: keyring(new TextEncoder().encode(SECRET_KEY)),
    flows: flowsIn(database, { ...OPEN_HANDED, ...ceilings }),
    recoveries: recoveriesIn(database, { ...OPEN_HANDED, ...ceilings }, 200),
    logins: loginsIn(database, { ...OPEN_HANDED, ...ceilings }, REMEMBER_DAYS),
    requests: phoneRequestsIn(database, { ...OPEN_HANDED, ...ceilings }, 200),
    stepUps: stepUpsIn(database),
    accounts: accountsIn(database, 200),
    calls: callsIn(database),
    outbox: outboxIn(database),
    sessions: sessionsIn(database),
    visit(network = 'a network') {
      return { now: house.now, stamp: system.id(), clientKey: network }
    },
    rows,
    async somebody(more = {}) {
      const username = `guest ${++people}`
      const person: Person = {
        username,
        password: 'willow',
        name: 'Ines Castell',
        facility: 'Harbor View',
        kept: 'bcrypt',
        shows: '',
        ...more,
      }
      await addPeople(database, [person], SECRET_KEY, async () => `portal's hash of ${person.password}`)
      const [row] = await rows('select id from accounts where username = ?', person.username)
      return String(row?.id)
    },
    async close() {
      client.close()
      await rm(folder, { recursive: true })
    },
  }
  return house
}
