import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { Cookies } from './cookies.ts'
import { documentOf, wordsOn } from './document.ts'
import { type Answer, exchange, type Question } from './exchange.ts'
import { buttonNamed, controlNamed, normal, optionValue, submission } from './form.ts'
import { type Boost, boostOf, htmxHeaders, pollOf, pressedByItself, swapIn } from './htmx.ts'

export interface Manner {
  /** With JavaScript: boosted forms are sent, and their answers swapped, as htmx does it. */
  htmx?: boolean
  /** Like w3m: it says what it can show, and sends no Sec-Fetch headers and no Origin. */
  textBrowser?: boolean
  /** Sent with every request. */
  headers?: OutgoingHttpHeaders
  cookies?: Cookies
}

const MOST_REDIRECTS = 5

/** A person with a browser, who sees pages, fills in fields by their labels and presses buttons by their words. */
export class Visitor {
  readonly origin: string
  readonly cookies: Cookies
  readonly manner: Manner
  url: URL
  status = 0
  headers: IncomingHttpHeaders = {}
  page: Document = documentOf('')
  /** HTTP requests made, and bytes of bodies received, since the count was last set to 0. */
  requests = 0
  bytes = 0
  /** The latest answer as it came, before any swap. */
  latest: Answer | null = null
  readonly #filled = new Map<Element, string>()

  constructor(origin: string, manner: Manner = {}) {
    this.origin = origin
    this.manner = manner
    this.cookies = manner.cookies ?? new Cookies()
    this.url = new URL(origin)
  }

  get title(): string {
    return normal(this.page.title)
  }

  get path(): string {
    return this.url.pathname
  }

  get heading(): string {
    return normal(this.page.querySelector('h1')?.textContent)
  }

  /** What can be read on the page. */
  get words(): string {
    return wordsOn(this.page)
  }

  /** Another tab of the same browser. */
  tab(): Visitor {
    return new Visitor(this.origin, { ...this.manner, cookies: this.cookies })
  }

  /** Types an address. */
  async open(path: string): Promise<this> {
    return this.#navigate(new URL(path, this.origin), { headers: this.#navigation('none') })
  }

  async reload(): Promise<this> {
    return this.open(this.url.href)
  }

  /** Follows the link with these words. */
  async follow(words: string): Promise<this> {
    const links = [...this.page.querySelectorAll('a[href]')]
    const link = links.find((each) => normal(each.textContent) === words) ?? links.find((each) => normal(each.textContent).includes(words))
    if (!link) throw new Error(`There is no link "${words}" on ${this.path}. It says: ${this.words}`)
    return this.#navigate(new URL(link.getAttribute('href') ?? '', this.url), { headers: this.#navigation('same-origin') })
  }

  /** Fills in fields, each by its label or its name. */
  fill(fields: Record<string, string>): this {
    for (const [label, value] of Object.entries(fields)) {
      const control = controlNamed(this.page, label)
      this.#filled.set(control, control.localName === 'select' ? optionValue(control, value) : value)
    }
    return this
  }

  /** Chooses the radio button, or ticks the box, with this label. */
  choose(label: string): this {
    const control = controlNamed(this.page, label)
    const group = control.getAttribute('type') === 'radio' ? `input[type="radio"][name="${control.getAttribute('name')}"]` : null
    if (group) for (const other of this.page.querySelectorAll(group)) other.removeAttribute('checked')
    control.setAttribute('checked', '')
    return this
  }

  /** Presses the button with these words. */
  async press(words: string): Promise<this> {
    const { action, method, entries, form } = submission(this.page, buttonNamed(this.page, words), this.#filled)
    const body = new URLSearchParams(entries).toString()
    const address = new URL(action, this.url)
    if (method === 'GET') address.search = body
    const posted = method === 'POST' ? { method, body, headers: { 'content-type': 'application/x-www-form-urlencoded' } } : {}
    const boost = this.manner.htmx ? boostOf(this.page, form) : null
    if (boost) return this.#swap(address, posted, boost)
    return this.#navigate(address, {
      ...posted,
      headers: { ...posted.headers, ...this.#navigation('same-origin'), ...this.#origin(method) },
    })
  }

  /** Lets the page's timer go off once: htmx's poll, or the refresh that a page asks for without JavaScript. */
  async tick(): Promise<this> {
    if (this.manner.htmx) {
      const poll = pollOf(this.page)
      if (!poll) return this
      await this.#swap(new URL(poll.url, this.url), {}, poll)
      const button = pressedByItself(this.page)
      return button ? this.press(button) : this
    }
    const refresh = this.page.querySelector('meta[http-equiv="refresh" i]')?.getAttribute('content')
    if (!refresh) return this
    const target = /url=['"]?([^'"]+)/i.exec(refresh)?.[1]
    return this.#navigate(target ? new URL(target, this.url) : this.url, { headers: this.#navigation('same-origin') })
  }

  /** Sends any request with this browser's cookies; the page stays as it is. */
  async send(path: string, question: Question = {}): Promise<Answer> {
    return this.#ask(new URL(path, this.origin), question)
  }

  async #navigate(address: URL, question: Question): Promise<this> {
    const { url, answer } = await this.#settle(address, question)
    this.#arrive(url, answer)
    this.page = documentOf(answer.text)
    return this
  }

  async #swap(address: URL, posted: Question, boost: Boost): Promise<this> {
    const headers = { ...posted.headers, ...htmxHeaders(boost, this.url.href), ...this.#origin(posted.method ?? 'GET') }
    const { url, answer } = await this.#settle(address, { ...posted, headers })
    const { 'hx-redirect': leave, 'hx-location': move, 'hx-push-url': pushed } = answer.headers
    if (leave) return this.#navigate(new URL(String(leave), this.url), { headers: this.#navigation('same-origin') })
    if (move) return this.#navigate(new URL(String(move), this.url), { headers: htmxHeaders(boost, this.url.href) })
    if (answer.status === 204) return Object.assign(this, { latest: answer, status: answer.status, headers: answer.headers })
    const stays = pushed === 'false' || (!pushed && !boost.source.hasAttribute('hx-boost'))
    this.#arrive(stays ? this.url : pushed && pushed !== 'true' ? new URL(String(pushed), this.url) : url, answer)
    swapIn(this.page, boost, answer)
    return this
  }

  /** Asks, and follows where it leads. */
  async #settle(address: URL, question: Question): Promise<{ url: URL; answer: Answer }> {
    let [url, answer] = [address, await this.#ask(address, question)]
    const { 'content-type': _, origin: __, ...headers } = question.headers ?? {}
    for (let hops = 0; answer.status >= 300 && answer.status < 400 && answer.headers.location; hops++) {
      if (hops === MOST_REDIRECTS) throw new Error(`${address.pathname} redirects without end`)
      url = new URL(answer.headers.location, url)
      answer = await this.#ask(url, { headers })
    }
    return { url, answer }
  }

  async #ask(url: URL, question: Question): Promise<Answer> {
    this.requests++
    const encoding = { 'accept-encoding': 'gzip, br' }
    const headers = { ...encoding, ...this.manner.headers, ...this.cookies.header(), ...question.headers }
    const answer = await exchange(url, { ...question, headers })
    this.bytes += answer.bytes
    this.cookies.take(answer.headers['set-cookie'] ?? [])
    return answer
  }

  #arrive(url: URL, answer: Answer) {
    this.#filled.clear()
    Object.assign(this, { url, latest: answer, status: answer.status, headers: answer.headers })
  }

  #navigation(site: 'none' | 'same-origin') {
    const referer = site === 'none' ? {} : { referer: this.url.href }
    if (this.manner.textBrowser) return { accept: 'text/html, text/*;q=0.5, image/*', ...referer }
    return {
      accept: 'text/html,application/xhtml+xml',
      ...referer,
      'sec-fetch-site': site,
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
      'sec-fetch-user': '?1',
    }
  }

  #origin(method: string) {
    return method === 'POST' && !this.manner.textBrowser ? { origin: this.origin } : {}
  }
}
