import type { Authority } from '../guard/authority.ts'
import { cookieNames, setCookie } from '../guard/cookies.ts'
import { PASS_LIFETIME } from '../guard/pass.ts'
import { mintPass } from '../pass/mint.ts'
import type { AppContext } from './context.ts'
import { heldSession } from './cookies.ts'
import { formToken } from './doors.tsx'

/** Passes for the holder of the session of this request: one database round trip each. */
export function authorityFor(c: AppContext): Authority {
  const { keys, terms } = c.var.passes
  return {
    keys: async (header, token) => (await keys()).verify(header, token),
    async renew(_request, pass) {
      const ticket = heldSession(c)
      if (!ticket) return null
      const { now } = c.var.visit
      if (pass) return (await c.var.sessions.look(ticket, now)) ? 'kept' : null
      const seen = await c.var.sessions.visit(ticket, now)
      if (!seen) return null
      const token = await mintPass(await keys(), terms, seen, formToken(c, 'session', ticket.id), now)
      return { pass: token, setCookie: setCookie(cookieNames(terms.issuer.startsWith('https:')).pass, token, PASS_LIFETIME) }
    },
  }
}
