import type { Hono } from 'hono'
import { SESSION } from '../assets.ts'
import { SESSION_IDLE } from '../domain/policy.ts'
import { limitsOf } from '../domain/session.ts'
import { portal } from '../portal/routes.tsx'
import { cspHash, fingerprint } from '../system.ts'
import type { AppDeps } from '../wire.ts'
import type { AppContext } from './context.ts'
import { heldTicket } from './cookies.ts'
import { formToken } from './doors.tsx'

/** The facility portal, which stands for any: it knows a person by the session alone. */
export const facilityPortal = ({ settings }: Pick<AppDeps, 'settings'>): Hono =>
  portal({
    brand: {
      brandName: settings.BRAND_NAME,
      portalName: settings.PORTAL_NAME,
      logo: settings.BRAND_LOGO,
      accent: settings.BRAND_ACCENT,
      timeZone: settings.TIME_ZONE,
    },
    loginPath: '/auth/login',
    signOutPath: '/auth/sign-out',
    signOutEverywherePath: '/auth/sign-out-everywhere',
    sessionScript: SESSION,
    cspHash,
    async visit(context, statements) {
      const c = context as AppContext
      const ticket = heldTicket(c, 'session')
      if (!ticket) return null
      const found = await c.var.sessions.visit({ id: ticket.id, hash: fingerprint(ticket.secret) }, c.var.visit.now, statements)
      if (!found) return null
      const { accountId, username, name, facility } = found.session
      const { endsAt, warnAt } = limitsOf(found.session)
      return {
        visitor: { accountId, username, name, facility, formToken: formToken(c, 'session', ticket.id) },
        term: { idle: SESSION_IDLE, endsAt, warnIn: Math.max(0, warnAt - c.var.visit.now) },
        results: found.results,
      }
    },
  })
