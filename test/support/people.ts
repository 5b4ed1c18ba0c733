import { randomInt } from 'node:crypto'
import { createClient } from '@libsql/client'
import bcrypt from 'bcryptjs'
import { addPeople } from '../../src/cli/add-people.ts'
import type { Person } from '../../src/cli/people.ts'
import { openDatabase } from '../../src/storage/database.ts'
import type { Stack } from './stack.ts'

const PASSWORD = 'willow-harbor-1873'
/** Cheap to make; the application does the same work for every format. */
const HASH = bcrypt.hashSync(PASSWORD, 4)

let people = 0

/** Somebody whom no other test knows, imported from the portal and not registered. */
export async function somebody(stack: Stack, more: Partial<Person> = {}): Promise<Person> {
  const [person] = await manyPeople(stack, 1, more)
  if (!person) throw new Error('nobody came')
  return person
}

/** Many of them, in one trip. */
export async function manyPeople(stack: Stack, count: number, more: Partial<Person> = {}): Promise<Person[]> {
  const made = Array.from({ length: count }, () => newcomer(more))
  const client = createClient({ url: stack.database.url, authToken: stack.database.token })
  try {
    await addPeople(
      openDatabase(() => client),
      made,
      stack.environment.SECRET_KEY ?? '',
      async () => HASH,
    )
    return made
  } finally {
    client.close()
  }
}

function newcomer(more: Partial<Person>): Person {
  const username = `guest-${process.pid.toString(36)}-${Date.now().toString(36)}-${people++}`
  return { username, password: PASSWORD, name: 'Ines Castell', facility: 'Harbor View Care Center', kept: 'bcrypt', shows: '', ...more }
}

/** An address that nobody else uses. */
export const freshEmail = () => `ines.${process.pid.toString(36)}.${Date.now().toString(36)}.${people++}@clinic.example`

/** A mobile number in Chicago that nobody else uses, and that no provider refuses. */
export function freshPhone(): { typed: string; e164: string } {
  const exchange = randomInt(612, 710)
  const line = String(randomInt(10_000)).padStart(4, '0')
  return { typed: `(312) ${exchange}-${line}`, e164: `+1312${exchange}${line}` }
}
