/**
 * A message as it travels. Providers report late, twice and out of order: a state is only ever replaced by one of a higher rank.
 */
export const STATES = {
  due: 0,
  /** No answer, or none to go by: the provider may have taken it. */
  uncertain: 1,
  sent: 2,
  delayed: 3,
  delivered: 4,

  ringing: 3,
  answered: 4,
  asked: 5,
  'wrong-digits': 6,

  refused: 8,
  failed: 8,
  expired: 8,
  busy: 8,
  'no-answer': 8,
  rejected: 8,
  voicemail: 8,
  'hung-up': 8,
  'too-many-tries': 8,

  confirmed: 9,
  /** Whoever answered said that they had asked for no call: the end of that call may be reported first, and does not hide it. */
  'not-asked': 9,
} as const

export type DeliveryState = keyof typeof STATES

/** Over for better or worse: nothing more will be heard of it. */
export const isOver = (state: DeliveryState): boolean => STATES[state] >= STATES.refused

/** Nothing of these reached anybody's line or mailbox: there is nothing to wait for before the next try. */
export const NEVER_ARRIVED = ['refused', 'failed', 'expired'] as const satisfies readonly DeliveryState[]

export const neverArrived = (delivery: { state: DeliveryState } | null): boolean =>
  delivery !== null && (NEVER_ARRIVED as readonly DeliveryState[]).includes(delivery.state)

/** Why a provider refused a destination, or we did for the kind of line that it is. */
export type RefusedDetail =
  | 'landline'
  | 'stopped'
  | 'invalid-number'
  | 'invalid-address'
  | 'suppressed'
  /** The mail server did not take it, for a reason of the moment such as a full mailbox. */
  | 'returned'
  /** No line that codes can go to: a pager, a mailbox, one that costs whoever calls. */
  | 'special-line'
  /** What it is could not be found out just now, and a call might be dear: a text may go. */
  | 'unknown-line'
  | 'other'

export const DELIVERY_KINDS = [
  'email-code',
  'email-in-use',
  'sms-code',
  'call',
  'registered',
  'new-browser',
  'username',
  'password-changed',
  'phone-request',
  'phone-request-cancelled',
  'phone-replaced',
  'not-asked',
  'alarm',
] as const
export type DeliveryKind = (typeof DELIVERY_KINDS)[number]

/** What the screens need to know of the latest message of a flow. */
export type Delivery = {
  id: string
  kind: DeliveryKind
  state: DeliveryState
  detail: RefusedDetail | null
  createdAt: number
  /** When a provider took it, and when it reached the phone or the mail server. */
  sentAt: number | null
  deliveredAt: number | null
}
