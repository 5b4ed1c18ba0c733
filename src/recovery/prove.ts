import type { Channel } from '../domain/challenge.ts'
import { codeDigests } from '../domain/code.ts'
import { REFUSAL_FLOOR } from '../domain/policy.ts'
import { settle } from '../journey/outcome.ts'
import type { FlowVisit } from '../journey/ports.ts'
import { postDue, whyNotGiven, whyNotSent, whyNoWay } from '../journey/send-code.ts'
import { digestOf, NO_CODE, whyRefused } from '../journey/verify-code.ts'
import type { Recover, RecoveryOutcome } from './ports.ts'

/** The code from the mail. For a name that nobody has, every code is wrong. */
export async function proveMailbox(deps: Recover, visit: FlowVisit, typed: string): Promise<RecoveryOutcome> {
  const digest = digestOf(deps.keys, visit, 'recovery-email', typed)
  const record = digest === NO_CODE ? await deps.recoveries.read(visit) : (await deps.recoveries.proveEmail(visit, digest)).record
  return settle(deps.keys, visit, record, {
    name: 'check-email',
    digest,
    refused: (stayed) => (stayed.flow.step === 'check-email' ? whyRefused(stayed, visit, digest) : null),
  })
}

/** Send new code, by mail; a provider's answer is not waited for. */
export async function sendMailAgain(deps: Recover, visit: FlowVisit): Promise<RecoveryOutcome> {
  const floor = deps.wait(REFUSAL_FLOOR)
  const { record, due } = await deps.recoveries.sendMailAgain(visit, { deliveryId: deps.id(), channel: 'email' })
  if (due) void deps.post(due)
  await floor
  return settle(deps.keys, visit, record, {
    name: 'check-email/again',
    // What became of a message is told to nobody who has proved nothing yet.
    refused: (stayed) => (stayed.flow.step === 'check-email' ? whyNotSent({ ...stayed, delivery: null, exceeded: null }, visit) : null),
  })
}

/** The second factor: Send Code, or Call Me. */
export async function sendPhoneCode(deps: Recover, visit: FlowVisit, to: { wayId: string; channel: Channel }): Promise<RecoveryOutcome> {
  const challengeId = deps.id()
  const digests = codeDigests(deps.keys, visit.ticket.id, 'recovery-phone', challengeId)
  const moved = await deps.recoveries.sendCode(visit, { ...to, deliveryId: deps.id(), challengeId, digests })
  const record = await postDue(deps.post, moved)
  return settle(deps.keys, visit, record, {
    name: 'choose-phone',
    refused: (stayed) => (stayed.flow.step === 'choose-phone' ? (whyNotGiven(stayed) ?? whyNoWay(stayed.flow.phones, to)) : null),
  })
}

export async function sendPhoneCodeAgain(deps: Recover, visit: FlowVisit, channel: 'sms' | 'voice'): Promise<RecoveryOutcome> {
  const moved = await deps.recoveries.sendAgain(visit, { deliveryId: deps.id(), channel })
  const record = await postDue(deps.post, moved)
  return settle(deps.keys, visit, record, {
    name: 'check-phone/again',
    refused: (stayed) => (stayed.flow.step === 'check-phone' ? whyNotSent(stayed, visit) : null),
  })
}

export async function choosePhoneAgain(deps: Recover, visit: FlowVisit): Promise<RecoveryOutcome> {
  const { record } = await deps.recoveries.chooseAgain(visit)
  return settle(deps.keys, visit, record, { name: 'choose-phone/again' })
}

/** @param typed the code; null after a call, whose proof came through the phone */
export async function provePhone(deps: Recover, visit: FlowVisit, typed: string | null): Promise<RecoveryOutcome> {
  const digest = typed === null ? null : digestOf(deps.keys, visit, 'recovery-phone', typed)
  const record = digest === NO_CODE ? await deps.recoveries.read(visit) : (await deps.recoveries.provePhone(visit, digest)).record
  return settle(deps.keys, visit, record, {
    name: 'check-phone',
    digest,
    refused: (stayed) => {
      if (stayed.flow.step !== 'check-phone') return null
      if (digest !== null) return stayed.flow.phoneProvedAt === null ? whyRefused(stayed, visit, digest) : null
      return { reason: 'call-not-confirmed' }
    },
  })
}
