import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { ConfirmItIsYou, NothingToConfirmBy, Stopped } from '../../views/screens/step-up.tsx'
import { type Demand, standingOf } from '../domain/step-up.ts'
import { beginStepUp } from '../login/step-up.ts'
import { leave, show } from './answers.tsx'
import type { AppContext, AppEnv } from './context.ts'
import { forget, held, heldSession, heldTicket } from './cookies.ts'
import { formToken, ownToken } from './doors.tsx'
import { demandQuery } from './forms.tsx'
import { secretBefore } from './journey.tsx'
import { enterLogin } from './login-journey.tsx'
import { loginAndBack, portalPath, rememberReturn } from './return-to.ts'
import { NOT_ASKED } from './walk.tsx'

const demanded = zValidator('query', demandQuery)

/**
 * "Confirm that it is you": where a portal leads somebody who is signed in, before a page that matters more. The session stands for the
 * password; what follows is the login's second step. README.md, "For portals", documents the address.
 */
export const stepUp = new Hono<AppEnv>()
  /** Says what is asked and why. Nothing is sent, or written. */
  .get('/', demanded, async (c) => {
    const demand = c.req.valid('query')
    const session = heldSession(c)
    const holder = session && (await c.var.login.stepUps.look(session, c.var.visit))
    if (!holder) return leave(c, loginAndBack(c))
    const standing = standingOf(demand, holder, c.var.visit.now)
    switch (standing.to) {
      case 'portal':
        return leave(c, portalPath(c.req.query('return_to'), c.var.origin) ?? '/')
      case 'issuer':
        if (c.var.domain) return leave(c, issuerAgain(c, demand))
        return refuse(c, 'any')
      case 'missing':
        return refuse(c, standing.missing)
      case 'confirm': {
        // A double click is known by it.
        secretBefore(c)
        const token = formToken(c, 'session', session?.id ?? '')
        const notSent = c.req.query('notice') === 'not-sent'
        return show(c, ConfirmItIsYou({ name: holder.name, method: demand.method, action: addressOf(c), token, notSent }))
      }
    }
  })
  /** Whoever was called said that they had asked for no call. The session stays; where there is none, the login was stopped. */
  .get('/stopped', async (c) => {
    const session = heldSession(c)
    const found = session && (await c.var.sessions.look(session, c.var.visit.now))
    return found ? show(c, Stopped(c.var.site)) : leave(c, NOT_ASKED)
  })
  /** Where the session is over, or has no such way, the page itself says so. */
  .post('/', ownToken('session'), demanded, async (c) => {
    const session = heldTicket(c, 'session')
    const begun = session && (await beginStepUp(c.var.login, c.var.visit, held(c, 'before') ?? '', session, c.req.valid('query')))
    if (!begun) return leave(c, addressOf(c))
    forget(c, 'return')
    rememberReturn(c)
    return enterLogin(c, begun.ticket, begun.record)
  })

/** This very address, with what was asked. */
const addressOf = (c: AppContext): string => `/auth/step-up${new URL(c.req.url).search}`

/** Off to the issuer, which asks again who one is. */
function issuerAgain(c: AppContext, { maxAge }: Demand): string {
  const asked = new URLSearchParams({ again: String(maxAge ?? '') })
  const path = portalPath(c.req.query('return_to'), c.var.origin)
  if (path !== null) asked.set('return_to', path)
  return `/auth/login/domain?${asked}`
}

function refuse(c: AppContext, missing: Parameters<typeof NothingToConfirmBy>[0]['missing']) {
  c.var.facts.refused = `no-way-${missing}`
  const back = portalPath(c.req.query('return_to'), c.var.origin)
  return show(c, NothingToConfirmBy({ site: c.var.site, missing, back }), 403)
}
