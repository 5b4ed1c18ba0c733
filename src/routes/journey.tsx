/** How a registration's requests find their flow, and how its outcomes are answered. */
import { createMiddleware } from 'hono/factory'
import { CurrentUser } from '../../views/screens/current-user.tsx'
import { wordsFor } from '../../views/words.ts'
import type { Refusal } from '../domain/refusal.ts'
import { nextSecret, settle } from '../journey/outcome.ts'
import type { FlowVisit, Ticket } from '../journey/ports.ts'
import type { FlowRecord, Outcome } from '../registration/ports.ts'
import { fingerprint } from '../system.ts'
import { advance, leave, show, showAnew, showPart } from './answers.tsx'
import type { AppContext, AppEnv } from './context.ts'
import { forget, held, heldTicket, keep, keepTicket } from './cookies.ts'
import { formToken } from './doors.tsx'
import { newlyRegistered, takeReturn } from './return-to.ts'
import { callPart, pathOf, screenOf } from './screens.tsx'

/** A visit that carries a flow's cookie. */
export const visitWith = (c: AppContext, ticket: Ticket): FlowVisit => ({
  ...c.var.visit,
  ticket,
  hash: fingerprint(ticket.secret),
  nextHash: fingerprint(nextSecret(c.var.keys, ticket)),
})

/** Only for whoever holds a flow's cookie. Others begin at the beginning; who is signed in already has no use for it. */
export const inFlow = createMiddleware<AppEnv>(async (c, next) => {
  const ticket = heldTicket(c, 'flow')
  if (!ticket) return leave(c, heldTicket(c, 'session') ? '/' : '/auth/register')
  c.set('flow', visitWith(c, ticket))
  c.var.facts.flow = ticket.id
  return next()
})

/** The browser's proof that it is the one to which the login form was shown; made when there is none. */
export function tokenBefore(c: AppContext): string {
  const secret = held(c, 'before') ?? c.var.newSecret()
  if (held(c, 'before') === null) keep(c, 'before', secret)
  return formToken(c, 'before', secret)
}

/** The login form again, with what was wrong. */
export const stay = (c: AppContext, refusal: Refusal, username: string) => {
  c.var.facts.refused = refusal.reason
  const refused = wordsFor(refusal, c.var.visit.now, c.var.site.support)
  return show(c, CurrentUser({ token: tokenBefore(c), refused, username }), 422)
}

/** After the current login: the flow's cookie, and the step it has reached. */
export function enter(c: AppContext, ticket: Ticket, record: FlowRecord) {
  keepTicket(c, 'flow', ticket)
  forget(c, 'before')
  c.var.facts.flow = ticket.id
  return advance(c, pathOf(record.flow), screenOf(c, record, null))
}

/** Answers a POST: the next step, the same with what was wrong, the portal, or the beginning. */
export function answer(c: AppContext, outcome: Outcome, typed: Record<string, string> = {}) {
  if (outcome.to === 'start') return leave(c, outcome.because === 'expired' ? '/auth/register?expired' : '/auth/register')
  if (outcome.to === 'portal') {
    keepTicket(c, 'session', outcome.session)
    forget(c, 'flow')
    c.var.facts.registered = 1
    return leave(c, newlyRegistered(takeReturn(c)))
  }
  if (outcome.ticket) keepTicket(c, 'flow', outcome.ticket)
  if (outcome.refused) c.var.facts.refused = outcome.refused.reason
  const screen = screenOf(c, outcome.record, outcome.refused, typed)
  return outcome.refused ? show(c, screen, 422) : advance(c, pathOf(outcome.record.flow), screen)
}

const read = async (c: AppContext, visit: FlowVisit): Promise<Outcome> =>
  settle(c.var.keys, visit, await c.var.registration.flows.read(visit), { name: 'look' })

/** Any address of the registration shows the step that was reached, at that step's own address. */
export async function showReached(c: AppContext, visit: FlowVisit) {
  const outcome = await read(c, visit)
  if (outcome.to !== 'step') return answer(c, outcome)
  const path = pathOf(outcome.record.flow)
  return c.req.path === path ? show(c, screenOf(c, outcome.record, null)) : leave(c, path)
}

/** How the call goes, if that has changed since the screen last asked. */
export async function showCall(c: AppContext, visit: FlowVisit) {
  const outcome = await read(c, visit)
  const call = outcome.to === 'step' ? callPart(c, outcome.record) : null
  if (outcome.to !== 'step' || !call) return showReached(c, visit)
  if (call.state === c.req.query('seen')) return showPart(c, null)
  return call.over ? showAnew(c, screenOf(c, outcome.record, null)) : showPart(c, call.part)
}
