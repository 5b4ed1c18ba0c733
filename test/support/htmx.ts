import type { Answer } from './exchange.ts'
import { normal } from './form.ts'

/** What htmx 4.0.1 does with a boosted form, as far as a server can see it. */
export interface Boost {
  source: Element
  target: Element
  swap: 'outerHTML' | 'innerHTML'
}

/** @returns null where the browser would submit the form by itself */
export function boostOf(page: Document, source: Element): Boost | null {
  const config = source.getAttribute('hx-boost')
  if (!config || config === 'false') return null
  const selector = /target:\s*(\S+)/.exec(config)?.[1]
  const target = selector ? page.querySelector(selector) : page.body
  if (!target) throw new Error(`hx-boost="${config}" targets nothing on the page`)
  return { source, target, swap: /swap:'?outerHTML/.test(config) ? 'outerHTML' : 'innerHTML' }
}

/** The polling element of a page: an `hx-get` that is triggered by time. */
export function pollOf(page: Document): (Boost & { url: string }) | null {
  const source = [...page.querySelectorAll('[hx-get]')].find((each) =>
    /\bevery\b|\bload delay\b/.test(each.getAttribute('hx-trigger') ?? ''),
  )
  if (!source) return null
  const selector = source.getAttribute('hx-target')
  const target = selector && selector !== 'this' ? page.querySelector(selector) : source
  if (!target) throw new Error(`hx-target="${selector}" is not on the page`)
  const swap = source.getAttribute('hx-swap')?.startsWith('outerHTML') ? 'outerHTML' : 'innerHTML'
  return { source, target, swap, url: source.getAttribute('hx-get') ?? '' }
}

/** The button of a form that htmx sends as soon as it is on the page. */
export function pressedByItself(page: Document): string | null {
  const form = [...page.querySelectorAll('form[hx-trigger]')].find((each) => /\bload\b/.test(each.getAttribute('hx-trigger') ?? ''))
  return form ? normal(form.querySelector('button')?.textContent) : null
}

export const htmxHeaders = ({ source, target }: Boost, current: string) => ({
  accept: 'text/html',
  'hx-request': 'true',
  'hx-source': identifier(source),
  'hx-target': identifier(target),
  'hx-current-url': current,
  'hx-request-type': target.localName === 'body' ? 'full' : 'partial',
  ...(source.hasAttribute('hx-boost') && { 'hx-boosted': 'true' }),
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'cors',
  'sec-fetch-dest': 'empty',
})

const identifier = (element: Element) => `${element.localName}${element.id ? `#${element.id}` : ''}`

/** Puts the fragment where htmx would, with its title. Throws where a browser would be left with an empty step. */
export function swapIn(page: Document, boost: Boost, answer: Answer): void {
  const { target, swap } = placeFor(page, boost, answer)
  const holder = page.createElement('div')
  holder.innerHTML = answer.text.replace(/^\s*<!doctype[^>]*>/i, '')
  const title = holder.querySelector('title')
  if (title) {
    page.title = normal(title.textContent)
    title.remove()
  }
  if (swap === 'innerHTML') target.innerHTML = holder.innerHTML
  else target.replaceWith(...[...holder.childNodes])
}

/** The answer may say that it belongs elsewhere on the page. */
function placeFor(page: Document, { target, swap }: Boost, { headers }: Answer): Pick<Boost, 'target' | 'swap'> {
  const { 'hx-retarget': selector, 'hx-reswap': manner } = headers
  if (!selector) return { target, swap }
  const other = page.querySelector(String(selector))
  if (!other) throw new Error(`The answer belongs to "${selector}", which is not on the page`)
  return { target: other, swap: manner === 'innerHTML' ? 'innerHTML' : 'outerHTML' }
}
