import { randomInt } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { createClient } from '@libsql/client'
import bcrypt from 'bcryptjs'
import { inject } from 'vitest'
import { addPeople } from '../../src/cli/add-people.ts'
import type { Person } from '../../src/cli/people.ts'
import { hashOf } from '../../src/cli/seed.ts'
import { openDatabase } from '../../src/storage/database.ts'
import type { Stack } from './stack.ts'

const PASSWORD = 'willow-harbor-1873'
/** Cheap to make; the application does the same work for every format. */
const HASH = bcrypt.hashSync(PASSWORD, 4)

/** So begins the username of whoever the portal has cases of. */
export const WITH_CASES = 'guest-with-cases-'

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
      async (person) => (person.kept === 'bcrypt' && person.password === PASSWORD ? HASH : madeOnce(person, secretsOf(stack))),
    )
    return made
  } finally {
    client.close()
  }
}

const secretsOf = ({ environment: { SECRET_KEY = '', PASSWORD_PEPPER = '' } }: Stack) => ({ SECRET_KEY, PASSWORD_PEPPER })

/** A hash of ours takes a third of a second: one is enough for everybody with the same password. */
const made = new Map<string, Promise<string>>()
function madeOnce(person: Person, secrets: ReturnType<typeof secretsOf>): Promise<string> {
  if (person.kept !== 'ours') return hashOf(person, secrets)
  const key = `${secrets.PASSWORD_PEPPER} ${person.password}`
  const hash = made.get(key) ?? hashOf(person, secrets)
  made.set(key, hash)
  return hash
}

function newcomer(more: Partial<Person>): Person {
  const username = `${more.cases ? WITH_CASES : 'guest-'}${process.pid.toString(36)}-${Date.now().toString(36)}-${people++}`
  return { username, password: PASSWORD, name: 'Ines Castell', facility: 'Harbor View Care Center', kept: 'bcrypt', shows: '', ...more }
}

/** An address that nobody else uses. */
export const freshEmail = () => `ines.${process.pid.toString(36)}.${Date.now().toString(36)}.${people++}@clinic.example`

/** A mobile number in Chicago that nobody else uses, and that no provider refuses. */
export function freshPhone(): { typed: string; e164: string } {
  for (;;) {
    const exchange = String(randomInt(612, 710))
    const line = String(randomInt(10_000)).padStart(4, '0')
    if (taken(`+1312${exchange}${line}`)) return { typed: `(312) ${exchange}-${line}`, e164: `+1312${exchange}${line}` }
  }
}

/** Areas in which the numbers that fail on purpose are dialled, so that nobody has to share one. */
const AREAS = [
  201, 206, 212, 214, 216, 303, 305, 310, 312, 404, 412, 415, 503, 512, 602, 612, 617, 619, 702, 713, 801, 804, 813, 901, 904, 919,
]

/** A number that fails on purpose, by its last seven digits: `src/carrier/destinations.ts` says how. */
export function failingPhone(ending: string): { typed: string; e164: string } {
  const area = AREAS.find((each) => taken(`+1${each}${ending}`))
  if (!area) throw new Error(`Every number that ends in ${ending} is taken: add areas`)
  return { typed: `${area}${ending}`, e164: `+1${area}${ending}` }
}

/** Takes a number that no test of this run has, whichever process it runs in: another's call would ring at the same phone. */
function taken(e164: string): boolean {
  try {
    closeSync(openSync(`${inject('numbers')}/${e164}`, 'wx'))
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw cause
  }
}
