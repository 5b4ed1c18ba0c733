import type { Channel } from '../../src/domain/challenge.ts'
import { codeDigest, codeDigests, codeOf } from '../../src/domain/code.ts'
import type { Method } from '../../src/domain/flow.ts'
import type { LoginStep } from '../../src/domain/login.ts'
import { PHONE_REPLACEMENT_WAIT } from '../../src/domain/policy.ts'
import { nextSecret, sessionTicket } from '../../src/journey/outcome.ts'
import type { BrowserTicket, DueDelivery, FlowVisit, MovedTo, NewSession, SessionTicket, Ticket } from '../../src/journey/ports.ts'
import { browserTicket } from '../../src/login/enter-code.ts'
import type { LoginMoved, LoginRecord } from '../../src/login/ports.ts'
import { fingerprint, system } from '../../src/system.ts'
import type { House } from './house.ts'
import { freshEmail, freshPhone } from './passage.ts'
import { ages, giveNewPhone, losePhone, proveMailbox } from './replacement.ts'

type Moved = MovedTo<LoginRecord>
type Opening = { kind?: Method; remember?: boolean; emailSuffices?: boolean; secret?: string }

/** One login of somebody who has registered, at the storage's own verbs; each of them is a request of its own. */
export class Entrance {
  readonly house: House
  readonly account: string
  /** Where the requests come from. */
  network = 'a network'
  ticket: Ticket = { id: '', secret: '' }
  /** The session that the browser holds besides. */
  held: SessionTicket | null = null

  constructor(house: House, account: string) {
    this.house = house
    this.account = account
  }

  visit(): FlowVisit {
    const { house, ticket } = this
    return {
      ...house.visit(this.network),
      ticket,
      hash: fingerprint(ticket.secret),
      nextHash: fingerprint(nextSecret(house.keys, ticket)),
      session: this.held,
    }
  }

  async open({ kind = 'phone', remember = false, emailSuffices = true, secret = system.secret() }: Opening = {}) {
    const more = { kind, remember, emailSuffices, secretHash: fingerprint(secret) }
    const [account] = await this.house.rows('select password_hash from accounts where id = ?', this.account)
    const login = {
      id: system.id(),
      accountId: this.account,
      passwordHash: String(account?.password_hash),
      failureSubject: `password:${this.account}`,
      ...more,
    }
    const record = await this.house.logins.open(this.house.visit(this.network), login)
    if (record) this.ticket = { id: record.flow.id, secret }
    return record
  }

  /** Presses the button of "Confirm that it is you", with the session that is held. */
  async stepUp({ demands = null, secret = system.secret() }: { demands?: Method | null; secret?: string } = {}) {
    const session = this.held ?? { id: '', hash: '' }
    const stepUp = { id: system.id(), secretHash: fingerprint(secret), session, demands }
    const record = await this.house.stepUps.open(this.house.visit(this.network), stepUp)
    if (record) this.ticket = { id: record.flow.id, secret }
    return record
  }

  async read(): Promise<LoginRecord> {
    const record = await this.house.logins.read(this.visit())
    if (!record) throw new Error('there is no such login')
    return record
  }

  step = async (): Promise<string> => (await this.read()).flow.step

  /** The account's own way of a kind. */
  async way(kind: Method): Promise<string> {
    const [row] = await this.house.rows('select id from authenticators where account_id = ? and kind = ?', this.account, kind)
    return String(row?.id)
  }

  async sendCode(channel: Channel = 'sms', wayId?: string): Promise<Moved> {
    const { house, ticket } = this
    const challengeId = system.id()
    const digests = codeDigests(house.keys, ticket.id, 'login', challengeId)
    const to = wayId ?? (await this.way(channel === 'email' ? 'email' : 'phone'))
    return house.logins.sendCode(this.visit(), { wayId: to, channel, deliveryId: system.id(), challengeId, digests })
  }

  sendAgain = (channel: Channel = 'sms'): Promise<Moved> => this.house.logins.sendAgain(this.visit(), { deliveryId: system.id(), channel })
  otherWay = (kind: Method = 'email'): Promise<Moved> => this.house.logins.otherWay(this.visit(), kind)

  /** The code of one of the challenge's messages; without saying which, of the latest. */
  async code(send?: number): Promise<string> {
    const { challenge } = await this.read()
    if (!challenge) throw new Error('nothing was sent')
    return codeOf(this.house.keys, challenge.id, send ?? challenge.sends)
  }

  /** @param code null after a call */
  async complete(code?: string | null): Promise<LoginMoved> {
    const { house, ticket } = this
    const digest = code === null ? null : codeDigest(house.keys, ticket.id, 'login', code ?? (await this.code()))
    return house.logins.complete(this.visit(), digest, this.session(), this.browser())
  }

  session(): NewSession {
    const { id, secret } = sessionTicket(this.house.keys, this.ticket)
    return { id, secretHash: fingerprint(secret), deliveryId: system.id() }
  }

  /** The browser that asks to be remembered, as its cookie will name it. */
  browser(): BrowserTicket {
    const { id, secret } = browserTicket(this.house, this.ticket)
    return { id, hash: fingerprint(secret) }
  }

  /** The number on the screen is keyed into the call. */
  async keyIn(due: DueDelivery | null, digits?: string): Promise<string> {
    const about = { provider: 'telnyx', eventId: system.id(), providerId: `provider's ${due?.id}`, deliveryId: due?.id ?? '' }
    const call = await this.house.calls.find(about)
    if (!call) return 'no call'
    const digest = codeDigest(this.house.keys, this.ticket.id, due?.purpose ?? 'login', digits ?? (await this.code()))
    return (await this.house.calls.judge({ ...this.house.visit(), ticket: { id: call.flowId } }, about, call, { digest })).judged
  }
}

/** Somebody who has registered. @returns the id of the account */
export const member = (house: House): Promise<string> => house.somebody({ registered: { email: freshEmail(), phone: freshPhone() } })

/** Somebody who has logged in, and holds the session; the password's length is what the session tells of it. */
export async function signedIn(house: House, kind: Method = 'phone', account?: string): Promise<Entrance> {
  const who = await entranceAt(house, 'logged-in', { kind }, account)
  const { id, secretHash } = who.session()
  who.held = { id, hash: secretHash }
  return who
}

/** A login that has come as far as a step. */
export async function entranceAt(house: House, step: LoginStep | 'logged-in', opening: Opening = {}, account?: string): Promise<Entrance> {
  const who = new Entrance(house, account ?? (await member(house)))
  if (isOfLostPhone(step)) return withLostPhone(who, step)
  await who.open(opening)
  if (step !== 'send-code') await who.sendCode(opening.kind === 'email' ? 'email' : 'sms')
  if (step === 'logged-in') await who.complete()
  const at = await who.step()
  if (at !== step) throw new Error(`stays at ${at} on the way to ${step}`)
  return who
}

type LostPhoneStep = Exclude<LoginStep, 'send-code' | 'enter-code'>
const isOfLostPhone = (step: LoginStep | 'logged-in'): step is LostPhoneStep => !['send-code', 'enter-code', 'logged-in'].includes(step)

/** Somebody whose phone is lost, and who has no other way in. */
async function withLostPhone(who: Entrance, step: LostPhoneStep): Promise<Entrance> {
  const toMailbox = async () => {
    await who.open({ emailSuffices: false })
    await losePhone(who)
  }
  await toMailbox()
  if (step !== 'check-mailbox') await proveMailbox(who)
  if (step === 'new-phone' || step === 'check-new-phone') {
    await ages(who, PHONE_REPLACEMENT_WAIT)
    await toMailbox()
    await proveMailbox(who)
  }
  if (step === 'check-new-phone') await giveNewPhone(who)
  const at = await who.step()
  if (at !== step) throw new Error(`stays at ${at} on the way to ${step}`)
  return who
}
