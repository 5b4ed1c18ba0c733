/** What a lost phone asks of the storage. */
import type { DueDelivery, FlowVisit, NewChallenge, NewMessage, NewSession, Visit } from '../journey/ports.ts'
import type { LoginMoved } from './ports.ts'

/** `deliveryId` begins the ids of the messages that tell of it, one for each address. */
export type NewPhoneRequest = { id: string; cancelDigest: string; deliveryId: string }

/** @param key in the form in which usernames and addresses are looked up */
export type CancelTry = { key: string; digest: string; deliveryId: string }

export interface PhoneRequests {
  /** "I no longer have this phone": a code goes to the account's address. */
  losePhone(visit: FlowVisit, message: NewMessage & { challengeId: string; digests: readonly string[] }): Promise<LoginMoved>
  sendMailAgain(visit: FlowVisit, message: NewMessage): Promise<LoginMoved>
  /** On to the new number, where a request is old enough; else makes one, unless one is open, and tells every address. */
  proveMailbox(visit: FlowVisit, digest: string, request: NewPhoneRequest): Promise<LoginMoved>
  givePhone(visit: FlowVisit, message: NewChallenge): Promise<LoginMoved>
  changePhone(visit: FlowVisit): Promise<LoginMoved>
  sendAgain(visit: FlowVisit, message: NewMessage): Promise<LoginMoved>
  /**
   * The new phone takes the old one's place, everything else that was open for the account ends, and a session begins.
   * @param digest of the code; null where a call is the proof
   */
  replacePhone(visit: FlowVisit, digest: string | null, session: NewSession): Promise<LoginMoved>
  cancel(visit: Visit, attempt: CancelTry): Promise<{ cancelled: boolean; told: DueDelivery[] }>
}
