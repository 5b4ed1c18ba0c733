import { fingerprint } from '../system.ts'
import { type Outcome, sessionTicket, settle } from './outcome.ts'
import type { FlowVisit, Registration } from './ports.ts'
import { whyNotRegistered } from './set-password.ts'
import { digestOf, whyRefused } from './verify-code.ts'

/**
 * The guide's last step: the code from the SMS, or the confirmed call. "You are registered!"
 * @param typed the code; null after a call, whose proof came through the phone
 */
export async function verifyPhone(deps: Registration, visit: FlowVisit, typed: string | null): Promise<Outcome> {
  const digest = typed === null ? null : digestOf(deps, visit, 'registration-phone', typed)
  const session = sessionTicket(deps.keys, visit.ticket)
  const { record, due } = await deps.flows.completeWithPhone(visit, digest, {
    id: session.id,
    secretHash: fingerprint(session.secret),
    deliveryId: deps.id(),
  })
  if (due) void deps.post(due)
  return settle(deps.keys, visit, record, {
    name: 'verify-phone',
    digest,
    refused: (stayed) => {
      if (stayed.flow.step !== 'verify-phone') return null
      if (digest !== null && stayed.flow.phoneProvedAt !== null) return null
      if (digest !== null) return whyRefused(stayed, visit, digest)
      return whyNotRegistered(stayed) ?? { reason: 'call-not-confirmed' }
    },
  })
}
