import { codeDigests } from '../domain/code.ts'
import { reachPhone, type TypedPhone } from '../domain/extension.ts'
import type { Refusal } from '../domain/refusal.ts'
import { sessionTicket, settle } from '../journey/outcome.ts'
import type { FlowVisit } from '../journey/ports.ts'
import { postDue, whyNotGiven, whyNotSent } from '../journey/send-code.ts'
import { digestOf, NO_CODE, whyRefused } from '../journey/verify-code.ts'
import { fingerprint } from '../system.ts'
import type { LogIn, LoginOutcome, LoginRecord } from './ports.ts'

/** The number that is to take the lost one's place: Send Code, or Call Me. */
export async function giveNewPhone(deps: LogIn, visit: FlowVisit, typed: TypedPhone): Promise<LoginOutcome> {
  const reached = reachPhone(typed, deps.registration.countries)
  const refused = (why: (stayed: LoginRecord) => Refusal | null) => ({
    name: 'new-phone',
    refused: (stayed: LoginRecord) => (stayed.flow.step === 'new-phone' ? (whyOver(stayed) ?? why(stayed)) : null),
  })
  if (!reached.ok) {
    const refusal: Refusal = { reason: reached.reason, country: typed.country, phoneOnly: true }
    return settle(
      deps.keys,
      visit,
      await deps.logins.read(visit),
      refused(() => refusal),
    )
  }
  const challengeId = deps.id()
  const moved = await deps.requests.givePhone(visit, {
    ...{ deliveryId: deps.id(), channel: typed.channel, challengeId },
    ...{ destination: reached.e164, destinationKey: deps.keys.digest('destination', reached.e164) },
    ...{ extension: reached.extension, country: typed.country },
    digests: codeDigests(deps.keys, visit.ticket.id, 'replacement-phone', challengeId),
  })
  return settle(deps.keys, visit, await postDue(deps.post, moved), refused(whyNotGiven))
}

/** "Change number": what was sent to the one before proves nothing any more. */
export async function changeNewPhone(deps: LogIn, visit: FlowVisit): Promise<LoginOutcome> {
  const { record } = await deps.requests.changePhone(visit)
  return settle(deps.keys, visit, record, { name: 'new-phone/again' })
}

export async function sendNewPhoneCodeAgain(deps: LogIn, visit: FlowVisit, channel: 'sms' | 'voice'): Promise<LoginOutcome> {
  const record = await postDue(deps.post, await deps.requests.sendAgain(visit, { deliveryId: deps.id(), channel }))
  return settle(deps.keys, visit, record, {
    name: 'check-new-phone/again',
    refused: (stayed) => (stayed.flow.step === 'check-new-phone' ? whyNotSent(stayed, visit) : null),
  })
}

/**
 * The new number is proved, and the person is in.
 * @param typed the code; null after a call, whose proof came through the phone
 */
export async function replacePhone(deps: LogIn, visit: FlowVisit, typed: string | null): Promise<LoginOutcome> {
  const digest = typed === null ? null : digestOf(deps.keys, visit, 'replacement-phone', typed)
  const record = digest === NO_CODE ? await deps.logins.read(visit) : await complete(deps, visit, digest)
  return settle(deps.keys, visit, record, {
    name: 'check-new-phone',
    digest,
    refused: (stayed) => {
      if (stayed.flow.step !== 'check-new-phone') return null
      const over = whyOver(stayed)
      if (over) return over
      if (digest !== null) return stayed.flow.phoneProvedAt === null ? whyRefused(stayed, visit, digest) : null
      return stayed.disabled ? { reason: 'account-disabled' } : { reason: 'call-not-confirmed' }
    },
  })
}

async function complete(deps: LogIn, visit: FlowVisit, digest: string | null): Promise<LoginRecord | null> {
  const session = sessionTicket(deps.keys, visit.ticket)
  const begun = { id: session.id, secretHash: fingerprint(session.secret), deliveryId: deps.id() }
  const { record, told } = await deps.requests.replacePhone(visit, digest, begun)
  for (const message of told) void deps.post(message)
  return record
}

/** The request was cancelled while the number was being given. */
const whyOver = ({ flow }: LoginRecord): Refusal | null => (flow.lostPhone.replaceableFrom === null ? { reason: 'request-over' } : null)
