import type { Asker } from './asker.ts'
import { words } from './words.ts'

/** What the guard answers itself. Each fits whoever asks; none may be kept, and none is a way to anything. */

type Fault = { title: string; detail: string }

/** Where somebody is led: to log in, or to confirm that it is them. */
export interface Lead {
  fault: Fault
  /** A path of the public origin. */
  to: string
  /** A member of the problem that names it, for programs. */
  as: 'login' | 'step_up'
}

const KEPT_NOWHERE = { 'Cache-Control': 'no-store, private', Vary: 'Cookie, HX-Request' }

export function lead(asker: Asker, { fault, to, as }: Lead): Response {
  if (asker === 'page') return new Response(null, { status: 303, headers: { ...KEPT_NOWHERE, Location: to } })
  const headers = { 'WWW-Authenticate': `Latchkey ${as}="${to}"`, ...(asker === 'htmx' && { 'HX-Redirect': to }) }
  return problem({ ...fault, status: 401, [as]: to }, headers)
}

/** What stopped a request that nothing is wrong with, or that nobody can make sense of. */
export interface Refused {
  status: 400 | 502 | 503
  title: string
  /** What happened, and what to do next. */
  detail: string
  /** The seconds after which the same may be asked again; null where that never makes sense. */
  retry: number | null
}

/** How a person is told. */
export type FaultPage = (refused: Refused) => Response | Promise<Response>

/** The answers that are the guard's own, though they come from where the portal's would. */
export const refusals = new WeakSet<Response>()

export async function refuse(asker: Asker, refused: Refused, faultPage: FaultPage): Promise<Response> {
  const { retry, ...fault } = refused
  const answer = asker === 'page' ? await faultPage(refused) : problem(fault, {})
  // A page of the portal's own may have headers that can't be changed.
  const result = new Response(answer.body, answer)
  if (retry !== null) result.headers.set('Retry-After', String(retry))
  refusals.add(result)
  return result
}

/** RFC 9457. */
const problem = (members: Fault & { status: number }, headers: Record<string, string>): Response =>
  new Response(JSON.stringify({ type: 'about:blank', ...members }), {
    status: members.status,
    headers: { ...KEPT_NOWHERE, ...headers, 'Content-Type': 'application/problem+json' },
  })

/** The page of whoever brings none of their own. Nothing of a request stands in it, so that nothing has to be escaped. */
export function plainPage({ title, detail, status, retry }: Refused): Response {
  const link = retry !== null ? `<a href="">${words.goOn}</a>` : `<a href="/">${words.toStart}</a>`
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><main><h1>${title}</h1><p>${detail}</p><p>${link}</p></main></html>`
  return new Response(html, {
    status,
    headers: {
      ...{ ...KEPT_NOWHERE, 'Content-Type': 'text/html; charset=utf-8' },
      'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      ...{ 'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'DENY', 'Referrer-Policy': 'same-origin' },
    },
  })
}
