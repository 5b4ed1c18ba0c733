import { createClient } from '@libsql/client'
import { makeCode } from '../../src/cli/registration-codes.ts'
import type { Step } from '../../src/domain/flow.ts'
import { inGroups } from '../../src/domain/registration-code.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { goOn, NEW_PASSWORD, type Traveller } from './journey.ts'
import { Mailbox } from './mailbox.ts'
import { freshEmail, freshPhone } from './people.ts'
import type { Stack } from './stack.ts'
import { type Manner, Visitor } from './visitor.ts'

export const FACILITY = 'Cedar Hill Rehabilitation'

/** A code that a facility gave, as it is handed on. */
export async function registrationCode(stack: Stack, uses = 50, facility = FACILITY): Promise<string> {
  const client = createClient({ url: stack.database.url, authToken: stack.database.token })
  try {
    const database = openDatabase(() => client)
    const { code } = await makeCode(database, stack.environment.SECRET_KEY ?? '', { facility, uses, forDays: 30 })
    return inGroups(code)
  } finally {
    client.close()
  }
}

/** Somebody with a facility's code and no login. */
export interface Newcomer extends Traveller {
  code: string
  npi: string
}

let people = 0

/** The username is nobody's, as a `traveller`'s; the password is the one that will be set. */
export async function newcomer(stack: Stack, manner: Manner = {}, more: { code?: string; username?: string } = {}): Promise<Newcomer> {
  const username = more.username ?? `nora-${process.pid.toString(36)}-${Date.now().toString(36)}-${people++}`
  return {
    ...{ stack, visitor: new Visitor(stack.origin, manner), mailbox: new Mailbox(stack.carrier) },
    person: { username, password: NEW_PASSWORD, name: 'Nora Quist', facility: FACILITY, kept: 'ours', shows: '' },
    ...{ email: freshEmail(), phone: freshPhone(), password: NEW_PASSWORD, npi: '1234567893' },
    code: more.code ?? (await registrationCode(stack)),
  }
}

/** What the form is filled in with, by its labels. */
export const entriesOf = ({ code, person, email, npi }: Newcomer): Record<string, string> => {
  const [first = '', last = ''] = person.name.split(' ')
  return {
    ...{ 'Registration code': code, 'First name': first, 'Last name': last, 'Work email address': email },
    ...{ 'NPI (optional)': npi, 'Choose a username': person.username },
  }
}

export async function fillIn(who: Newcomer, changed: Record<string, string> = {}): Promise<void> {
  await who.visitor.open('/auth/join')
  await who.visitor.fill({ ...entriesOf(who), ...changed }).press('Continue')
}

/** Joins, and walks to a step of the registration or to the portal. */
export async function joinTo(who: Newcomer, step: Step | 'portal', method: 'Phone' | 'Email' = 'Phone'): Promise<Newcomer> {
  await fillIn(who)
  await goOn(who, step, method)
  return who
}

/** Asks for the username once more, where the first was somebody else's, and sets the password with it. */
export async function chooseUsername({ visitor, person, password }: Newcomer): Promise<void> {
  do {
    if (visitor.status === 503) await visitor.open('/auth/register/set-password')
    visitor.fill({ 'Choose a username': person.username, 'New password': password, 'Confirm new password': password })
  } while ((await visitor.press('Create')).status === 503)
}
