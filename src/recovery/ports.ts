import type { Passwords } from '../credentials/passwords.ts'
import type { Channel } from '../domain/challenge.ts'
import type { Recovery } from '../domain/recovery.ts'
import type { OutcomeOf } from '../journey/outcome.ts'
import type { DueDelivery, FlowState, FlowVisit, MovedTo, NewMessage, Post, Visit } from '../journey/ports.ts'
import type { Keyring } from '../system.ts'

/** A recovery as it stands, with all that its screen needs. */
export type RecoveryRecord = FlowState<Recovery>
export type RecoveryOutcome = OutcomeOf<RecoveryRecord>
type Moved = Promise<MovedTo<RecoveryRecord>>

export type NewRecovery = NewMessage & {
  id: string
  secretHash: string
  /** In the form in which usernames and addresses are looked up, and its keyed digest. */
  key: string
  neighbourKey: string
  challengeId: string
  digests: readonly string[]
}

export interface Recoveries {
  /**
   * Opens a recovery for whoever has this name, or for nobody: the same rows, the same work. A message is due only where there is somebody.
   * @returns no record while the client has to rest
   */
  open(visit: Visit, recovery: NewRecovery): Moved
  /** The usernames of the accounts that have confirmed this address, by mail; nothing is told here. */
  sendUsername(visit: Visit, address: { key: string; destinationKey: string; deliveryId: string }): Promise<DueDelivery | null>
  read(visit: FlowVisit): Promise<RecoveryRecord | null>
  /** Another mail, if there is somebody to get it; the count of sends and the wait are the same for nobody. */
  sendMailAgain(visit: FlowVisit, message: NewMessage): Moved
  proveEmail(visit: FlowVisit, digest: string): Moved
  sendCode(visit: FlowVisit, code: NewMessage & { wayId: string; channel: Channel; challengeId: string; digests: readonly string[] }): Moved
  sendAgain(visit: FlowVisit, message: NewMessage): Moved
  chooseAgain(visit: FlowVisit): Moved
  /** @param digest of the code; null where a call is the proof */
  provePhone(visit: FlowVisit, digest: string | null): Moved
  /** Sets the password, ends all sessions and logins, forgets every browser, and makes the letter about it due. */
  setPassword(visit: FlowVisit, passwordHash: string, deliveryId: string): Moved
}

/** All that the recovery speaks to. */
export type Recover = {
  recoveries: Recoveries
  passwords: Passwords
  isCommon(password: string): boolean
  keys: Keyring
  id(): string
  post: Post
  wait(ms: number): Promise<void>
  houseNames: readonly string[]
}
