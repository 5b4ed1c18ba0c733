/**
 * A message as it travels. Providers report late, twice and out of order: a state is only ever replaced by one of a higher rank.
 */
export const STATES = {
  due: 0,
  sent: 1,
  delayed: 2,
  delivered: 3,

  ringing: 2,
  answered: 3,
  asked: 4,
  'wrong-digits': 5,

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
} as const

export type DeliveryState = keyof typeof STATES

/** Over for better or worse: nothing more will be heard of it. */
export const isOver = (state: DeliveryState): boolean => STATES[state] >= STATES.refused

/** Why a provider refused a destination. */
export type RefusedDetail = 'landline' | 'stopped' | 'invalid-number' | 'invalid-address' | 'suppressed' | 'other'

export type DeliveryKind = 'email-code' | 'email-in-use' | 'sms-code' | 'call' | 'registered'

/** What the screens need to know of the latest message of a flow. */
export type Delivery = { id: string; kind: DeliveryKind; state: DeliveryState; detail: RefusedDetail | null; createdAt: number }
