import type { Ticket } from '../journey/ports.ts'
import { fingerprint } from '../system.ts'
import type { AppContext } from './context.ts'
import { forget, heldTicket, keepTicket } from './cookies.ts'

/** The session that just began takes the place of the one this browser had, which ends: at a shared desk it may be somebody else's. */
export async function beginSession(c: AppContext, session: Ticket): Promise<void> {
  const before = heldTicket(c, 'session')
  if (before && before.id !== session.id) await c.var.sessions.end({ id: before.id, hash: fingerprint(before.secret) }, c.var.visit.now)
  forget(c, 'pass')
  keepTicket(c, 'session', session)
}
