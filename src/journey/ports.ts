/** What every journey speaks to, and what passes between them. */
import type { Challenge, Channel, Purpose } from '../domain/challenge.ts'
import type { Delivery, DeliveryState, RefusedDetail } from '../domain/delivery.ts'
import type { Budget } from '../domain/refusal.ts'
import type { Instant } from '../system.ts'

/** What the cookie of a flow or a session holds. */
export type Ticket = { id: string; secret: string }

/** One request: its time, read once; its id, which stamps what it changes; who asks, as a keyed digest of the network address. */
export type Visit = { now: Instant; stamp: string; clientKey: string }

/** A visit that touches a flow. */
export type Touch = Visit & { ticket: { id: string } }

/** The cookie of a session, with the secret as its fingerprint. */
export type SessionTicket = { id: string; hash: string }

/**
 * A visit that carries the cookie of a flow. `nextHash` is that of the secret which replaces the cookie's where a step changes it;
 * `session` the one that the browser holds besides, if any.
 */
export type FlowVisit = Visit & { ticket: Ticket; hash: string; nextHash: string; session: SessionTicket | null }

export type Subscriber = { id: string; username: string; name: string; passwordHash: string; registered: boolean; disabled: boolean }

/** What a password was tried with, as it was found. */
export type PasswordTry = {
  /** The client has to rest. */
  tooMany: boolean
  /** False while the client or the name has to rest. */
  allowed: boolean
  subscriber: Subscriber | null
  /** The hash to compute for a name that nobody has. */
  decoy: string | null
  /** Whose failures in a row these are: the name's, or those of a browser that is remembered for it. */
  failureSubject: string
  /** The browser is remembered for this account. */
  remembered: boolean
}

export interface Accounts {
  /**
   * Counts a try with this name, before the password is looked at, and reads the account.
   * @param name `key` in the form in which usernames and email addresses are looked up; `neighbourKey` its keyed digest
   * @param browser that asks to be remembered: its failures are counted apart, so that a stranger can't keep it out
   */
  tryPassword(visit: Visit, name: { key: string; neighbourKey: string }, browser: BrowserTicket | null): Promise<PasswordTry>
  /** The password was right: the count of failures in a row is over. */
  clearFailures(visit: Visit, failureSubject: string): Promise<void>
}

/** The cookie of a remembered browser, with the secret as its fingerprint. */
export type BrowserTicket = { id: string; hash: string }

/** `lost`: its message never arrived. Should it come all the same, the code works. */
export type OpenCode = { send: number; channel: Channel; digest: string; expiresAt: Instant; lost: boolean }

/** A flow as it stands after a batch, with all that its screen needs. */
export type FlowState<F> = {
  flow: F
  secretHash: string
  formerHash: string | null
  formerMove: string | null
  rotatedAt: Instant
  expiresAt: Instant
  endedAt: Instant | null
  /** The journey came to its end: a session was begun. */
  finished: boolean
  disabled: boolean
  /** The latest challenge of the step, with the codes that were sent for it. */
  challenge: (Challenge & { stamp: string }) | null
  codes: OpenCode[]
  delivery: Delivery | null
  /** Until when the account's codes are locked, or null. */
  codesLockedUntil: Instant | null
  codesDisabled: boolean
  /** Channels by which nothing can be sent at the moment. */
  outages: readonly Channel[]
  /** The budget that stood in the way of a message when the batch began. */
  exceeded: Budget | null
  /** True when this visit's batch moved the flow. */
  moved: boolean
}

/** A message that this batch made due. */
export type DueDelivery = {
  id: string
  kind: Delivery['kind']
  channel: Channel
  destination: string
  destinationKey: string
  /** What is dialled once a switchboard has answered. */
  extension: string | null
  /** ISO 3166, of a phone. */
  country: string | null
  /** What kind of line the number is, where it was asked before. */
  line: string | null
  /** The provider that may have it from a try before: no other is given it. */
  provider: string | null
  /** Its turn: it is not handed over sooner. */
  notBefore: Instant
  /** Providers that are left alone for now. */
  down: readonly string[]
  challengeId: string | null
  purpose: Purpose | null
  send: number | null
  about: string | null
  /** This one counted. */
  tries: number
  /** The tries up to this one certainly reached nobody. */
  vainTries: number
  createdAt: Instant
  expiresAt: Instant
}

/** What a step made of a flow, and the message that it made due. */
export type MovedTo<R> = { record: R | null; due: DueDelivery | null }

export type NewMessage = { deliveryId: string; channel: Channel }

export type NewChallenge = NewMessage & {
  challengeId: string
  digests: readonly string[]
  destination: string
  destinationKey: string
  /** Of a phone: what is dialled once a switchboard has answered, and the country, ISO 3166. */
  extension: string | null
  country: string | null
}

export type NewSession = { id: string; secretHash: string; deliveryId: string }

/** A call as its webhooks see it. */
export type CallRecord = {
  id: string
  flowId: string
  challengeId: string
  purpose: Purpose
  state: DeliveryState
  /** The account that placed it, where that is known by now. */
  provider: string | null
  /** What is dialled once a switchboard has answered. */
  extension: string | null
}

/** Which message or call a provider speaks of. `deliveryId` is our own id, given back by the provider. */
/**
 * Which message or call a provider speaks of. `deliveryId` is our own id, given back by the provider; `code` its own word for what went
 * wrong.
 */
export type Reported = { provider: string; eventId: string; providerId: string; deliveryId: string | null; code?: string }

/** What a report was to us: `repeated` was taken in before, `unknown` speaks of nothing that we sent. Both are counted. */
export type News = 'new' | 'repeated' | 'unknown'

export type Judged = 'confirmed' | 'wrong-digits' | 'too-many-tries' | 'nothing'

export interface Calls {
  /**
   * Takes in what a provider reported, once, and moves the message to the state, if that is later than where it stands.
   * `call` is the one that was moved; null for repeats, strangers and stale news.
   */
  report(
    visit: Visit,
    about: Reported,
    state: DeliveryState,
    detail: RefusedDetail | null,
  ): Promise<{ call: CallRecord | null; news: News }>
  /** Whoever reads a mailbox did not want our mail: the address is left alone for a while. */
  complained(visit: Visit, about: Reported): Promise<{ news: News }>
  /** Somebody answered: they are asked, once, if their flow still waits for this call; else there is nobody to talk to. */
  meet(visit: Visit, about: Reported): Promise<{ next: { ask: CallRecord } | 'hang-up' | 'nothing'; news: News }>
  /** The call of which something is told. Takes nothing in: whatever fails after it, the same report settles when it comes again. */
  find(about: Reported): Promise<CallRecord | null>
  /**
   * Takes in what was keyed, once an event, and judges it in the same batch: complete digits spend an attempt of the call's challenge,
   * and the right ones prove the number. A silence or a broken-off entry is no guess, and costs none. Nothing for repeats, and for
   * calls that are over.
   * @param entry `digest` of what was keyed; null where the pound key alone is the proof
   */
  judge(
    visit: Touch,
    about: Reported,
    call: CallRecord,
    entry: { digest: string | null } | 'incomplete',
  ): Promise<{ judged: Judged; news: News }>
  /**
   * Whoever answered said that they did not ask: the flow stops, its call proves nothing, the number is left alone, and the account is
   * told, all in one batch.
   */
  disown(visit: Touch, about: Reported, call: CallRecord): Promise<{ disowned: boolean; told: DueDelivery | null; news: News }>
  /** True once the call was confirmed or has no tries left: what is spoken then are the last words. */
  hasEnded(visit: Visit, about: Reported): Promise<{ ended: boolean; news: News }>
}

/** What came of handing a message over. */
export type Marking = {
  /** The provider that has it, or may have it, and its id there; null where none of those that were asked has it. */
  provider?: string | null
  providerId?: string
  /** The provider's own word for what went wrong. */
  providerError?: string
  detail?: RefusedDetail
  dueAgainAt?: Instant
  /** Every try up to this one certainly reached nobody. */
  vainTries?: number
  /** It was put off, and not handed over at all: that costs no try. */
  putOff?: boolean
  /** The kind of line that the number was found to be. */
  line?: { destinationKey: string; line: string }
  /** How the providers did that were asked, of those that the channel has. */
  health?: { channel: Channel; all: readonly string[]; asked: readonly { name: string; well: boolean }[] }
}

/** @property tries which of its tries this is about: one that is due is left alone where somebody else has taken it up */
export type Mark = Marking & { id: string; tries: number; state: DeliveryState }

export interface Deliveries {
  /** Records what the providers answered, in one trip. Only a state of higher rank replaces one. */
  mark(now: Instant, ...marks: readonly Mark[]): Promise<void>
  /** Before a second provider is asked: whoever finds the message later knows who may have it. False where somebody else has taken it up. */
  giveTo(provider: string, due: Pick<DueDelivery, 'id' | 'tries'>): Promise<boolean>
}

/** Hands a message to its provider, after the batch that made it due. Tells what the provider answered, if it did so in time. */
export type Post = (due: DueDelivery) => Promise<{ state: DeliveryState; detail: RefusedDetail | null }>

export interface Outbox extends Deliveries {
  /** Leases messages that are due and that nobody is sending. */
  claim(now: Instant, stamp: string, most: number): Promise<DueDelivery[]>
  /** How many mails may leave in a second. */
  setPace(now: Instant, emailsPerSecond: number): Promise<void>
  /** Removes what expired long enough ago. Accounts, authenticators and the audit stay. */
  purge(now: Instant): Promise<void>
}
