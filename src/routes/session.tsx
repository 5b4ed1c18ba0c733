import { Hono } from 'hono'
import { SessionDialogs } from '../../views/session-dialogs.tsx'
import { sessionStyle } from '../../views/session-style.ts'
import { text } from '../../views/text.ts'
import { limitsOf } from '../domain/session.ts'
import type { Session } from '../storage/sessions.ts'
import type { Instant } from '../system.ts'
import type { AppContext, AppEnv } from './context.ts'
import { heldSession } from './cookies.ts'
import { formToken, ownToken } from './doors.tsx'

/** What pages of a portal ask of the session they were served under. README.md, "For portals", documents the answers. */
export const session = new Hono<AppEnv>()
  /** Only looks: the idle limit stays where it is. */
  .get('/', async (c) => {
    const ticket = heldSession(c)
    return tell(c, ticket && (await c.var.sessions.look(ticket, c.var.visit.now)))
  })
  /** What the script shows; it has no words of its own. */
  .get('/dialogs', (c) => c.json({ style: sessionStyle, html: String(<SessionDialogs />) }))
  /** Moves the idle limit on, as opening a page does. */
  .post('/extend', ownToken('session'), async (c) => {
    const ticket = heldSession(c)
    return tell(c, ticket && (await c.var.sessions.visit(ticket, c.var.visit.now)))
  })

/** Every time in whole seconds since 1970, as in a token's claims. */
function tell(c: AppContext, found: Session | null) {
  if (!found) return over(c)
  const { idleEndsAt, endsAt, warnAt } = limitsOf(found)
  return c.json({
    subject: found.accountId,
    amr: found.amr.split(' '),
    authTime: inSeconds(found.since),
    now: inSeconds(c.var.visit.now),
    warnAt: inSeconds(warnAt),
    idleEndsAt: inSeconds(idleEndsAt),
    endsAt: inSeconds(endsAt),
    token: formToken(c, 'session', found.id),
  })
}

/** RFC 9457. */
const over = (c: AppContext) =>
  c.json({ type: 'about:blank', title: text.session.over.title, status: 401, detail: text.session.none }, 401, {
    'Content-Type': 'application/problem+json',
  })

const inSeconds = (at: Instant): number => Math.floor(at / 1000)
