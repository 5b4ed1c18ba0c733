import type { Channel } from '../src/domain/challenge.ts'
import type { Method, Step } from '../src/domain/flow.ts'
import { at } from './step.tsx'
import { text } from './text.ts'

/** A button that leads on: where to, in which words, with what value, and by which channel something is sent then. */
export type Press = { action: string; words: string; name?: string; value?: string; channel?: Channel }

/** Where a code or a call is waited for, in whichever journey: its addresses, and what else can be done there. */
export type CodePlace = {
  /** In the list of steps; null where there is none. */
  stage: { step: Step; method: Method } | null
  /** Takes the code or the confirmed call, and shows how things stand. */
  self: string
  /** Null where only a call gets through. */
  newCode: Press | null
  /** Null where codes come by email. */
  callMe: Press | null
  /** The way to a fresh code, when this one is dead or never came. */
  afresh: Press
  /** One of the others that leads to a way of another kind. */
  otherWay?: Press | null
  /** What leads on, where codes can't be sent this way at the moment. */
  instead?: Press
  /** What else can be done, besides. */
  others: readonly Press[]
  leave: { href: string; words: string }
}

export const callOnly = (place: CodePlace): CodePlace => ({ ...place, newCode: null })

const toLogIn = { href: '/auth/login', words: text.backToLogIn }
const leave = { href: at('cancel'), words: text.cancel }
const changeEmail: Press = { action: at('give-email/again'), words: text.changeEmail }
/** Of the registration: email in place of a phone. */
export const otherMethod: Press = { action: at('choose-method/again'), words: text.givePhone.otherMethod }
const changeNumber: Press = { action: at('give-phone/again'), words: text.verifyPhone.changeNumber }

/** @param emailTaken somebody else confirmed the address in the meantime */
export const phoneOfRegistration = (method: Method, emailTaken: boolean): CodePlace => ({
  stage: { step: 'verify-phone', method },
  self: at('verify-phone'),
  newCode: { action: at('verify-phone/new-code'), words: text.newCode, channel: 'sms' },
  callMe: { action: at('verify-phone/call-me'), words: text.verifyPhone.callMe, channel: 'voice' },
  afresh: changeNumber,
  instead: otherMethod,
  others: emailTaken ? [changeNumber, changeEmail] : [changeNumber],
  leave,
})

export const emailOfRegistration = (method: Method): CodePlace => ({
  stage: { step: 'verify-email', method },
  self: at('verify-email'),
  newCode: { action: at('verify-email/new-code'), words: text.newCode, channel: 'email' },
  callMe: null,
  afresh: changeEmail,
  others: [changeEmail],
  leave,
})

const way = (value: Method, words: string): Press => ({ action: '/auth/login/other-way', words, name: 'kind', value })
/** For whoever has no other way than the phone. */
export const lostMyPhone: Press = { action: '/auth/login/lost-phone', words: text.lostPhone.button }
export const haveMyPhone: Press = way('phone', text.lostPhone.haveIt)

/** How a code can get to a phone. */
export const phoneChannels = (action: string): [byText: Press, byCall: Press] => [
  { action, words: text.givePhone.sms, name: 'channel', value: 'sms', channel: 'sms' },
  { action, words: text.givePhone.call, name: 'channel', value: 'voice', channel: 'voice' },
]

type LoginPlace = {
  kind: Method
  ways: number
  /** The account has ways of the other kind, too. */
  other: boolean
  /** It can be told here that the phone is lost. */
  mayBeLost: boolean
  stepsUp: boolean
}

/** Out of a login; whoever only confirms who they are is signed in, and stays so. */
export const outOfLogin = (stepsUp: boolean): CodePlace['leave'] => (stepsUp ? { href: '/', words: text.cancel } : toLogIn)

export function ofLogin({ kind, ways, other, mayBeLost, stepsUp }: LoginPlace): CodePlace {
  const otherWay = other ? way(kind === 'phone' ? 'email' : 'phone', text.enterCode.otherWay) : null
  return {
    stage: null,
    self: '/auth/login/enter-code',
    newCode: {
      action: '/auth/login/enter-code/new-code',
      words: text.newCode,
      name: 'channel',
      value: kind === 'email' ? 'email' : 'sms',
      channel: kind === 'email' ? 'email' : 'sms',
    },
    callMe: kind === 'email' ? null : { action: '/auth/login/enter-code/call-me', words: text.verifyPhone.callMe, channel: 'voice' },
    afresh: way(kind, text.enterCode.afresh),
    otherWay,
    others: [
      ...(ways > 1 ? [way(kind, text.enterCode.elsewhere)] : []),
      ...(otherWay ? [otherWay] : []),
      ...(mayBeLost ? [lostMyPhone] : []),
    ],
    leave: outOfLogin(stepsUp),
  }
}

export const mailboxOfLostPhone: CodePlace = {
  stage: null,
  self: '/auth/login/check-mailbox',
  newCode: { action: '/auth/login/check-mailbox/new-code', words: text.newCode, channel: 'email' },
  callMe: null,
  afresh: { ...haveMyPhone, words: text.lostPhone.startAgain },
  others: [haveMyPhone],
  leave: toLogIn,
}

export const newPhoneOfLogin: CodePlace = {
  stage: null,
  self: '/auth/login/check-new-phone',
  newCode: { action: '/auth/login/check-new-phone/new-code', words: text.newCode, channel: 'sms' },
  callMe: { action: '/auth/login/check-new-phone/call-me', words: text.verifyPhone.callMe, channel: 'voice' },
  afresh: { action: '/auth/login/new-phone/again', words: text.verifyPhone.changeNumber },
  others: [{ action: '/auth/login/new-phone/again', words: text.verifyPhone.changeNumber }, haveMyPhone],
  leave: toLogIn,
}

/** Of a recovery: nothing is known of whoever has the address until the code was right. */
export const emailOfRecovery: CodePlace = {
  stage: null,
  self: '/auth/recover/check-email',
  newCode: { action: '/auth/recover/check-email/new-code', words: text.newCode, channel: 'email' },
  callMe: null,
  afresh: { action: '/auth/recover/start-again', words: text.recover.startAgain },
  others: [],
  leave: toLogIn,
}

export const phoneOfRecovery: CodePlace = {
  stage: null,
  self: '/auth/recover/check-phone',
  newCode: { action: '/auth/recover/check-phone/new-code', words: text.newCode, channel: 'sms' },
  callMe: { action: '/auth/recover/check-phone/call-me', words: text.verifyPhone.callMe, channel: 'voice' },
  afresh: { action: '/auth/recover/choose-phone/again', words: text.enterCode.afresh },
  others: [],
  leave: toLogIn,
}
