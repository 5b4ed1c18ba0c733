import type { Assertion, ClaimPolicy, DomainRefusal } from '../domain/domain-account.ts'
import type { NewSession, SessionTicket, Visit } from '../journey/ports.ts'
import type { Instant, Keyring } from '../system.ts'
import type { Handshake } from './handshake.ts'

/** The answer of an issuer that lets nobody in; `code` is the library's or the issuer's own, for the log. */
export type Unredeemed = { refused: Extract<DomainRefusal, 'declined' | 'stale' | 'down' | 'not-accepted'>; code: string }

/** Where domain accounts are authenticated: an OpenID Provider. */
export interface Issuer {
  /**
   * Where the browser goes to log in.
   * @param another the person wants to log in as somebody else than the issuer would take them for
   */
  address(handshake: Handshake, another: boolean): Promise<URL | Unredeemed>
  /** Exchanges what the browser came back with for what the issuer says of the person, checked in every respect. */
  redeem(answer: URLSearchParams, handshake: Handshake): Promise<Assertion | Unredeemed>
}

/** Somebody whom the issuer has authenticated. */
export type Comer = {
  issuer: string
  subject: string
  identityId: string
  /** The verified address in lower case, by which an account is found the first time; null where there is none. */
  addressKey: string | null
  amr: string
  /** When the issuer authenticated them. */
  since: Instant
  session: Omit<NewSession, 'deliveryId'>
  /** The session that this browser had, if any: it ends where the new one begins. */
  instead: SessionTicket | null
  /** The account to make for whoever has none; null where none is made. */
  account: { id: string; username: string; neighbourKey: string; name: string; facility: string } | null
}

export type Entrance = 'in' | Extract<DomainRefusal, 'stale' | 'unknown-person' | 'bound-to-another' | 'account-disabled'>

export interface DomainIdentities {
  /**
   * Finds the account by issuer and subject, else by the address, which is then bound; begins the session. One trip.
   * A session's id is good once, so nobody comes in twice by one handshake.
   */
  enter(visit: Visit, comer: Comer): Promise<Entrance>
}

/** All that the domain login speaks to. */
export type DomainLogIn = {
  issuer: Issuer
  identities: DomainIdentities
  keys: Keyring
  id(): string
  newSecret(): string
  policy: ClaimPolicy
  /** The facility of accounts that are made on first use; null where none are made. */
  createAt: string | null
}
