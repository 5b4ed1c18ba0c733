import type { LoginStep } from '../../src/domain/login.ts'
import type { RecoveryStep } from '../../src/domain/recovery.ts'
import { stackNamed, type Traveller } from './journey.ts'
import type { LostPhoneStep } from './lost-phone.ts'
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
export async function memberAt(
  stack: Stack,
  step: Exclude<LoginStep, LostPhoneStep>,
  kind: Kind = 'phone',
  manner: Manner = {},
): Promise<Traveller> {
  const who = await member(stack, manner)
  await givePassword(who, kind)
  if (step === 'enter-code') await who.visitor.press('Send Code')
  if (who.visitor.path !== `/auth/login/${step}`)
    throw new Error(`On the way to ${step} the visitor stands at ${who.visitor.path}: ${who.visitor.words}`)
  return who
}

/** Asks for a new password in place of a forgotten one. */
export async function forgetPassword({ visitor }: Traveller, name: string): Promise<void> {
  await visitor.open('/auth/forgot-password')
  await visitor.fill({ 'Username or email address': name }).press('Send verification code')
}

/** Somebody whose recovery has come as far as a step. */
export async function recoveringAt(stack: Stack, step: RecoveryStep, manner: Manner = {}): Promise<Traveller> {
  const who = await member(stack, manner)
  const { visitor, mailbox, email, phone } = who
  await forgetPassword(who, who.person.username)
  const onward = [
    async () => enterCode(who, await mailbox.code(email)),
    async () => visitor.press('Send Code'),
    async () => enterCode(who, await mailbox.code(phone.e164)),
  ]
  for (const go of onward) {
    if (visitor.path === `/auth/recover/${step}`) break
    await go()
  }
  if (visitor.path !== `/auth/recover/${step}`)
    throw new Error(`On the way to ${step} the visitor stands at ${visitor.path}: ${visitor.words}`)
  return who
}
