import type { Traveller } from './journey.ts'
import { enterCode, logInFully, member } from './member.ts'
import type { Stack } from './stack.ts'
import type { Manner } from './visitor.ts'

type Kind = 'phone' | 'email'

/** The address to which a portal leads. */
export const stepUpFor = (asked: Record<string, string> = {}): string =>
  `/auth/step-up?${new URLSearchParams({ return_to: '/cases', ...asked })}`

/** Somebody who is signed in, on the screen that says what is asked. */
export async function askedAgain(
  stack: Stack,
  manner: Manner = {},
  asked: Record<string, string> = {},
  kind: Kind = 'phone',
): Promise<Traveller> {
  const who = await member(stack, manner)
  await logInFully(who, kind)
  await who.visitor.open(stepUpFor(asked))
  return who
}

/** Further, to a step of the login that follows. */
export async function stepUpAt(stack: Stack, step: 'send-code' | 'enter-code', manner: Manner = {}): Promise<Traveller> {
  const who = await askedAgain(stack, manner)
  await who.visitor.press('Continue')
  if (step === 'enter-code') await who.visitor.press('Send Code')
  if (who.visitor.path !== `/auth/login/${step}`)
    throw new Error(`On the way to ${step} the visitor stands at ${who.visitor.path}: ${who.visitor.words}`)
  return who
}

/** The code that comes after that of the login. */
export const secondCode = async (who: Traveller, kind: Kind = 'phone'): Promise<string> =>
  who.mailbox.code(kind === 'phone' ? who.phone.e164 : who.email, 2)

/** From the screen that says what is asked, to the page that asked. */
export async function confirm(who: Traveller): Promise<void> {
  await who.visitor.press('Continue')
  await who.visitor.press('Send Code')
  await enterCode(who, await secondCode(who))
}
