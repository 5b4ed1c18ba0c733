/** Forms as HTML says that they are submitted. */

export interface Submission {
  action: string
  method: 'GET' | 'POST'
  form: Element
  /** Name and value of each successful control, in the document's order. */
  entries: [string, string][]
}

/** As it is read: one space is like another, and a hyphen like one after which no line may end. */
export const normal = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()

/** The button with these words, or the only one whose words begin so. */
export function buttonNamed(page: Document, words: string): Element {
  const all = [...page.querySelectorAll('button, input[type="submit"]')].filter((button) => !isInert(button))
  const named = all.filter((button) => wordsOf(button) === words)
  const found = named.length ? named : all.filter((button) => wordsOf(button).startsWith(words))
  if (found[0]) return found[0]
  throw new Error(`There is no button "${words}". There are: ${all.map((button) => `"${wordsOf(button)}"`).join(', ') || 'none'}`)
}

/** The control with this label, or this name. A label of a radio button finds that one of the group. */
export function controlNamed(page: Document, label: string): Element {
  const labelled = [...page.querySelectorAll('label')].find((each) => labelOf(each) === label)
  const target = labelled?.getAttribute('for')
  const control = labelled && (target ? page.getElementById(target) : labelled.querySelector('input, select, textarea'))
  const found = control ?? page.querySelector(`[name="${quoted(label)}"]:not([type="hidden"])`)
  if (found) return found
  throw new Error(
    `There is no field "${label}". There are: ${[...page.querySelectorAll('label')].map((each) => `"${labelOf(each)}"`).join(', ')}`,
  )
}

export function submission(page: Document, button: Element, filled: ReadonlyMap<Element, string>): Submission {
  const owner = button.getAttribute('form')
  const form = owner ? page.getElementById(owner) : button.closest('form')
  if (!form) throw new Error(`The button "${wordsOf(button)}" belongs to no form`)
  const controls = [...page.querySelectorAll('input, select, textarea, button')].filter((each) => formOf(page, each) === form)
  const method = (button.getAttribute('formmethod') ?? form.getAttribute('method') ?? 'get').toUpperCase()
  return {
    form,
    method: method === 'POST' ? 'POST' : 'GET',
    action: button.getAttribute('formaction') ?? form.getAttribute('action') ?? '',
    entries: controls.flatMap((control) => entryOf(control, control === button, filled)),
  }
}

function entryOf(control: Element, pressed: boolean, filled: ReadonlyMap<Element, string>): [string, string][] {
  const name = control.getAttribute('name')
  if (!name || isInert(control)) return []
  const type = control.getAttribute('type') ?? ''
  if (control.localName === 'button' || type === 'submit') return pressed ? [[name, control.getAttribute('value') ?? '']] : []
  if (type === 'radio' || type === 'checkbox') return control.hasAttribute('checked') ? [[name, control.getAttribute('value') ?? 'on']] : []
  return [[name, filled.get(control) ?? ownValue(control)]]
}

function ownValue(control: Element): string {
  if (control.localName === 'textarea') return control.textContent ?? ''
  if (control.localName !== 'select') return control.getAttribute('value') ?? ''
  const option = control.querySelector('option[selected]') ?? control.querySelector('option')
  return option?.getAttribute('value') ?? normal(option?.textContent)
}

/** The value of a select's option, by its value or its words. */
export function optionValue(select: Element, wanted: string): string {
  const options = [...select.querySelectorAll('option')]
  const found = options.find(
    (each) => (each.getAttribute('value') ?? normal(each.textContent)) === wanted || normal(each.textContent) === wanted,
  )
  if (!found) throw new Error(`There is no choice "${wanted}"`)
  return found.getAttribute('value') ?? normal(found.textContent)
}

const formOf = (page: Document, control: Element) => {
  const owner = control.getAttribute('form')
  return owner ? page.getElementById(owner) : control.closest('form')
}
const isInert = (control: Element) => control.hasAttribute('disabled') || control.closest('[hidden], template') !== null
const wordsOf = (button: Element) => normal(button.getAttribute('aria-label') ?? button.textContent) || button.getAttribute('value') || ''
const quoted = (text: string) => text.replace(/["\\]/g, '\\$&')

/** A label's words without hints and errors that stand inside it. */
const labelOf = (label: Element) => normal(label.textContent)
