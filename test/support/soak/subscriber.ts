import type { Person } from '../../../src/cli/people.ts'
import { Mailbox } from '../mailbox.ts'
import type { Stack } from '../stack.ts'
import { SoakBrowser } from './browser.ts'
import { takeCall } from './called.ts'
import type { Random } from './random.ts'

export type Plan = { method: 'phone' | 'email'; channel: 'sms' | 'voice'; person: Person; email: string; phone: string; address: string }

/** `rest` lasts until time has passed for everybody; `before` comes before each thing that somebody does. */
export type Pace = { rest(): Promise<void>; before(): Promise<void> }

/** Minutes after which somebody who did not get through is said to be stuck; a flow takes an hour. */
const PATIENCE = 150
/** Times that somebody looks for a message, with a rest between them. */
const LOOKS = 2
const PASSWORD = 'tall quiet meadow seven'

/** Somebody who acts sensibly: asks for a new code where none comes, calls again, takes the other channel. */
export class Subscriber {
  readonly plan: Plan
  readonly #random: Random
  readonly #pace: Pace
  readonly #mailbox: Mailbox
  readonly browser: SoakBrowser
  readonly journey: string[] = []
  #tried = ''
  #refused = 0
  #rests = 0

  constructor(stack: Stack, plan: Plan, random: Random, pace: Pace) {
    this.plan = plan
    this.#random = random
    this.#pace = pace
    this.#mailbox = new Mailbox(stack.carrier)
    this.browser = new SoakBrowser(stack.origin, plan.address)
  }

  /** @returns the places where they were, where they did not get through */
  async register(): Promise<string[] | null> {
    while (this.#rests < PATIENCE) {
      const { path } = this.browser
      if (path === '/' || path === '/auth/login') return null
      const step = path.replace('/auth/register', '').replace('/', '')
      await this.#pace.before()
      await this.#act(step)
      this.journey.push(`${step || 'log-in'} ${this.browser.status}`)
      // Whatever was said to them: the page, loaded again, shows where they stand.
      if (this.browser.status >= 400 && this.browser.status !== 422) await this.browser.open('/auth/register/choose-method')
    }
    return this.journey
  }

  #post = (path: string, fields: Record<string, string> = {}) => this.browser.post(`/auth/register/${path}`, fields)

  #rest = () => {
    this.#rests++
    return this.#pace.rest()
  }

  async #act(step: string): Promise<unknown> {
    const { method, channel, email, phone } = this.plan
    switch (step) {
      case 'choose-method':
        return this.#post(step, { method })
      case 'give-email':
        return this.#giveEmail(email)
      case 'verify-email':
        return this.#codeOr('verify-email', email, () => this.#askOr('verify-email/new-code', 'give-email/again'))
      case 'set-password':
        return this.#post(step, { password: PASSWORD, again: PASSWORD })
      case 'give-phone':
        return this.#givePhone(phone, channel)
      case 'verify-phone':
        return this.#provePhone()
      default:
        return this.#logIn()
    }
  }

  async #logIn(): Promise<void> {
    const { username, password } = this.plan.person
    await this.browser.open('/auth/register')
    if (this.browser.path !== '/auth/register') return
    await this.browser.post('/auth/register', { username, password })
    if (this.browser.status === 422) await this.#rest()
  }

  /** Types the code of the latest message; sometimes mistypes it first. */
  async #codeOr(step: string, to: string, otherwise: () => Promise<unknown>): Promise<unknown> {
    for (let look = 0; look < LOOKS; look++) {
      const latest = (await this.#mailbox.messages(to)).findLast(
        ({ channel, subject = '' }) => channel !== 'voice' && !/registered/i.test(subject),
      )
      const code = /(?<!\d)(\d{6}|\d{3}[ -]\d{3})(?!\d)/.exec(latest?.text ?? '')?.[1]?.replace(/\D/g, '')
      if (code && code !== this.#tried) return this.#type(step, code)
      if (look < LOOKS - 1) await this.#rest()
    }
    this.#tried = ''
    return otherwise()
  }

  async #type(step: string, code: string): Promise<unknown> {
    if (this.#random.next() < 0.05) await this.#post(step, { code: String((Number(code) + 1) % 1_000_000).padStart(6, '0') })
    this.#tried = code
    return this.#post(step, { code })
  }

  async #giveEmail(email: string): Promise<void> {
    await this.#post('give-email', { email })
    if (this.browser.status === 422) await this.#rest()
  }

  /** Where no message can be sent at the moment, people take the other channel, and in the end the other method. */
  async #givePhone(number: string, channel: string): Promise<void> {
    await this.#post('give-phone', { country: 'US', number, channel })
    if (this.browser.status !== 422) return
    this.plan.channel = channel === 'sms' ? 'voice' : 'sms'
    await this.#rest()
    if (++this.#refused % 5 > 0) return
    this.plan.method = 'email'
    await this.#post('choose-method/again')
  }

  /** Asks for another message; whoever was refused that five times begins with the address again. */
  async #askOr(ask: string, back: string): Promise<unknown> {
    await this.#post(ask)
    if (this.browser.status !== 422) return
    await this.#rest()
    return ++this.#refused % 5 > 0 ? undefined : this.#post(back)
  }

  async #provePhone(): Promise<unknown> {
    const shown = /\(#\):(?:\s|<[^>]*>)*(\d{6})(?!\d)/.exec(this.browser.html)?.[1]
    if (this.#isConfirmed()) return this.#post('verify-phone')
    if (shown && (await takeCall(this.#mailbox, this.plan.phone, shown))) {
      await this.browser.open('/auth/register/verify-phone')
      if (this.#isConfirmed()) return this.#post('verify-phone')
    }
    const other = () => this.#askOr(this.#random.next() < 0.4 ? 'verify-phone/call-me' : 'verify-phone/new-code', 'give-phone/again')
    if (!shown) return this.#codeOr('verify-phone', this.plan.phone, other)
    await this.#rest()
    return other()
  }

  #isConfirmed = () => /Your phone is confirmed/.test(this.browser.html)
}
