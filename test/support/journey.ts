import { setTimeout as wait } from 'node:timers/promises'
import { inject } from 'vitest'
import type { Person } from '../../src/cli/people.ts'
import type { Step } from '../../src/domain/flow.ts'
import { Mailbox } from './mailbox.ts'
import { freshEmail, freshPhone, somebody } from './people.ts'
import { flowOf, letPass, rows } from './rows.ts'
import type { Stack, StackName } from './stack.ts'
import { type Manner, Visitor } from './visitor.ts'

/** Somebody on the way through the registration: who they are, their browser, their addresses. */
export interface Traveller {
  stack: Stack
  person: Person
  visitor: Visitor
  mailbox: Mailbox
  email: string
  /** As it is typed and as it is dialled. */
  phone: { typed: string; e164: string }
  password: string
}

export const NEW_PASSWORD = 'tall quiet meadow seven'

export function stackNamed(name: StackName): Stack {
  const stack = inject('stacks')[name]
  if (!stack) throw new Error(`This project's tests did not ask for the stack ${name}: see stacks.ts`)
  return stack
}

/** A new person with a browser of their own, on no page yet. */
export async function traveller(stack: Stack, manner: Manner = {}, more: Partial<Person> = {}): Promise<Traveller> {
  return {
    stack,
    person: await somebody(stack, more),
    visitor: new Visitor(stack.origin, manner),
    mailbox: new Mailbox(stack.carrier),
    email: freshEmail(),
    phone: freshPhone(),
    password: NEW_PASSWORD,
  }
}

export const logIn = ({ visitor, person }: Traveller): Promise<void> =>
  inTurn(async () => {
    await visitor.open('/auth/register')
    return visitor.fill({ Username: person.username, Password: person.password }).press('Login')
  })

const BETWEEN_TURNS = 200

/** Where many passwords are looked at already, the page asks for a few seconds and the form again: tests wait as people do. */
async function inTurn(send: () => Promise<Visitor>): Promise<void> {
  while ((await send()).status === 503) await wait(BETWEEN_TURNS)
}

export const chooseMethod = ({ visitor }: Traveller, method: 'Phone' | 'Email') => visitor.press(method)

export const giveEmail = ({ visitor, email }: Traveller) => visitor.fill({ 'Email address': email }).press('Send verification code')

export async function verifyEmail({ visitor, mailbox, email }: Traveller): Promise<void> {
  await visitor.fill({ 'Verification code': await mailbox.code(email) }).press('Verify code')
}

export const setPassword = ({ visitor, password }: Traveller): Promise<void> =>
  inTurn(async () => {
    if (visitor.status === 503) await visitor.open('/auth/register/set-password')
    return visitor.fill({ 'New password': password, 'Confirm new password': password }).press('Create')
  })

export const givePhone = ({ visitor, phone }: Traveller, button: 'Send Code' | 'Call Me' = 'Send Code') =>
  visitor.fill({ 'Phone number': phone.typed }).press(button)

export async function verifyText({ visitor, mailbox, phone }: Traveller): Promise<void> {
  await visitor.fill({ 'Verification code': await mailbox.code(phone.e164) }).press('Verify code')
}

/** Lets so many seconds pass for somebody's messages. */
export const timePasses = async ({ stack, person }: Pick<Traveller, 'stack' | 'person'>, seconds: number): Promise<void> =>
  letPass(stack, (await flowOf(stack, person.username)).id, seconds)

/** What leads from each step to the next. */
const ONWARD: Record<Step, (who: Traveller, method: 'Phone' | 'Email') => Promise<unknown>> = {
  'choose-method': chooseMethod,
  'give-email': giveEmail,
  'verify-email': verifyEmail,
  'set-password': setPassword,
  'give-phone': (who) => givePhone(who),
  'verify-phone': verifyText,
}

/** Walks from the current login to a step, or to the portal. */
export async function walkTo(who: Traveller, step: Step | 'portal', method: 'Phone' | 'Email' = 'Phone'): Promise<Traveller> {
  await logIn(who)
  return goOn(who, step, method)
}

/** Walks on from the choice of a method. */
export async function goOn<Who extends Traveller>(who: Who, step: Step | 'portal', method: 'Phone' | 'Email' = 'Phone'): Promise<Who> {
  for (const [at, onward] of Object.entries(ONWARD)) {
    if (at === step || who.visitor.path === '/') break
    await onward(who, method)
  }
  const expected = step === 'portal' ? '/' : `/auth/register/${step}`
  if (who.visitor.path !== expected)
    throw new Error(`On the way to ${step} the visitor stands at ${who.visitor.path}: ${who.visitor.words}`)
  return who
}

/** Of no password: nobody logs in with it. */
const ANY_HASH = '$scrypt$ln=15,r=8,p=3,k=00000000$AAAA$AAAAAAAAAAAAAAAAAAAAAA'

/** Stands where the phone number is asked for, as if the password had been set: that takes longer than all other steps together. */
export async function walkToPhone(who: Traveller): Promise<Traveller> {
  await walkTo(who, 'set-password')
  const { id } = await flowOf(who.stack, who.person.username)
  await rows(who.stack, "update flows set step = 'give-phone', password_hash = ? where id = ?", ANY_HASH, String(id))
  await who.visitor.open('/auth/register/give-phone')
  return who
}
