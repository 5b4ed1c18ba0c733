import type { Channel, Purpose } from '../../src/domain/challenge.ts'
import { codeDigest, codeDigests, codeOf } from '../../src/domain/code.ts'
import { emailKey } from '../../src/domain/email.ts'
import type { Method, Move, Step } from '../../src/domain/flow.ts'
import type { WantedName } from '../../src/domain/username.ts'
import { nextSecret, sessionTicket } from '../../src/journey/outcome.ts'
import type { FlowVisit, NewChallenge, NewSession, Ticket } from '../../src/journey/ports.ts'
import type { FlowRecord, Flows, Moved } from '../../src/registration/ports.ts'
import { fingerprint, system } from '../../src/system.ts'
import type { House } from './house.ts'

let addresses = 0
export const freshEmail = () => `ines.${++addresses}@clinic.example`
export const freshPhone = () => `+1312${String(6_120_000 + ++addresses)}`

/** One person's way through the registration, at the storage's own verbs; each of them is a request of its own. */
export class Passage {
  readonly house: House
  readonly account: string
  /** Where the requests come from. */
  network = 'a network'
  ticket: Ticket = { id: '', secret: '' }
  /** The username that whoever joins asks for. */
  wanted: WantedName | null = null

  constructor(house: House, account: string) {
    this.house = house
    this.account = account
  }

  visit(ticket: Ticket = this.ticket): FlowVisit {
    const nextHash = fingerprint(nextSecret(this.house.keys, ticket))
    return { ...this.house.visit(this.network), ticket, hash: fingerprint(ticket.secret), nextHash, session: null }
  }

  async open(secret = system.secret()): Promise<FlowRecord | null> {
    const flow = { id: system.id(), secretHash: fingerprint(secret) }
    const record = await this.house.flows.open(this.house.visit(this.network), this.account, flow, `password:${this.account}`)
    if (record) this.ticket = { id: record.flow.id, secret }
    return record
  }

  /** Makes a request, and keeps the new cookie where there is one. */
  async act(verb: (flows: Flows, visit: FlowVisit) => Promise<Moved>): Promise<Moved> {
    const { house, ticket } = this
    const visit = this.visit()
    const moved = await verb(house.flows, visit)
    if (moved.record?.secretHash === visit.nextHash) this.ticket = { id: ticket.id, secret: nextSecret(house.keys, ticket) }
    return moved
  }

  async read(): Promise<FlowRecord> {
    const record = await this.house.flows.read(this.visit())
    if (!record) throw new Error('there is no such flow')
    return record
  }

  async step(): Promise<string> {
    return (await this.read()).flow.step
  }

  chooseMethod = (method: Method = 'phone') => this.act((flows, visit) => flows.chooseMethod(visit, method))
  goBack = (move: Move, to: Step) => this.act((flows, visit) => flows.goBack(visit, move, to))
  cancel = () => this.house.flows.cancel(this.visit())

  giveEmail = (email = freshEmail()) =>
    this.act((flows, visit) =>
      flows.giveAddress(visit, 'give-email', 'registration-email', this.#challenge('registration-email', 'email', email)),
    )
  givePhone = (phone = freshPhone(), channel: 'sms' | 'voice' = 'sms') =>
    this.act((flows, visit) =>
      flows.giveAddress(visit, 'give-phone', 'registration-phone', this.#challenge('registration-phone', channel, phone)),
    )

  sendAgain(channel: Channel = 'email'): Promise<Moved> {
    const message = { deliveryId: system.id(), channel }
    return this.act((flows, visit) =>
      channel === 'email'
        ? flows.sendAgain(visit, 'verify-email', 'registration-email', message)
        : flows.sendAgain(visit, 'verify-phone', 'registration-phone', message),
    )
  }

  /** The code of one of the challenge's messages; without saying which, of the latest. */
  async code(send?: number): Promise<string> {
    const { challenge } = await this.read()
    if (!challenge) throw new Error('nothing was sent')
    return codeOf(this.house.keys, challenge.id, send ?? challenge.sends)
  }

  /** Six digits that no message of the challenge carries. */
  async wrong(): Promise<string> {
    const { challenge } = await this.read()
    const right = [1, 2, 3, 4, 5].map((send) => challenge && codeOf(this.house.keys, challenge.id, send))
    return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !right.includes(code)) ?? ''
  }

  digest(purpose: Purpose, code: string): string {
    return codeDigest(this.house.keys, this.ticket.id, purpose, code)
  }

  async proveEmail(code?: string): Promise<Moved> {
    const digest = this.digest('registration-email', code ?? (await this.code()))
    return this.act((flows, visit) => flows.proveEmail(visit, digest))
  }

  setPassword = (hash = '$scrypt$new') => this.act((flows, visit) => flows.setPassword(visit, hash, this.wanted))
  completeWithPassword = (hash = '$scrypt$new') =>
    this.act((flows, visit) => flows.completeWithPassword(visit, hash, this.session(), this.wanted))

  /** @param code null after a call */
  async completeWithPhone(code?: string | null): Promise<Moved> {
    const digest = code === null ? null : this.digest('registration-phone', code ?? (await this.code()))
    return this.act((flows, visit) => flows.completeWithPhone(visit, digest, this.session()))
  }

  session(): NewSession {
    const { id, secret } = sessionTicket(this.house.keys, this.ticket)
    return { id, secretHash: fingerprint(secret), deliveryId: system.id() }
  }

  #challenge(purpose: Purpose, channel: Channel, destination: string): NewChallenge {
    const challengeId = system.id()
    return {
      deliveryId: system.id(),
      challengeId,
      channel,
      destination,
      destinationKey: emailKey(destination),
      extension: null,
      country: channel === 'email' ? null : 'US',
      digests: codeDigests(this.house.keys, this.ticket.id, purpose, challengeId),
    }
  }
}
