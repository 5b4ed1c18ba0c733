import { PHONE_REPLACEMENT_WAIT } from '../../src/domain/policy.ts'
import type { Traveller } from './journey.ts'
import type { Message } from './mailbox.ts'
import { enterCode, givePassword, member, SHORT_PASSWORD } from './member.ts'
import { freshPhone } from './people.ts'
import { rows } from './rows.ts'
import type { Stack } from './stack.ts'
import type { Manner } from './visitor.ts'

/** Somebody whose password is too short for a code by mail: the phone is the only way in. */
export const phoneMember = (stack: Stack, manner: Manner = {}): Promise<Traveller> => member(stack, manner, SHORT_PASSWORD)

/** The password, and that the phone is gone. */
export async function toMailbox(who: Traveller): Promise<void> {
  await givePassword(who)
  await who.visitor.press('I no longer have this phone')
}

/** The same, and the code from the mail that it sends. */
export async function throughMailbox(who: Traveller): Promise<void> {
  const before = (await who.mailbox.messages(who.email)).length
  await toMailbox(who)
  await enterCode(who, await who.mailbox.code(who.email, before + 1))
}

/** Asks for a new phone, and waits until everybody was told. @returns what they were told */
export async function askForPhone(who: Traveller): Promise<{ letter: Message; text: Message }> {
  const texts = (await who.mailbox.messages(who.phone.e164)).length
  const letters = (await who.mailbox.messages(who.email)).length
  await throughMailbox(who)
  const letter = (await who.mailbox.expect(who.email, letters + 2)).at(-1)
  const text = (await who.mailbox.expect(who.phone.e164, texts + 1)).at(-1)
  if (!letter || !text) throw new Error('nobody was told')
  return { letter, text }
}

/** As if the person's request had been made so much earlier. */
export const requestAges = ({ stack, person }: Pick<Traveller, 'stack' | 'person'>, by = PHONE_REPLACEMENT_WAIT) =>
  rows(
    stack,
    'update phone_requests set created_at = created_at - ? where account_id = (select id from accounts where username = ?)',
    by,
    person.username,
  )

/** A day after asking, where the new number is asked for. */
export async function atNewPhone(who: Traveller): Promise<void> {
  await askForPhone(who)
  await requestAges(who)
  await throughMailbox(who)
}

/** Gives another number. @returns the person with it */
export async function giveNewPhone(who: Traveller, button: 'Send Code' | 'Call Me' = 'Send Code'): Promise<Traveller> {
  const phone = freshPhone()
  await who.visitor.fill({ 'Phone number': phone.typed }).press(button)
  return { ...who, phone }
}

/** The eight digits of a message about a request. */
export function cancelCodeIn({ text }: Message): string {
  const code = /(?<!\d)\d{8}(?!\d)/.exec(text)?.[0]
  if (!code) throw new Error(`There is no code to cancel in: ${text}`)
  return code
}

/** Types a name and a code where a request is cancelled. */
export async function cancelWith({ visitor }: Pick<Traveller, 'visitor'>, username: string, code: string): Promise<void> {
  await visitor.open('/auth/lost-phone/cancel')
  await visitor.fill({ 'Username or email address': username, 'Code to cancel': code }).press('Cancel the request')
}

/** The steps that a login takes for a lost phone. */
export const LOST_PHONE_STEPS = ['check-mailbox', 'phone-requested', 'new-phone', 'check-new-phone'] as const
export type LostPhoneStep = (typeof LOST_PHONE_STEPS)[number]

const ARRIVE: Record<LostPhoneStep, (who: Traveller) => Promise<unknown>> = {
  'check-mailbox': toMailbox,
  'phone-requested': askForPhone,
  'new-phone': atNewPhone,
  'check-new-phone': async (who) => {
    await atNewPhone(who)
    await giveNewPhone(who)
  },
}

/** Somebody whose lost phone has come as far as a step. */
export async function lostPhoneAt(stack: Stack, step: LostPhoneStep, manner: Manner = {}): Promise<Traveller> {
  const who = await phoneMember(stack, manner)
  await ARRIVE[step](who)
  if (who.visitor.path !== `/auth/login/${step}`)
    throw new Error(`On the way to ${step} the visitor stands at ${who.visitor.path}: ${who.visitor.words}`)
  return who
}

export const isOfLostPhone = (step: string): step is LostPhoneStep => (LOST_PHONE_STEPS as readonly string[]).includes(step)
