import type { Method } from '../domain/flow.ts'
import { settle } from '../journey/outcome.ts'
import type { FlowVisit } from '../journey/ports.ts'
import type { LogIn, LoginOutcome } from './ports.ts'

/** "Try another way": the ways of the other kind. What was sent before proves nothing any more. */
export async function otherWay(deps: LogIn, visit: FlowVisit, kind: Method): Promise<LoginOutcome> {
  const { record } = await deps.logins.otherWay(visit, kind)
  return settle(deps.keys, visit, record, { name: 'other-way' })
}
