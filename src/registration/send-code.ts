import type { Channel, Purpose } from '../domain/challenge.ts'
import { codeDigests } from '../domain/code.ts'
import { settle } from '../journey/outcome.ts'
import type { FlowVisit } from '../journey/ports.ts'
import { postDue, whyNotGiven, whyNotSent } from '../journey/send-code.ts'
import type { Outcome, Registration } from './ports.ts'

/** Sends the first code to an address that was just given. */
export async function sendFirstCode(
  deps: Registration,
  visit: FlowVisit,
  at: 'give-email' | 'give-phone',
  to: { purpose: Purpose; channel: Channel; destination: string; key: string; extension: string | null; country: string | null },
): Promise<Outcome> {
  const challengeId = deps.id()
  const moved = await deps.flows.giveAddress(visit, at, to.purpose, {
    deliveryId: deps.id(),
    challengeId,
    channel: to.channel,
    destination: to.destination,
    extension: to.extension,
    country: to.country,
    destinationKey: deps.keys.digest('destination', to.key),
    digests: codeDigests(deps.keys, visit.ticket.id, to.purpose, challengeId),
  })
  const record = await postDue(deps.post, moved)
  return settle(deps.keys, visit, record, {
    name: at,
    refused: (stayed) => (stayed.flow.step === at ? whyNotGiven(stayed) : null),
  })
}

/** "Send new code": the same challenge, the next of its codes. Earlier ones stay good for a while, and no count begins anew. */
export async function sendNewCode(
  deps: Registration,
  visit: FlowVisit,
  at: 'verify-email' | 'verify-phone',
  channel: Channel,
): Promise<Outcome> {
  const purpose: Purpose = at === 'verify-email' ? 'registration-email' : 'registration-phone'
  const moved = await deps.flows.sendAgain(visit, at, purpose, { deliveryId: deps.id(), channel })
  const record = await postDue(deps.post, moved)
  return settle(deps.keys, visit, record, {
    name: `${at}/again`,
    refused: (stayed) => (stayed.flow.step === at ? whyNotSent(stayed, visit) : null),
  })
}
