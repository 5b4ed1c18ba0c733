import { sessionTicket, settle } from '../journey/outcome.ts'
import type { FlowVisit } from '../journey/ports.ts'
import { digestOf, NO_CODE, whyRefused } from '../journey/verify-code.ts'
import { fingerprint } from '../system.ts'
import type { Moved, Outcome, Registration } from './ports.ts'
import { whyNotRegistered } from './set-password.ts'

/**
 * The guide's last step: the code from the SMS, or the confirmed call. "You are registered!"
 * @param typed the code; null after a call, whose proof came through the phone
 */
export async function verifyPhone(deps: Registration, visit: FlowVisit, typed: string | null): Promise<Outcome> {
  const digest = typed === null ? null : digestOf(deps.keys, visit, 'registration-phone', typed)
  const { record, due } = digest === NO_CODE ? await nothingProved(deps, visit) : await complete(deps, visit, digest)
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

const nothingProved = async (deps: Registration, visit: FlowVisit): Promise<Moved> => ({ record: await deps.flows.read(visit), due: null })

function complete(deps: Registration, visit: FlowVisit, digest: string | null): Promise<Moved> {
  const session = sessionTicket(deps.keys, visit.ticket)
  return deps.flows.completeWithPhone(visit, digest, {
    id: session.id,
    secretHash: fingerprint(session.secret),
    deliveryId: deps.id(),
  })
}
