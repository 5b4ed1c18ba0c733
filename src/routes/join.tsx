import { Hono } from 'hono'
import { Join } from '../../views/screens/join.tsx'
import { wordsFor } from '../../views/words.ts'
import { isJoin } from '../domain/flow.ts'
import { join } from '../join/join.ts'
import { show } from './answers.tsx'
import type { AppContext, AppEnv } from './context.ts'
import { held, heldTicket } from './cookies.ts'
import { ownToken } from './doors.tsx'
import { form, joinForm } from './forms.tsx'
import { enter, isOpen, tokenBefore } from './journey.tsx'

/** "Register here": one form, and then the steps of the registration. */
export const joinHere = new Hono<AppEnv>()
  .get('/', async (c) => {
    const expired = c.req.query('expired') !== undefined
    return show(c, Join({ token: tokenBefore(c), refused: [], typed: {}, expired, begun: await hasBegun(c) }))
  })
  .post('/', ownToken('before'), form(joinForm), async (c) => {
    const typed = c.req.valid('form')
    const joined = await join(c.var.joining, c.var.visit, held(c, 'before') ?? '', typed)
    if (joined.to === 'flow') return enter(c, joined.ticket, joined.record)
    c.var.facts.refused = joined.refused.map(({ reason }) => reason).join(' ')
    const refused = joined.refused.map((refusal) => wordsFor(refusal, c.var.visit.now, c.var.site.support))
    return show(c, Join({ token: tokenBefore(c), refused, typed }), 422)
  })

/** A registration of this kind was begun in this browser, and is still open. */
async function hasBegun(c: AppContext): Promise<boolean> {
  const ticket = heldTicket(c, 'flow')
  return ticket !== null && isJoin(ticket.id) && isOpen(c, ticket)
}
