import { cancelCodeOf, cancelDigest, codeDigests } from '../domain/code.ts'
import type { Refusal } from '../domain/refusal.ts'
import { settle } from '../journey/outcome.ts'
import type { FlowVisit } from '../journey/ports.ts'
import { postDue, whyNotGiven, whyNotSent } from '../journey/send-code.ts'
import { digestOf, NO_CODE, whyRefused } from '../journey/verify-code.ts'
import type { LogIn, LoginOutcome, LoginRecord } from './ports.ts'

/** "I no longer have this phone": for whoever has shown the password and has no other way. A code goes to the account's address. */
export async function losePhone(deps: LogIn, visit: FlowVisit): Promise<LoginOutcome> {
  const challengeId = deps.id()
  const digests = codeDigests(deps.keys, visit.ticket.id, 'replacement-email', challengeId)
  const moved = await deps.requests.losePhone(visit, { deliveryId: deps.id(), channel: 'email', challengeId, digests })
  const record = await postDue(deps.post, moved)
  return settle(deps.keys, visit, record, { name: 'lost-phone', refused: whyNotTold })
}

function whyNotTold(stayed: LoginRecord): Refusal | null {
  if (stayed.flow.step !== 'send-code' && stayed.flow.step !== 'enter-code') return null
  if (!stayed.flow.lostPhone.canBeTold) return { reason: 'no-way' }
  return stayed.flow.lostPhone.mayAsk ? whyNotGiven(stayed) : { reason: 'requests-spent' }
}

export async function sendMailboxCodeAgain(deps: LogIn, visit: FlowVisit): Promise<LoginOutcome> {
  const record = await postDue(deps.post, await deps.requests.sendMailAgain(visit, { deliveryId: deps.id(), channel: 'email' }))
  return settle(deps.keys, visit, record, {
    name: 'check-mailbox/again',
    refused: (stayed) => (stayed.flow.step === 'check-mailbox' ? whyNotSent(stayed, visit) : null),
  })
}

/** The code from the mailbox. The first time it makes the request, of which every address is told; a day later it leads to the new number. */
export async function proveMailbox(deps: LogIn, visit: FlowVisit, typed: string): Promise<LoginOutcome> {
  const digest = digestOf(deps.keys, visit, 'replacement-email', typed)
  const record = digest === NO_CODE ? await deps.logins.read(visit) : await prove(deps, visit, digest)
  return settle(deps.keys, visit, record, {
    name: 'check-mailbox',
    digest,
    refused: (stayed) => {
      if (stayed.flow.step !== 'check-mailbox') return null
      return stayed.flow.lostPhone.mayAsk ? whyRefused(stayed, visit, digest) : { reason: 'requests-spent' }
    },
  })
}

async function prove(deps: LogIn, visit: FlowVisit, digest: string): Promise<LoginRecord | null> {
  const id = deps.id()
  const request = { id, cancelDigest: cancelDigest(deps.keys, cancelCodeOf(deps.keys, id)), deliveryId: deps.id() }
  const { record, told } = await deps.requests.proveMailbox(visit, digest, request)
  for (const message of told) void deps.post(message)
  return record
}
