import { parseHTML } from 'linkedom'

/** A page, or a part of one, as a browser reads it. */
export function documentOf(html: string): Document {
  const whole = html.includes('<html') || html.includes('<body')
  return parseHTML(whole ? html : `<!doctype html><html><head></head><body>${html}</body></html>`).document
}
