import type { Channel } from '../domain/challenge.ts'
import { codeDigests } from '../domain/code.ts'
import { settle } from '../journey/outcome.ts'
import type { FlowVisit } from '../journey/ports.ts'
import { postDue, whyNotGiven, whyNotSent, whyNoWay } from '../journey/send-code.ts'
import type { LogIn, LoginOutcome } from './ports.ts'

/** Send Code, or Call Me, to one of the ways that are shown. */
export async function sendLoginCode(deps: LogIn, visit: FlowVisit, to: { wayId: string; channel: Channel }): Promise<LoginOutcome> {
  const challengeId = deps.id()
  const digests = codeDigests(deps.keys, visit.ticket.id, 'login', challengeId)
  const moved = await deps.logins.sendCode(visit, { ...to, deliveryId: deps.id(), challengeId, digests })
  const record = await postDue(deps.post, moved)
  return settle(deps.keys, visit, record, {
    name: 'send-code',
    refused: (stayed) => (stayed.flow.step === 'send-code' ? (whyNotGiven(stayed) ?? whyNoWay(stayed.flow.ways, to)) : null),
  })
}

/** Send new code, or Call Me: the next code of the same challenge. */
export async function sendNewLoginCode(deps: LogIn, visit: FlowVisit, channel: Channel): Promise<LoginOutcome> {
  const moved = await deps.logins.sendAgain(visit, { deliveryId: deps.id(), channel })
  const record = await postDue(deps.post, moved)
  return settle(deps.keys, visit, record, {
    name: 'enter-code/again',
    refused: (stayed) => (stayed.flow.step === 'enter-code' ? whyNotSent(stayed, visit) : null),
  })
}
