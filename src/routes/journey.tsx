/** The registration, as its requests find it. */
import { CurrentUser } from '../../views/screens/current-user.tsx'
import { wordsFor } from '../../views/words.ts'
import { isJoin } from '../domain/flow.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { FlowRecord } from '../registration/ports.ts'
import { leave, show } from './answers.tsx'
import { beginSession } from './begin-session.ts'
import type { AppContext } from './context.ts'
import { held, keep } from './cookies.ts'
import { formToken } from './doors.tsx'
import { newlyRegistered, takeReturn } from './return-to.ts'
import { livePart, pathOf, screenOf } from './screens.tsx'
import { walk } from './walk.tsx'

export const { inFlow, enter, answer, showReached, showLive, isOpen } = walk<FlowRecord>({
  cookie: 'flow',
  start: '/auth/register',
  expired: '/auth/register?expired',
  // Whoever joined has no login yet to begin with again.
  elsewhere: (flowId) => (isJoin(flowId) ? '/auth/join?expired' : null),
  read: (c) => c.var.registration.flows.read(c.var.flow),
  pathOf: (record) => pathOf(record.flow),
  screenOf,
  livePart,
  async arrive(c, session) {
    await beginSession(c, session)
    c.var.facts.registered = 1
    return leave(c, newlyRegistered(takeReturn(c)))
  },
})

/** The browser's secret before it is anybody, or somebody anew; made when there is none. */
export function secretBefore(c: AppContext): string {
  const secret = held(c, 'before') ?? c.var.newSecret()
  if (held(c, 'before') === null) keep(c, 'before', secret)
  return secret
}

/** The browser's proof that it is the one to which the form was shown. */
export const tokenBefore = (c: AppContext): string => formToken(c, 'before', secretBefore(c))

/** The login form again, with what was wrong. */
export const stay = (c: AppContext, refusal: Refusal, username: string) => {
  c.var.facts.refused = refusal.reason
  const refused = wordsFor(refusal, c.var.visit.now, c.var.site.support)
  return show(c, CurrentUser({ token: tokenBefore(c), refused, username }), 422)
}
