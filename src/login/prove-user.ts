import type { Method } from '../domain/flow.ts'
import { emailSuffices } from '../domain/login.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { BrowserTicket, Ticket, Visit } from '../journey/ports.ts'
import { type Proved, provePassword } from '../journey/prove-password.ts'
import { openRegistration } from '../registration/current-user.ts'
import type { FlowRecord } from '../registration/ports.ts'
import { fingerprint } from '../system.ts'
import type { LogIn, LoginRecord } from './ports.ts'

export type UserProved =
  | { to: 'login'; ticket: Ticket; record: LoginRecord }
  /** The browser is remembered: no code is asked for. */
  | { to: 'portal'; session: Ticket }
  /** The password was right, and this person has not registered yet. */
  | { to: 'registration'; ticket: Ticket; record: FlowRecord }
  | { to: 'stay'; refused: Refusal }

export type Typed = { username: string; password: string; kind: Method; remember: boolean }

/**
 * "Login with phone", "Login with email": the username, or a confirmed email address, and the password. The second step comes after.
 * @param preSession the browser's secret from before: all secrets that follow are derived from it, so that a double click logs in once
 * @param browser that may be remembered
 */
export async function proveUser(
  deps: LogIn,
  visit: Visit,
  preSession: string,
  typed: Typed,
  browser: BrowserTicket | null,
): Promise<UserProved> {
  const proved = await provePassword(deps, visit, typed, deps.rememberDays > 0 ? browser : null)
  if (!proved) return { to: 'stay', refused: { reason: 'wrong-credentials' } }
  const { subscriber, failureSubject } = proved
  if (subscriber.disabled) {
    await deps.accounts.clearFailures(visit, failureSubject)
    return { to: 'stay', refused: { reason: 'account-disabled' } }
  }
  if (!subscriber.registered) {
    const opened = await openRegistration(deps.registration, visit, preSession, proved)
    // Registered in this very moment, from another browser: what is asked for is still a code.
    return opened.to === 'flow' ? { ...opened, to: 'registration' } : openLogin(deps, visit, preSession, typed, proved)
  }
  const session = browser && proved.remembered && (await enter(deps, visit, preSession, proved, browser))
  return session ? { to: 'portal', session } : openLogin(deps, visit, preSession, typed, proved)
}

async function enter(deps: LogIn, visit: Visit, preSession: string, proved: Proved, browser: BrowserTicket): Promise<Ticket | null> {
  const { subscriber, failureSubject } = proved
  const session = {
    id: deps.keys.digest('remembered-session-id', preSession, subscriber.id).slice(0, 22),
    secret: deps.keys.digest('remembered-session-secret', preSession, subscriber.id),
  }
  const begun = { id: session.id, secretHash: fingerprint(session.secret) }
  return (await deps.logins.enter(visit, subscriber.id, failureSubject, browser, begun)) ? session : null
}

async function openLogin(deps: LogIn, visit: Visit, preSession: string, typed: Typed, proved: Proved): Promise<UserProved> {
  const { subscriber, failureSubject } = proved
  const secret = deps.keys.digest('login-secret', preSession, subscriber.id)
  const record = await deps.logins.open(visit, {
    id: deps.id(),
    secretHash: fingerprint(secret),
    accountId: subscriber.id,
    passwordHash: subscriber.passwordHash,
    failureSubject,
    kind: typed.kind,
    remember: typed.remember && deps.rememberDays > 0,
    emailSuffices: emailSuffices(typed.password),
  })
  return record ? { to: 'login', ticket: { id: record.flow.id, secret }, record } : { to: 'stay', refused: { reason: 'wrong-credentials' } }
}
