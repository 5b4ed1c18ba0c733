import { refusals } from './answers.ts'
import { addBanner, bannerHtml, takesBanner } from './banner.ts'
import { setsOurs } from './cookies.ts'
import { HOP_BY_HOP } from './headers.ts'
import { type Forwarded, toLogIn, toStepUp, withCookies } from './judge.ts'
import type { Rules } from './options.ts'
import { parseStepUp, STEP_UP_HEADER } from './step-up.ts'

/** By which the portal, while it still logs people in itself, says whose page this is, so that the dial can go by facility. */
export const FACILITY_HEADER = 'Latchkey-Facility'

/** Makes of the portal's answer what the browser gets. */
export function finish(rules: Rules, request: Request, verdict: Forwarded, response: Response): Response {
  const { pass, mode, setCookies, bucket } = verdict
  if (refusals.has(response)) return withCookies(response, setCookies)
  const facility = pass?.facility ?? response.headers.get(FACILITY_HEADER) ?? ''
  const demand = response.status === 401 ? parseStepUp(response.headers.get(STEP_UP_HEADER) ?? '') : null
  // Whom the dial lets through has nothing to step up from, and logs in.
  if (demand) return discarding(response, withCookies(pass ? toStepUp(verdict, demand) : toLogIn(rules, verdict, facility), setCookies))
  const applied = mode !== null && pass === null && facility !== '' ? rules.dial.mode(facility, bucket) : mode
  // The portal has dealt with what was sent: only that its answer is kept back.
  if (applied === 'enforce' && pass === null)
    return discarding(response, withCookies(toLogIn(rules, { ...verdict, sends: false }, facility), setCookies))

  const warns = applied === 'warn' && pass === null
  if (applied !== null) rules.count({ mode: applied, outcome: pass ? 'passed' : warns ? 'warned' : 'anonymous', facility })
  const headers = forBrowser(response.headers, pass !== null || warns || setCookies.length > 0)
  for (const each of setCookies) headers.append('Set-Cookie', each)
  if (response.status === 101) return upgraded(response, headers)
  if (!warns || !takesBanner(request, response)) return remade(response, response.body, headers)
  headers.delete('Content-Length')
  headers.delete('ETag')
  const banner = bannerHtml(rules.rolloutDate, verdict.page())
  return remade(response, response.body && addBanner(response.body, banner, headers.has('Content-Encoding')), headers)
}

/** Without cookies of our names, without what the portal said to the guard alone, and in no cache but the browser's own. */
function forBrowser(from: Headers, isPersonal: boolean): Headers {
  const headers = new Headers(from)
  for (const name of from.keys())
    if (name.startsWith('latchkey-') || HOP_BY_HOP.includes(name) || (isPersonal && SHARED.includes(name))) headers.delete(name)
  const cookies = from.getSetCookie()
  if (cookies.some(setsOurs)) {
    headers.delete('Set-Cookie')
    for (const each of cookies) if (!setsOurs(each)) headers.append('Set-Cookie', each)
  }
  if (isPersonal) headers.set('Cache-Control', privately(headers.get('Cache-Control')))
  return headers
}

/** What only caches that people share read. */
const SHARED = ['cdn-cache-control', 'cloudflare-cdn-cache-control', 'surrogate-control']

function privately(asked: string | null): string {
  const kept = (asked ?? 'no-store')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '' && !/^(public|private|s-maxage|proxy-revalidate)\b/i.test(each))
  return ['private', ...kept].join(', ')
}

const BODILESS = [101, 204, 205, 304]

const remade = ({ status, statusText }: Response, body: ReadableStream<Uint8Array> | null, headers: Headers): Response =>
  new Response(BODILESS.includes(status) ? null : body, { status, statusText, headers })

/** On Workers the connection itself is a property of the answer. */
function upgraded(response: Response, headers: Headers): Response {
  if (!('webSocket' in response)) return response
  const init = { status: 101, headers, webSocket: response.webSocket }
  return new Response(null, init)
}

function discarding(response: Response, instead: Response): Response {
  void response.body?.cancel().catch(() => {})
  return instead
}
