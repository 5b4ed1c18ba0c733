import type { Method } from '../domain/flow.ts'
import type { Login } from '../domain/login.ts'
import type { OutcomeOf } from '../journey/outcome.ts'
import type { BrowserTicket, DueDelivery, FlowState, FlowVisit, MovedTo, NewMessage, NewSession, Post, Visit } from '../journey/ports.ts'
import type { PasswordDeps } from '../journey/prove-password.ts'
import type { Registration } from '../registration/ports.ts'
import type { PhoneRequests } from './phone-requests.ts'
import type { StepUps } from './step-up.ts'

/** A login as it stands, with all that its screen needs. */
export type LoginRecord = FlowState<Login>
export type LoginOutcome = OutcomeOf<LoginRecord>
/** `told`: messages to every address of the account, besides. */
export type LoginMoved = MovedTo<LoginRecord> & { told: readonly DueDelivery[] }

/** A code that is to go one of the account's ways. */
export type NewCode = NewMessage & { wayId: string; challengeId: string; digests: readonly string[] }

export type NewLogin = {
  id: string
  secretHash: string
  accountId: string
  /** The hash that the password was verified against: a new one that was set meanwhile opens nothing. */
  passwordHash: string
  failureSubject: string
  kind: Method
  remember: boolean
  emailSuffices: boolean
}

export interface Logins {
  /** Opens a login; the caller knows the password. Null where the account can't log in any more. */
  open(visit: Visit, login: NewLogin): Promise<LoginRecord | null>
  /** Begins a session without a code, on a browser that is remembered. False where it is not any more. */
  enter(
    visit: Visit,
    accountId: string,
    failureSubject: string,
    browser: BrowserTicket,
    session: Omit<NewSession, 'deliveryId'>,
  ): Promise<boolean>
  read(visit: FlowVisit): Promise<LoginRecord | null>
  sendCode(visit: FlowVisit, code: NewCode): Promise<MovedTo<LoginRecord>>
  sendAgain(visit: FlowVisit, message: NewMessage): Promise<MovedTo<LoginRecord>>
  /** Shows the ways of the other kind; codes that were sent prove nothing any more. */
  otherWay(visit: FlowVisit, kind: Method): Promise<MovedTo<LoginRecord>>
  /**
   * Ends the login: a session begins, and the browser is remembered where that was asked for. Whoever shows their phone has not lost
   * it: a request to replace it is cancelled.
   * @param digest of the code; null where a call is the proof
   */
  complete(visit: FlowVisit, digest: string | null, session: NewSession, browser: BrowserTicket): Promise<LoginMoved>
}

/** All that the login speaks to. */
export type LogIn = PasswordDeps & {
  logins: Logins
  requests: PhoneRequests
  stepUps: StepUps
  id(): string
  post: Post
  /** For how many days a browser is remembered; 0 where none is. */
  rememberDays: number
  /** Somebody who has not registered yet is led into it. */
  registration: Registration
}
