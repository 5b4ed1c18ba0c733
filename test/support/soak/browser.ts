import { setTimeout as wait } from 'node:timers/promises'
import { Cookies } from '../cookies.ts'
import { type Answer, exchange } from '../exchange.ts'

const LONGEST_ROAD = 4

/** A browser without a document, as htmx uses one: a form is answered with the next step, in one trip. */
export class SoakBrowser {
  readonly #origin: string
  readonly #address: string
  readonly #cookies = new Cookies()
  path = ''
  html = ''
  status = 0
  /** Forms and pages that had to be asked for again. */
  again = 0

  constructor(origin: string, address: string) {
    this.#origin = origin
    this.#address = address
  }

  /** Loads a page and goes where it leads. */
  async open(path: string): Promise<this> {
    let answer = await this.#ask(path, 'GET')
    for (let i = 0; i < LONGEST_ROAD && answer.status === 303; i++) {
      path = new URL(answer.headers.location ?? '', this.#origin).pathname
      if (path === '/') break
      answer = await this.#ask(path, 'GET')
    }
    return this.#take(answer, path)
  }

  /** Sends the form at hand. */
  async post(path: string, fields: Record<string, string>): Promise<this> {
    const token = /name="token"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="token"/.exec(this.html)
    const body = new URLSearchParams({ token: token?.[1] ?? token?.[2] ?? '', ...fields }).toString()
    const answer = await this.#ask(path, 'POST', body)
    const { 'hx-push-url': pushed, 'hx-redirect': gone } = answer.headers
    return this.#take(answer, gone ? String(gone) : pushed && pushed !== 'false' ? String(pushed) : this.path)
  }

  #take(answer: Answer, path: string): this {
    const fault = answer.headers['hx-retarget'] === '#fault'
    this.status = answer.status
    if (!fault) this.html = answer.text
    this.path = path.split('?')[0] ?? path
    return this
  }

  /** People whose line was cut, or who are asked to come again in a moment, do the same once more. */
  async #ask(path: string, method: 'GET' | 'POST', body?: string): Promise<Answer> {
    for (let tries = 0; ; tries++) {
      const answer = await exchange(`${this.#origin}${path}`, { method, headers: this.#headers(method), ...(body && { body }) }).catch(
        () => null,
      )
      if (answer) this.#cookies.take(answer.headers['set-cookie'] ?? [])
      if (answer && answer.status < 500) return answer
      if (tries > 30) throw new Error(`${method} ${path} got ${answer?.status ?? 'no answer'} thirty times`)
      this.again++
      await wait(Math.min(100 * 2 ** tries, 2000))
    }
  }

  #headers(method: string) {
    const partial = { 'hx-request': 'true', 'hx-request-type': 'partial', origin: this.#origin, 'sec-fetch-site': 'same-origin' }
    const form = { 'content-type': 'application/x-www-form-urlencoded', ...partial }
    return { 'x-forwarded-for': this.#address, ...this.#cookies.header(), ...(method === 'POST' ? form : {}) }
  }
}
