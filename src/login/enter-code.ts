import { sessionTicket, settle } from '../journey/outcome.ts'
import type { FlowVisit, Ticket } from '../journey/ports.ts'
import { digestOf, NO_CODE, whyRefused } from '../journey/verify-code.ts'
import { fingerprint } from '../system.ts'
import type { LogIn, LoginOutcome, LoginRecord } from './ports.ts'

/** If it is let in, this browser is remembered from now on (`remember`), or its session was stepped up. */
export type Entered = { outcome: LoginOutcome; remember: boolean; stepsUp: boolean }

/**
 * The code, or the confirmed call, and in.
 * @param typed the code; null after a call, whose proof came through the phone
 */
export async function enterCode(deps: LogIn, visit: FlowVisit, typed: string | null): Promise<Entered> {
  const digest = typed === null ? null : digestOf(deps.keys, visit, 'login', typed)
  const record = digest === NO_CODE ? await deps.logins.read(visit) : await complete(deps, visit, digest)
  const outcome = settle(deps.keys, visit, record, {
    name: 'enter-code',
    digest,
    refused: (stayed) => {
      if (stayed.flow.step !== 'enter-code') return null
      if (digest !== null) return stayed.flow.phoneProvedAt === null ? whyRefused(stayed, visit, digest) : null
      return stayed.disabled ? { reason: 'account-disabled' } : { reason: 'call-not-confirmed' }
    },
  })
  return { outcome, remember: record?.flow.remember ?? false, stepsUp: record?.flow.stepsUp ?? false }
}

async function complete(deps: LogIn, visit: FlowVisit, digest: string | null): Promise<LoginRecord | null> {
  const session = sessionTicket(deps.keys, visit.ticket)
  const browser = browserTicket(deps, visit.ticket)
  const { record, due, told } = await deps.logins.complete(
    visit,
    digest,
    { id: session.id, secretHash: fingerprint(session.secret), deliveryId: deps.id() },
    { id: browser.id, hash: fingerprint(browser.secret) },
  )
  for (const message of due ? [due, ...told] : told) void deps.post(message)
  return record
}

/** The cookie of a browser that is to be remembered: derived, so that a repeated request is given the same. */
export const browserTicket = (deps: Pick<LogIn, 'keys'>, ticket: Ticket): Ticket => ({
  id: deps.keys.digest('browser-id', ticket.id).slice(0, 22),
  secret: deps.keys.digest('browser-secret', ticket.id, ticket.secret),
})
