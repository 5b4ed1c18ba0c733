import { setTimeout as wait } from 'node:timers/promises'
import type { Person } from '../../../src/cli/people.ts'
import { Mailbox } from '../mailbox.ts'
import type { Stack } from '../stack.ts'
import { SoakBrowser } from './browser.ts'
import type { Random } from './random.ts'

export type Plan = { method: 'phone' | 'email'; channel: 'sms' | 'voice'; person: Person; email: string; phone: string; address: string }

/** How long somebody looks for a message, and goes on trying in all: true milliseconds. */
const LOOK = 150
const LOOKS = 8
const PATIENCE = 75_000
const PASSWORD = 'tall quiet meadow seven'

/** Somebody who acts sensibly: asks for a new code where none comes, calls again, takes the other channel. */
export class Subscriber {
  readonly plan: Plan
  readonly #random: Random
  readonly #mailbox: Mailbox
  readonly browser: SoakBrowser
  readonly journey: string[] = []
  #tried = ''
  #refused = 0

  constructor(stack: Stack, plan: Plan, random: Random) {
    this.plan = plan
    this.#random = random
    this.#mailbox = new Mailbox(stack.carrier)
    this.browser = new SoakBrowser(stack.origin, plan.address)
  }

  /** @returns the places where they were, where they did not get through */
  async register(): Promise<string[] | null> {
    for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; ) {
      const { path } = this.browser
      if (path === '/' || path === '/auth/login') return null
      const step = path.replace('/auth/register', '').replace('/', '')
      await this.#act(step)
      this.journey.push(`${step || 'log-in'} ${this.browser.status}`)
      // Whatever was said to them: the page, loaded again, shows where they stand.
      if (this.browser.status >= 400 && this.browser.status !== 422) await this.browser.open('/auth/register/choose-method')
    }
    return this.journey
  }

  #post = (path: string, fields: Record<string, string> = {}) => this.browser.post(`/auth/register/${path}`, fields)

  async #act(step: string): Promise<unknown> {
    const { method, channel, email, phone } = this.plan
    switch (step) {
      case 'choose-method':
        return this.#post(step, { method })
      case 'give-email':
        return this.#post(step, { email })
      case 'verify-email':
        return this.#codeOr('verify-email', email, () => this.#askOr('verify-email/new-code', 'give-email/again'))
      case 'set-password':
        return this.#post(step, { password: PASSWORD, again: PASSWORD })
      case 'give-phone':
        return this.#givePhone(phone, channel)
      case 'verify-phone':
        return this.#provePhone()
      default:
        await this.browser.open('/auth/register')
        if (this.browser.path !== '/auth/register') return
        return this.browser.post('/auth/register', { username: this.plan.person.username, password: this.plan.person.password })
    }
  }

  /** Types the code of the latest message; sometimes mistypes it first. */
  async #codeOr(step: string, to: string, otherwise: () => Promise<unknown>): Promise<unknown> {
    for (let look = 0; look < LOOKS; look++, await wait(LOOK)) {
      const latest = (await this.#mailbox.messages(to)).findLast(
        ({ channel, subject = '' }) => channel !== 'voice' && !/registered/i.test(subject),
      )
      const code = /(?<!\d)(\d{6}|\d{3}[ -]\d{3})(?!\d)/.exec(latest?.text ?? '')?.[1]?.replace(/\D/g, '')
      if (!code || code === this.#tried) continue
      if (this.#random.next() < 0.05) await this.#post(step, { code: String((Number(code) + 1) % 1_000_000).padStart(6, '0') })
      this.#tried = code
      return this.#post(step, { code })
    }
    this.#tried = ''
    return otherwise()
  }

  /** Whoever can get no message to their phone any more takes the other method. */
  async #givePhone(number: string, channel: string): Promise<unknown> {
    await this.#post('give-phone', { country: 'US', number, channel })
    if (this.browser.status !== 422) return
    this.plan.method = 'email'
    return this.#post('choose-method/again')
  }

  /** Asks for another message; whoever was refused that three times begins with the address again. */
  async #askOr(ask: string, back: string): Promise<unknown> {
    if (this.#refused < 3) await this.#post(ask)
    if (this.browser.status !== 422) return
    if (++this.#refused < 3) return wait(LOOK)
    this.#refused = 0
    return this.#post(back)
  }

  async #provePhone(): Promise<unknown> {
    const shown = /\(#\):(?:\s|<[^>]*>)*(\d{6})(?!\d)/.exec(this.browser.html)?.[1]
    if (/Your phone is confirmed/.test(this.browser.html)) return this.#post('verify-phone')
    if (shown && (await this.#takeCall(shown))) {
      await this.browser.open('/auth/register/verify-phone')
      if (/Your phone is confirmed/.test(this.browser.html)) return this.#post('verify-phone')
    }
    const other = () => this.#askOr(this.#random.next() < 0.4 ? 'verify-phone/call-me' : 'verify-phone/new-code', 'give-phone/again')
    return shown ? other() : this.#codeOr('verify-phone', this.plan.phone, other)
  }

  /** Answers the phone and keys in what the screen shows. @returns whether that could be done */
  async #takeCall(shown: string): Promise<boolean> {
    try {
      for (let look = 0; look < LOOKS; look++, await wait(LOOK)) {
        const call = (await this.#mailbox.messages(this.plan.phone)).findLast(({ channel }) => channel === 'voice')
        if (!call) continue
        await this.#mailbox.answer(call.id)
        for (let hear = 0; hear < LOOKS; hear++, await wait(LOOK)) {
          const heard = (await this.#mailbox.messages(this.plan.phone)).findLast(({ channel }) => channel === 'voice')
          if (!/Key in that number/.test(heard?.text ?? '')) continue
          await this.#mailbox.digits(call.id, `${shown}#`)
          await wait(LOOK * 2)
          return true
        }
        await this.#mailbox.hangUp(call.id)
        return false
      }
    } catch {
      // It rang off, or was over: they call again.
    }
    return false
  }
}
