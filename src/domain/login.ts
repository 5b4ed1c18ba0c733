import type { Instant } from '../system.ts'
import type { Method } from './flow.ts'
import { PASSWORD_SHORTEST } from './policy.ts'

/** The screens between the password and the portal, for whoever has registered; behind the first two, those of a lost phone. */
export const LOGIN_STEPS = ['send-code', 'enter-code', 'check-mailbox', 'phone-requested', 'new-phone', 'check-new-phone'] as const
export type LoginStep = (typeof LOGIN_STEPS)[number]

/** A confirmed way to get a code: an authenticator of the account. */
export type Way = { id: string; kind: Method; address: string /** Of a phone that only a call reaches. */; extension?: string | null }

/** How things stand with a phone that the person has no more. */
export type LostPhone = {
  /** It can be told here: there is a phone, an address to prove instead, and no other way in. */
  canBeTold: boolean
  /** A request may be made, or is open already. */
  mayAsk: boolean
  /** From when on the open request can be finished; null where none is open. */
  replaceableFrom: Instant | null
  /** The number that is to take its place. */
  newNumber: string | null
  newExtension: string | null
}

/** One pass through the login, after the password was right, or a session stood for it. */
export type Login = {
  id: string
  accountId: string
  username: string
  /** The kind of way that is shown. */
  kind: Method
  /** Every way that this login may take, longest confirmed first. */
  ways: readonly Way[]
  remember: boolean
  /** A session that began before is stepped up. */
  stepsUp: boolean
  /** When a call proved the number. */
  phoneProvedAt: Instant | null
  lostPhone: LostPhone
  step: LoginStep | 'logged-in'
}

/** What moves a login on: each of its POSTs, and the steps it may be sent from. */
export const LOGIN_MOVES = {
  'send-code': ['send-code'],
  'other-way': LOGIN_STEPS,
  'enter-code': ['enter-code'],
  'enter-code/new-code': ['enter-code'],
  'enter-code/call-me': ['enter-code'],
  'lost-phone': ['send-code', 'enter-code'],
  'check-mailbox': ['check-mailbox'],
  'check-mailbox/new-code': ['check-mailbox'],
  'new-phone': ['new-phone'],
  'new-phone/again': ['check-new-phone'],
  'check-new-phone': ['check-new-phone'],
  'check-new-phone/new-code': ['check-new-phone'],
  'check-new-phone/call-me': ['check-new-phone'],
} as const satisfies Record<string, readonly LoginStep[]>

export type LoginMove = keyof typeof LOGIN_MOVES

/**
 * A code by email is no second factor (63B-4 §3.1.3.1), so it stands only beside a password that could stand alone.
 * @param password as it was typed
 */
export const emailSuffices = (password: string): boolean => [...password.normalize('NFC')].length >= PASSWORD_SHORTEST.email

/** The ways of the kind that is shown, or of the other where there is none of it. */
export function waysShown({ kind, ways }: Pick<Login, 'kind' | 'ways'>): { kind: Method; ways: readonly Way[]; others: boolean } {
  const of = (wanted: Method) => ways.filter((way) => way.kind === wanted)
  const other: Method = kind === 'phone' ? 'email' : 'phone'
  return of(kind).length ? { kind, ways: of(kind), others: of(other).length > 0 } : { kind: other, ways: of(other), others: false }
}
