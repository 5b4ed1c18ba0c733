import { Hono } from 'hono'
import { SignOut } from '../../views/screens/sign-out.tsx'
import { leave, show } from './answers.tsx'
import type { AppContext, AppEnv } from './context.ts'
import { forget, heldSession } from './cookies.ts'
import { formToken, ownToken } from './doors.tsx'

/** The way out: a page that any portal can link to, and the forms of that page and of portals' own. */
export const signOut = new Hono<AppEnv>()
  .get('/sign-out', async (c) => {
    const ticket = heldSession(c)
    const found = ticket && (await c.var.sessions.look(ticket, c.var.visit.now))
    if (!found) return leave(c, '/auth/login')
    return show(c, SignOut({ name: found.name, token: formToken(c, 'session', found.id) }))
  })
  .post('/sign-out', ownToken('session'), (c) => end(c, 'here'))
  .post('/sign-out-everywhere', ownToken('session'), (c) => end(c, 'everywhere'))

/** Ends this session, or all of them; everywhere means that no browser is remembered any more, either. */
async function end(c: AppContext, where: 'here' | 'everywhere') {
  const ticket = heldSession(c)
  const { now } = c.var.visit
  if (ticket) await (where === 'here' ? c.var.sessions.end(ticket, now) : c.var.sessions.endAll(ticket, now))
  forget(c, 'session')
  forget(c, 'pass')
  if (where === 'everywhere') forget(c, 'browser')
  c.header('Clear-Site-Data', '"cache"')
  return leave(c, where === 'here' ? '/auth/login?notice=signed-out' : '/auth/login?notice=signed-out-everywhere')
}
