import { parseHTML } from 'linkedom'
import { normal } from './form.ts'

/** A page, or a part of one, as a browser reads it. */
export function documentOf(html: string): Document {
  const whole = html.includes('<html') || html.includes('<body')
  return parseHTML(whole ? html : `<!doctype html><html><head></head><body>${html}</body></html>`).document
}

const UNSEEN = 'script, style, template, [hidden]'
/** What stands on lines, or in boxes, of its own. */
const APART =
  'header, main, footer, section, div, form, h1, h2, p, ul, li, dl, dt, dd, table, tr, th, td, label, select, option, button, a.button'

/** What can be read on a page. */
export function wordsOn(page: Document): string {
  const body = page.body?.cloneNode(true) as Element | undefined
  for (const unseen of body?.querySelectorAll(UNSEEN) ?? []) unseen.remove()
  for (const each of body?.querySelectorAll(APART) ?? []) {
    each.before(' ')
    each.after(' ')
  }
  return normal(body?.textContent)
}
