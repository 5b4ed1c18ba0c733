import type { Passwords } from '../credentials/passwords.ts'
import type { Purpose } from '../domain/challenge.ts'
import type { Flow, Method, Move, Step } from '../domain/flow.ts'
import type { WantedName } from '../domain/username.ts'
import type { OutcomeOf } from '../journey/outcome.ts'
import type { Accounts, FlowState, FlowVisit, MovedTo, NewChallenge, NewMessage, NewSession, Post, Visit } from '../journey/ports.ts'
import type { Keyring } from '../system.ts'

/** A registration as it stands, with all that its screen needs. */
export type FlowRecord = FlowState<Flow> & {
  /** Somebody else has confirmed this flow's email address. */
  emailTaken: boolean
}

export type Moved = MovedTo<FlowRecord>
export type Outcome = OutcomeOf<FlowRecord>

export interface Flows {
  read(visit: FlowVisit): Promise<FlowRecord | null>
  /** Opens a registration, or takes up the one that was left; the caller knows the password. */
  open(visit: Visit, accountId: string, flow: { id: string; secretHash: string }, failureSubject: string): Promise<FlowRecord | null>
  chooseMethod(visit: FlowVisit, method: Method): Promise<Moved>
  /** Goes back: to the choice of method, the email address or the phone number; what later steps proved of them is forgotten. */
  goBack(visit: FlowVisit, move: Move, to: Step): Promise<Moved>
  giveAddress(visit: FlowVisit, at: 'give-email' | 'give-phone', purpose: Purpose, message: NewChallenge): Promise<Moved>
  sendAgain(visit: FlowVisit, at: 'verify-email' | 'verify-phone', purpose: Purpose, message: NewMessage): Promise<Moved>
  proveEmail(visit: FlowVisit, digest: string): Promise<Moved>
  /** @param wanted the username that whoever joins asks for: it is theirs from here on, if nobody else has it */
  setPassword(visit: FlowVisit, passwordHash: string, wanted?: WantedName | null): Promise<Moved>
  /** Ends the flow: the authenticators are bound, the password is replaced, a session begins. */
  completeWithPassword(visit: FlowVisit, passwordHash: string, session: NewSession, wanted?: WantedName | null): Promise<Moved>
  completeWithPhone(visit: FlowVisit, digest: string | null, session: NewSession): Promise<Moved>
  cancel(visit: FlowVisit): Promise<void>
}

/** All that the registration speaks to. */
export type Registration = {
  flows: Flows
  accounts: Accounts
  passwords: Passwords
  isCommon(password: string): boolean
  keys: Keyring
  id(): string
  wait(ms: number): Promise<void>
  post: Post
  /** Countries whose numbers are accepted, ISO 3166. */
  countries: readonly string[]
  /** Words besides the person's own names that a password must not lean on. */
  houseNames: readonly string[]
}
