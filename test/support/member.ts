import type { LoginStep } from '../../src/domain/login.ts'
import { stackNamed, type Traveller } from './journey.ts'
import { Mailbox } from './mailbox.ts'
import { freshEmail, freshPhone, somebody } from './people.ts'
import type { Stack } from './stack.ts'
import { type Manner, Visitor } from './visitor.ts'

/** Long enough to stand beside a code by email. */
export const LONG_PASSWORD = 'tall quiet meadow seven'
/** Long enough beside a phone only. */
export const SHORT_PASSWORD = 'dusk 7219'

/** Somebody who has registered, with a browser of their own, on no page yet. */
export async function member(stack: Stack, manner: Manner = {}, password = LONG_PASSWORD): Promise<Traveller> {
  const [email, phone] = [freshEmail(), freshPhone()]
  const person = await somebody(stack, { password, kept: 'ours', registered: { email, phone: phone.e164 } })
  return { stack, person, visitor: new Visitor(stack.origin, manner), mailbox: new Mailbox(stack.carrier), email, phone, password }
}

export const memberOn = (runtime: 'workerd' | 'deno', manner: Manner = {}, password = LONG_PASSWORD): Promise<Traveller> =>
  member(stackNamed(runtime), manner, password)

type Kind = 'phone' | 'email'

/** From the login page to the second step, or wherever the password leads. */
export async function givePassword(
  { visitor, person }: Traveller,
  kind: Kind = 'phone',
  { as = person.username, password = person.password, remember = false } = {},
): Promise<void> {
  do {
    await visitor.open('/auth/login')
    if (remember) visitor.choose('Remember me')
    await visitor.press(`Login with ${kind}`)
    await visitor.fill({ 'Username or email address': as, Password: password }).press('Login')
  } while (visitor.status === 503)
}

export const enterCode = async ({ visitor }: Traveller, code: string): Promise<unknown> =>
  visitor.fill({ 'Verification code': code }).press('Verify code')

/** All the way in. */
export async function logInFully(who: Traveller, kind: Kind = 'phone', options: { remember?: boolean } = {}): Promise<void> {
  await givePassword(who, kind, options)
  const address = kind === 'phone' ? who.phone.e164 : who.email
  const before = (await who.mailbox.messages(address)).length
  await who.visitor.press('Send Code')
  await enterCode(who, await who.mailbox.code(address, before + 1))
}

/** A member who has come as far as a step of the login. */
export async function memberAt(stack: Stack, step: LoginStep, kind: Kind = 'phone', manner: Manner = {}): Promise<Traveller> {
  const who = await member(stack, manner)
  await givePassword(who, kind)
  if (step === 'enter-code') await who.visitor.press('Send Code')
  if (who.visitor.path !== `/auth/login/${step}`)
    throw new Error(`On the way to ${step} the visitor stands at ${who.visitor.path}: ${who.visitor.words}`)
  return who
}
