import { inZone } from './in-zone.ts'
import { type Letter, letter } from './letter.tsx'
import { nameOf, type Sender } from './sender.ts'
import { firstThatFits } from './sms-code.ts'

/** What every address of an account is told of a request to replace its phone. Nothing in it acts; where to cancel is typed, not followed. */
export type AboutLostPhone = {
  at: number
  timeZone: string
  /** Our host, as it is typed. */
  place: string
} & (
  | { kind: 'phone-request'; from: number /** Eight digits, which cancel it. */; code: string }
  | { kind: 'phone-request-cancelled' }
  | { kind: 'phone-replaced' }
)

export const CANCEL_PATH = '/auth/lost-phone/cancel'

export function lostPhoneLetter(sender: Sender, about: AboutLostPhone): Promise<Letter> {
  const name = nameOf(sender)
  const on = (at: number) => inZone(at, about.timeZone, sender.language)
  switch (about.kind) {
    case 'phone-request':
      return letter(sender.language, `A new phone was asked for at ${name}`, [
        `Somebody with your password and a code from your mailbox said that your phone is lost, and asked ${name} for another one to log in with.`,
        `Asked on ${on(about.at)}. The new phone can be set from ${on(about.from)} on. Until then nothing changes: your phone works as ever.`,
        `If this was not you, cancel it: log in with your phone, or type ${about.place}${CANCEL_PATH} into your browser and give this code there.`,
        { code: about.code },
        `Then change your password: somebody else knows it. Never read this code to anybody. For help, contact ${sender.support}.`,
      ])
    case 'phone-request-cancelled':
      return letter(sender.language, `No new phone will be set at ${name}`, [
        `The request for a new phone to log in to ${name} with was cancelled, by a code from a message about it or by a login with your phone. Your phone works as ever.`,
        `Cancelled on ${on(about.at)}.`,
        `If you did not ask for a new phone, somebody else knows your password: change it. For help, contact ${sender.support}.`,
      ])
    case 'phone-replaced':
      return letter(sender.language, `Your phone for ${name} was replaced`, [
        `A new phone was set for your login at ${name}, and the one before is not used any more. Everybody who was logged in with your login was signed out.`,
        `Replaced on ${on(about.at)}.`,
        `If this was not you, contact ${sender.support} at once. Never read a code to anybody.`,
      ])
  }
}

export function lostPhoneText(sender: Sender, about: AboutLostPhone): string {
  const on = (at: number) => inZone(at, about.timeZone, sender.language)
  const names = [nameOf(sender), sender.portalName, sender.brandName]
  switch (about.kind) {
    case 'phone-request':
      return firstThatFits(
        names.map(
          (name) =>
            `${name}: a new phone was asked for your login. It can replace this one from ${on(about.from)}. Not you? Cancel with code ${about.code} at ${about.place}${CANCEL_PATH}`,
        ),
      )
    case 'phone-request-cancelled':
      return firstThatFits(names.map((name) => `${name}: the request for a new phone was cancelled. This phone works as ever.`))
    case 'phone-replaced':
      return firstThatFits(
        names.map(
          (name) => `${name}: another phone was set for your login, and this one is not used any more. Not you? Contact ${sender.support}.`,
        ),
      )
  }
}
