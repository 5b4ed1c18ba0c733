import type { Demand, Holder } from '../domain/step-up.ts'
import type { SessionTicket, Ticket, Visit } from '../journey/ports.ts'
import { fingerprint } from '../system.ts'
import type { LogIn, LoginRecord } from './ports.ts'

export type NewStepUp = {
  id: string
  secretHash: string
  session: SessionTicket
  /** The one kind of way that will do; null where either will. */
  demands: Demand['method']
}

export interface StepUps {
  /** Whoever holds the session; its idle limit stays where it is. One trip. */
  look(session: SessionTicket, visit: Visit): Promise<Holder | null>
  /**
   * Opens a login of whoever holds the session, which stands for the password. One trip.
   * @returns null where the session is over, or where the account has no such way
   */
  open(visit: Visit, stepUp: NewStepUp): Promise<LoginRecord | null>
}

/**
 * "Confirm that it is you": the login's second step, once more.
 * @param preSession the browser's secret from before: with the session's, all secrets that follow are derived from it, so that a double
 *   click begins one
 */
export async function beginStepUp(
  deps: Pick<LogIn, 'stepUps' | 'keys' | 'id'>,
  visit: Visit,
  preSession: string,
  session: Ticket,
  { method }: Demand,
): Promise<{ ticket: Ticket; record: LoginRecord } | null> {
  const secret = deps.keys.digest('step-up-secret', preSession, session.id, session.secret, method ?? 'any')
  const record = await deps.stepUps.open(visit, {
    ...{ id: deps.id(), secretHash: fingerprint(secret), demands: method },
    session: { id: session.id, hash: fingerprint(session.secret) },
  })
  return record && { ticket: { id: record.flow.id, secret }, record }
}
