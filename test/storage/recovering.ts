import type { Channel } from '../../src/domain/challenge.ts'
import { codeDigest, codeDigests, codeOf } from '../../src/domain/code.ts'
import type { RecoveryStep } from '../../src/domain/recovery.ts'
import { nextSecret } from '../../src/journey/outcome.ts'
import type { FlowVisit, MovedTo, Ticket } from '../../src/journey/ports.ts'
import type { RecoveryRecord } from '../../src/recovery/ports.ts'
import { fingerprint, system } from '../../src/system.ts'
import type { House } from './house.ts'
import { freshEmail, freshPhone } from './passage.ts'

type Moved = MovedTo<RecoveryRecord>

/** One recovery of whoever has a name, or of nobody, at the storage's own verbs; each of them is a request of its own. */
export class Recovering {
  readonly house: House
  readonly name: string
  network = 'a network'
  ticket: Ticket = { id: '', secret: '' }

  constructor(house: House, name: string) {
    this.house = house
    this.name = name
  }

  visit(): FlowVisit {
    const { house, ticket } = this
    return {
      ...house.visit(this.network),
      ticket,
      hash: fingerprint(ticket.secret),
      nextHash: fingerprint(nextSecret(house.keys, ticket)),
      session: null,
    }
  }

  async open(secret = system.secret()): Promise<Moved> {
    const [id, challengeId] = [system.id(), system.id()]
    const moved = await this.house.recoveries.open(this.house.visit(this.network), {
      ...{ id, challengeId, secretHash: fingerprint(secret), key: this.name, neighbourKey: `neighbour of ${this.name}` },
      digests: codeDigests(this.house.keys, id, 'recovery-email', challengeId),
      ...{ deliveryId: system.id(), channel: 'email' },
    })
    if (moved.record) this.ticket = { id: moved.record.flow.id, secret }
    return moved
  }

  /** Makes a request, and keeps the new cookie where there is one. */
  async act(verb: (visit: FlowVisit) => Promise<Moved>): Promise<Moved> {
    const visit = this.visit()
    const moved = await verb(visit)
    if (moved.record?.secretHash === visit.nextHash) this.ticket = { id: this.ticket.id, secret: nextSecret(this.house.keys, this.ticket) }
    return moved
  }

  async read(): Promise<RecoveryRecord> {
    const record = await this.house.recoveries.read(this.visit())
    if (!record) throw new Error('there is no such recovery')
    return record
  }

  step = async (): Promise<string> => (await this.read()).flow.step

  async code(send?: number): Promise<string> {
    const { challenge } = await this.read()
    if (!challenge) throw new Error('nothing was sent')
    return codeOf(this.house.keys, challenge.id, send ?? challenge.sends)
  }

  sendMailAgain = () => this.act((visit) => this.house.recoveries.sendMailAgain(visit, { deliveryId: system.id(), channel: 'email' }))
  chooseAgain = () => this.act((visit) => this.house.recoveries.chooseAgain(visit))
  setPassword = (hash = '$scrypt$new') => this.act((visit) => this.house.recoveries.setPassword(visit, hash, system.id()))
  sendAgain = (channel: 'sms' | 'voice' = 'sms') =>
    this.act((visit) => this.house.recoveries.sendAgain(visit, { deliveryId: system.id(), channel }))

  async proveEmail(code?: string): Promise<Moved> {
    const digest = codeDigest(this.house.keys, this.ticket.id, 'recovery-email', code ?? (await this.code()))
    return this.act((visit) => this.house.recoveries.proveEmail(visit, digest))
  }

  async sendCode(channel: Channel = 'sms', wayId?: string): Promise<Moved> {
    const challengeId = system.id()
    const to = wayId ?? (await this.read()).flow.phones[0]?.id ?? ''
    const digests = codeDigests(this.house.keys, this.ticket.id, 'recovery-phone', challengeId)
    return this.act((visit) => this.house.recoveries.sendCode(visit, { wayId: to, channel, deliveryId: system.id(), challengeId, digests }))
  }

  /** @param code null after a call */
  async provePhone(code?: string | null): Promise<Moved> {
    const digest = code === null ? null : codeDigest(this.house.keys, this.ticket.id, 'recovery-phone', code ?? (await this.code()))
    return this.act((visit) => this.house.recoveries.provePhone(visit, digest))
  }
}

let people = 0

/** Somebody who has registered. @returns the key of their username */
export async function known(house: House, more: { disabled?: boolean } = {}): Promise<string> {
  const username = `member ${++people}`
  await house.somebody({ username, registered: { email: freshEmail(), phone: freshPhone() }, ...more })
  return username
}

/** A recovery that has come as far as a step. */
export async function recoveringAt(house: House, step: RecoveryStep | 'recovered', name?: string): Promise<Recovering> {
  const who = new Recovering(house, name ?? (await known(house)))
  await who.open()
  const onward = [() => who.proveEmail(), () => who.sendCode(), () => who.provePhone(), () => who.setPassword()]
  for (const go of onward) {
    if ((await who.step()) === step) break
    await go()
  }
  const at = await who.step()
  if (at !== step) throw new Error(`stays at ${at} on the way to ${step}`)
  return who
}
