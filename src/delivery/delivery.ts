/**
 * The post office: how messages leave, and how the providers tell us what became of them.
 * `resend.ts`, `sendgrid.ts` and `telnyx.ts` implement it; nothing else knows that those exist.
 */
import type { Purpose } from '../domain/challenge.ts'
import type { RefusedDetail } from '../domain/delivery.ts'
import type { DueDelivery } from '../journey/ports.ts'
import type { Instant } from '../system.ts'

export type Channel = 'email' | 'sms' | 'voice'

/** One message, with everything its words need. `id` is the delivery's id and the provider's idempotency key. */
export type Message = { id: string; to: string } & (
  | { kind: 'email-code'; purpose: Purpose; code: string; lifetime: number }
  /** To an address that somebody else has confirmed: says that it was tried, and carries no code. */
  | { kind: 'email-in-use' }
  | { kind: 'sms-code'; purpose: Purpose; code: string; lifetime: number }
  /** Dials only. What is said once somebody answers is `Calls.ask`. */
  | { kind: 'call'; extension: string | null }
  /** Says that a browser will skip the code from now on. */
  | { kind: 'new-browser'; at: Instant; days: number }
  /** Says the username that belongs to this address, to whoever forgot it. */
  | { kind: 'username'; username: string }
  | { kind: 'password-changed'; at: Instant }
  /** Whoever answered a call said that they had asked for none. */
  | { kind: 'not-asked'; purpose: Purpose; phoneEnd: string; at: Instant }
  /** To every address of an account, by mail and by text: a lost phone is to be replaced, from when on, and the code that cancels it. */
  | { kind: 'phone-request'; channel: Channel; at: Instant; from: Instant; code: string }
  | { kind: 'phone-request-cancelled'; channel: Channel; at: Instant }
  | { kind: 'phone-replaced'; channel: Channel; at: Instant }
  /** To the operators: what stopped messages, or is about to. */
  | { kind: 'alarm'; alarms: { kind: string; subject: string; hour: string; count: number }[] }
  /** Says what was registered and when; carries no link that acts. */
  | { kind: 'registered'; method: 'phone' | 'email'; maskedPhone: string | null; maskedEmail: string; at: Instant }
)

export type Sent = { sent: true; providerId: string }

/** Why a message did not leave. Only `busy` is worth another try. */
export type Undelivered = {
  sent: false
  reason: /** 429, 5xx, no answer in time, connection lost: try again, after `retryAfter` ms where the provider says so. */
    | 'busy'
    /** The destination can't take it: `detail` says why. */
    | 'refused'
    /** Our account, number or key is not in order: an operator's business. */
    | 'misconfigured'
  detail: RefusedDetail
  retryAfter?: number
  /** True where the provider may have taken the message although no answer came. */
  ambiguous?: boolean
  /** True where nobody was reached who could have taken it. */
  outage?: boolean
  /** The provider's own word for it. */
  code?: string
}

/** A message in its words, as a provider takes it. */
export type Parcel = { id: string; to: string } & (
  | { channel: 'email'; subject: string; text: string; html: string }
  | { channel: 'sms'; text: string }
  | { channel: 'voice'; extension: string | null }
)

/** One way to send what goes by a channel. */
export type Provider<C extends Channel = Channel> = {
  name: string
  channel: C
  /** A second request with the same id does not make a second message, for as long as any message is tried. */
  repeatable: boolean
  /** Never throws for what a provider or the network does. Returns within the adapter's time limit. */
  send(parcel: Extract<Parcel, { channel: C }>): Promise<Sent | Undelivered>
}

export interface PostOffice {
  /** Of each channel, the first choice first. */
  providers: Record<Channel, readonly Pick<Provider, 'name' | 'repeatable'>[]>
  /** @param by the name of a provider; the first choice, where none is given */
  send(message: Message, by?: string): Promise<Sent | Undelivered>
}

/** What a call is for, and the extension behind a switchboard that it is meant for. */
export type CallAbout = { purpose: Purpose; extension: string | null }
/** Whether a number that somebody chose may be texted or called, by the kind of line it is; a line that was asked for is kept. */
export type LineGuard = (due: DueDelivery) => Promise<{ go: true; line?: string } | { go: false; undelivered: Undelivered; line?: string }>

/**
 * What is done inside a call that was answered. `callId` is the provider's id of the call; `commandId` makes a repeat harmless.
 * Each returns false where the provider did not take the command (the call is over, or the provider is away).
 */
export interface Calls {
  /** Says who is calling and asks for the proof: the number on the screen and the pound key, or the pound key alone. */
  ask(callId: string, commandId: string, about: CallAbout, opening: 'first' | 'again'): Promise<boolean>
  /** Keeps silent until the extension's keys were dialled and a switchboard had the time to connect; then the provider reports `keyed`. */
  waitFor(callId: string, commandId: string, extension: string): Promise<boolean>
  /** Says thanks, or that it did not work, after which the provider reports `spoken`. */
  close(callId: string, commandId: string, ending: 'confirmed' | 'not-confirmed' | 'not-asked'): Promise<boolean>
  hangUp(callId: string, commandId: string): Promise<boolean>
}

/** `bounced` for good, `returned` for a reason of the moment, `suppressed` since it bounced before, `failed` for a reason that is not the address's. */
export type MailHappened = 'sent' | 'delivered' | 'delayed' | 'bounced' | 'returned' | 'suppressed' | 'failed' | 'complained'

/** What a provider reports, verified and freed of the provider's own words. */
export type ProviderEvent = {
  /** The provider's id of the event: repeats carry the same. */
  id: string
  /** The provider's id of the message or call. */
  providerId: string
  /** The delivery's id as we gave it to the provider; null where the provider does not carry it. */
  deliveryId: string | null
  /** The provider's own word for what went wrong. */
  code?: string
} & (
  | { channel: 'email'; happened: MailHappened }
  | { channel: 'sms'; happened: 'sent' | 'delivered' | 'failed'; detail: Undelivered['detail'] | null }
  | { channel: 'voice'; happened: 'ringing' | 'answered' | 'human' | 'machine' | 'spoken' }
  /** What was keyed, without the pound key; `complete` when the pound key ended it, `hungUp` where the end of the call did. */
  | { channel: 'voice'; happened: 'keyed'; digits: string; complete: boolean; hungUp?: true }
  | { channel: 'voice'; happened: 'ended'; why: 'busy' | 'no-answer' | 'rejected' | 'invalid-number' | 'machine' | 'hung-up' | 'failed' }
)

/**
 * Reads a webhook. The signature and the time stamp are checked before the body is parsed.
 * @param body the body, byte for byte
 * @param now for the freshness of the time stamp (±300 s)
 * @returns the event; `unsigned` where signature, key or time do not hold; `ignored` for signed events that mean nothing to us
 */
export type ReadEvent = (body: string, headers: Headers, now: Instant) => Promise<ProviderEvent | 'unsigned' | 'ignored'>
/** The same, of a provider that reports several at once. */
export type ReadEvents = (body: string, headers: Headers, now: Instant) => Promise<ProviderEvent[] | 'unsigned' | 'ignored'>
