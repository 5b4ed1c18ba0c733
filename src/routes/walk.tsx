/** How the requests of a journey find their flow, and how its outcomes are answered: the same for each of them. */
import { createMiddleware } from 'hono/factory'
import type { Screen } from '../../views/page.tsx'
import type { Refusal } from '../domain/refusal.ts'
import { nextSecret, type OutcomeOf, settle } from '../journey/outcome.ts'
import type { FlowState, FlowVisit, Ticket } from '../journey/ports.ts'
import { fingerprint } from '../system.ts'
import { advance, leave, show, showAnew, showPart } from './answers.tsx'
import type { LivePart } from './code-screens.ts'
import type { AppContext, AppEnv } from './context.ts'
import { forget, heldSession, heldTicket, keepTicket } from './cookies.ts'

type Typed = Record<string, string>

/** What a journey has of its own. */
export type Walk<R extends FlowState<unknown>> = {
  cookie: 'flow' | 'login' | 'recovery'
  /** Where it begins; `expired` says why it has to begin again. */
  start: string
  expired: string
  /** Where whoever held this flow begins again, if elsewhere. */
  elsewhere?(flowId: string): string | null
  read(c: AppContext): Promise<R | null>
  pathOf(record: R): string
  screenOf(c: AppContext, record: R, refusal: Refusal | null, typed: Typed): Screen
  livePart(c: AppContext, record: R): LivePart | null
  /** It came to its end. */
  arrive(c: AppContext, session: Ticket): Response | Promise<Response>
}

/** The login page, saying that whoever was called had asked for no call. */
export const NOT_ASKED = '/auth/login?notice=not-asked'

/** A visit that carries a flow's cookie. */
const visitWith = (c: AppContext, ticket: Ticket): FlowVisit => ({
  ...c.var.visit,
  ticket,
  hash: fingerprint(ticket.secret),
  nextHash: fingerprint(nextSecret(c.var.keys, ticket)),
  session: heldSession(c),
})

export function walk<R extends FlowState<unknown>>(journey: Walk<R>) {
  const { cookie, start, expired, pathOf, screenOf } = journey

  /** Answers a POST: the next step, the same with what was wrong, the end, or the beginning. */
  function answer(c: AppContext, outcome: OutcomeOf<R>, typed: Typed = {}): Response | Promise<Response> {
    if (outcome.to === 'start' && outcome.because === 'not-asked') {
      forget(c, cookie)
      return leave(c, heldSession(c) ? '/auth/step-up/stopped' : NOT_ASKED)
    }
    if (outcome.to === 'start')
      return leave(c, journey.elsewhere?.(c.var.flow.ticket.id) ?? (outcome.because === 'expired' ? expired : start))
    if (outcome.to === 'portal') {
      forget(c, cookie)
      return journey.arrive(c, outcome.session)
    }
    if (outcome.ticket) keepTicket(c, cookie, outcome.ticket)
    if (outcome.refused) c.var.facts.refused = outcome.refused.reason
    const screen = screenOf(c, outcome.record, outcome.refused, typed)
    return outcome.refused ? show(c, screen, 422) : advance(c, pathOf(outcome.record), screen)
  }

  const look = async (c: AppContext): Promise<OutcomeOf<R>> => settle(c.var.keys, c.var.flow, await journey.read(c), { name: 'look' })

  /** Any address of the journey shows the step that was reached, at that step's own address. */
  async function showReached(c: AppContext): Promise<Response> {
    const outcome = await look(c)
    if (outcome.to !== 'step') return answer(c, outcome)
    const path = pathOf(outcome.record)
    return c.req.path === path ? show(c, screenOf(c, outcome.record, null, {})) : leave(c, path)
  }

  return {
    /** Only for whoever holds the flow's cookie. Others begin at the beginning; who is signed in already has no use for it. */
    inFlow: createMiddleware<AppEnv>(async (c, next) => {
      const ticket = heldTicket(c, cookie)
      if (!ticket) return leave(c, heldTicket(c, 'session') ? '/' : start)
      c.set('flow', visitWith(c, ticket))
      c.var.facts.flow = ticket.id
      return next()
    }),

    /** After what opened it: the flow's cookie, and the step it has reached. */
    enter(c: AppContext, ticket: Ticket, record: R): Response | Promise<Response> {
      keepTicket(c, cookie, ticket)
      forget(c, 'before')
      c.var.facts.flow = ticket.id
      return advance(c, pathOf(record), screenOf(c, record, null, {}))
    },

    answer,
    showReached,

    /** This browser holds a flow that is still open. */
    async isOpen(c: AppContext, ticket: Ticket): Promise<boolean> {
      c.set('flow', visitWith(c, ticket))
      return (await look(c)).to === 'step'
    },

    /** How the call goes, or how far the message has come, if that has changed since the screen last asked. */
    async showLive(c: AppContext): Promise<Response> {
      const outcome = await look(c)
      if (outcome.to !== 'step') return answer(c, outcome)
      const live = journey.livePart(c, outcome.record)
      const path = pathOf(outcome.record)
      // It waits for something else by now, in another tab, or was opened as a page.
      if (!live || c.req.path !== `${path}/${live.at}`) return leave(c, path)
      if (live.state === c.req.query('seen')) return showPart(c, null)
      return live.over ? showAnew(c, screenOf(c, outcome.record, null, {})) : showPart(c, live.part)
    },
  }
}
