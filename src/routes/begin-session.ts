import type { Ticket } from '../journey/ports.ts'
import type { AppContext } from './context.ts'
import { forget, heldSession, keepTicket } from './cookies.ts'

/** The session that just began takes the place of the one this browser had, which ends: at a shared desk it may be somebody else's. */
export async function beginSession(c: AppContext, session: Ticket): Promise<void> {
  const before = heldSession(c)
  if (before && before.id !== session.id) await c.var.sessions.end(before, c.var.visit.now)
  holdSession(c, session)
}

/** The browser holds this session from now on. The one of before has ended already, in the batch that began this one. */
export const holdSession = (c: AppContext, session: Ticket): void => {
  forget(c, 'pass')
  keepTicket(c, 'session', session)
}
