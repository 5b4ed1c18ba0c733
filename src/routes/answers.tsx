/** The one place that knows htmx: how a screen is shown, how a step moves on, how a flow is left. */
import type { HtmlEscapedString } from 'hono/utils/html'
import { Fragment, Page, type Screen } from '../../views/page.tsx'
import { Fault, FaultNotice } from '../../views/screens/fault.tsx'
import { SWAP } from '../../views/step.tsx'
import type { AppContext } from './context.ts'

/** Shows a screen: the whole page, or to htmx the step alone. The address stays. */
export function show(c: AppContext, screen: Screen, status: 200 | 400 | 403 | 404 | 405 | 413 | 415 | 421 | 422 | 500 | 502 | 503 = 200) {
  if (wantsStep(c)) {
    c.header('HX-Push-Url', 'false')
    return c.html(<Fragment site={siteFor(c)} screen={screen} />, status)
  }
  return c.html(`<!doctype html>${<Page site={siteFor(c)} screen={screen} />}`, status)
}

/** Shows what is wrong that is no step's own refusal. To htmx it stands above the form, which keeps what was typed. */
export function showFault(c: AppContext, words: Parameters<typeof Fault>[0], status: Parameters<typeof show>[2]) {
  if (!wantsStep(c)) return show(c, Fault(words), status)
  c.header('HX-Push-Url', 'false')
  c.header('HX-Retarget', '#fault')
  c.header('HX-Reswap', 'innerHTML')
  return c.html(<FaultNotice {...words} />, status)
}

/** Moves on to the next step: htmx gets it in this very answer, everyone else is led there. */
export function advance(c: AppContext, path: string, screen: Screen) {
  if (!wantsStep(c)) return c.redirect(path, 303)
  c.header('HX-Push-Url', path)
  return c.html(<Fragment site={siteFor(c)} screen={screen} />)
}

/** Leaves for another page. */
export function leave(c: AppContext, path: string) {
  if (!wantsStep(c)) return c.redirect(path, 303)
  c.header('HX-Redirect', path)
  return c.body(null, 200)
}

/** Shows a screen in answer to a part's poll: it takes the place of the whole step that the part belongs to. */
export function showAnew(c: AppContext, screen: Screen) {
  if (wantsStep(c)) {
    c.header('HX-Retarget', '#step')
    c.header('HX-Reswap', SWAP)
  }
  return show(c, screen)
}

/** A part of a screen that htmx asks for again and again; null when it has not changed. */
export const showPart = (c: AppContext, part: HtmlEscapedString | Promise<HtmlEscapedString> | null) =>
  part === null ? c.body(null, 204) : c.html(part)

const wantsStep = (c: AppContext): boolean => c.req.header('HX-Request') === 'true' && c.req.header('HX-Request-Type') === 'partial'

/** A browser that saves data gets no scripts: everything works without. */
const siteFor = (c: AppContext) => (c.req.header('Save-Data') === 'on' ? { ...c.var.site, scripts: [] } : c.var.site)
