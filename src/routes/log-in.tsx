import { Hono } from 'hono'
import { LogIn, type LogInNotice } from '../../views/screens/log-in.tsx'
import { NotYet } from '../../views/screens/not-yet.tsx'
import { fingerprint } from '../system.ts'
import { leave, show } from './answers.tsx'
import type { AppEnv } from './context.ts'
import { forget, heldTicket } from './cookies.ts'
import { ownToken } from './doors.tsx'
import { rememberReturn } from './return-to.ts'

const notices: readonly string[] = ['already-registered', 'signed-out', 'cancelled'] satisfies LogInNotice[]
const noticeOf = (asked: string | undefined) => (asked !== undefined && notices.includes(asked) ? (asked as LogInNotice) : null)

/** The first screen, and what it leads to. */
export const logIn = new Hono<AppEnv>()
  .get('/login', (c) => {
    rememberReturn(c)
    return show(c, LogIn({ site: c.var.site, notice: noticeOf(c.req.query('notice')) }))
  })
  .get('/login/domain', (c) => show(c, NotYet({ what: 'domain' })))
  .get('/login/with-phone', (c) => show(c, NotYet({ what: 'with-phone' })))
  .get('/login/with-email', (c) => show(c, NotYet({ what: 'with-email' })))
  .get('/join', (c) => show(c, NotYet({ what: 'join' })))
  .get('/trouble', (c) => show(c, NotYet({ what: 'trouble' })))
  .get('/forgot-password', (c) => show(c, NotYet({ what: 'forgot-password' })))
  .post('/sign-out', ownToken('session'), async (c) => {
    const ticket = heldTicket(c, 'session')
    if (ticket) await c.var.sessions.end({ id: ticket.id, hash: fingerprint(ticket.secret) }, c.var.visit.now)
    forget(c, 'session')
    c.header('Clear-Site-Data', '"cache"')
    return leave(c, '/auth/login?notice=signed-out')
  })
