import { lead, refuse } from './answers.ts'
import { type Asker, askerOf, isSafe, pageOf } from './asker.ts'
import { cookieIn, setCookie, withoutOurs } from './cookies.ts'
import { cleaned, isWebSocket, PASS_HEADER } from './headers.ts'
import type { Rules } from './options.ts'
import { type Pass, readPass } from './pass.ts'
import { isExactly, pathOf } from './path.ts'
import { bucketOf, drawPlace, type Mode, placeFrom } from './rollout.ts'
import { demandFor, isSatisfied, type StepUp, stepUpPath } from './step-up.ts'
import { originals } from './websocket.ts'
import { words } from './words.ts'

/** A request that may go on to the portal, and what its answer will be judged by. */
export interface Forwarded {
  to: 'portal'
  /** The headers as the portal is to see them; the rest of the request is as it came. */
  headers: Headers
  pass: Pass | null
  /** For the browser, whatever the portal answers. */
  setCookies: string[]
  /** null on a public path, which is none of the dial's business. */
  mode: Mode | null
  asker: Asker
  /** The page that whoever has to be led away comes back to. */
  page(): string
  /** Whether something was sent that will be lost then. */
  sends: boolean
  /** Where this browser stands in the line, 0 to 99.99. */
  bucket: number
}

export type Verdict = Forwarded | { to: 'asker'; answer: Response }

/** Passes that are kept in mind; a minute's worth of people. */
const MOST_VERIFIED = 2000
const YEAR = 365 * 24 * 3600

/**
 * Decides over one request. Without a trip to anywhere while the pass is fresh.
 * @param address as it will be forwarded, where that is not as the request has it: a request that is made anew has its dots resolved
 */
export async function judge(rules: Rules, request: Request, address?: string): Promise<Verdict> {
  const asker = askerOf(request)
  // A fragment is no part of what is forwarded; a program that does not know so would take it for more of the path.
  const path = address?.includes('#') ? null : pathOf(address ?? request.url)
  if (path === null) return answered(await refuse(asker, words.ambiguous, rules.faultPage))

  const { dial, origin, names } = rules
  const cookies = request.headers.get('Cookie')
  const place = placeFrom(cookieIn(cookies, names.wave)) ?? (dial.parts ? drawPlace() : 0)
  const drawn = dial.parts && placeFrom(cookieIn(cookies, names.wave)) === null
  const forward = (mode: Mode | null, held: Held | null): Forwarded => ({
    ...{ to: 'portal', mode, asker, pass: held?.pass ?? null, bucket: bucketOf(place), sends: !isSafe(request) },
    headers: asPortalSees(rules, request, held?.token ?? null, mode),
    setCookies: [...(held?.setCookie ? [held.setCookie] : []), ...(drawn && mode ? [setCookie(names.wave, String(place), YEAR)] : [])],
    page: () => pageOf(request, asker, path + new URL(request.url).search, origin),
  })

  const session = cookieIn(cookies, names.session)
  const fresh = ofSession(await freshPass(rules, cookieIn(cookies, names.pass)), session)
  const demand = demandFor(path, rules.stepUp)
  // Without a question nobody knows whether a pass still counts, where it must not outlive its session.
  if (demand === null && isExactly(path, rules.publicPaths)) return forward(null, rules.immediate ? null : fresh)
  const held = await heldPass(rules, request, fresh, session !== null)
  if (held === 'unreachable' || held === null) {
    const anonymous = forward(dial.mode(null, bucketOf(place)), null)
    if (anonymous.mode !== 'enforce') return anonymous
    const stopped = held === null ? toLogIn(rules, anonymous, '') : await refuse(asker, words.unreachable, rules.faultPage)
    return answered(withCookies(stopped, anonymous.setCookies))
  }
  const forwarded = forward(dial.mode(held.pass.facility, bucketOf(place)), held)
  if (demand === null || isSatisfied(demand, held.pass, rules.now())) return forwarded
  return answered(withCookies(toStepUp(forwarded, demand), forwarded.setCookies))
}

const answered = (answer: Response): Verdict => ({ to: 'asker', answer })

type Held = { token: string; pass: Pass; setCookie?: string }

/** A browser brings its pass with every part of a page, so that one which verified once is not verified again while it lasts. */
async function freshPass(rules: Rules, token: string | null): Promise<Held | null> {
  if (token === null) return null
  const { authority, origin: issuer, audience, verified } = rules
  const now = rules.now()
  const known = verified.get(token)
  if (known) return known.exp * 1000 > now ? { token, pass: known } : null
  const pass = await readPass(token, { keys: authority.keys, issuer, audience }, now)
  if (!pass) return null
  if (verified.size >= MOST_VERIFIED) verified.clear()
  verified.set(token, pass)
  return { token, pass }
}

/** A pass counts beside its own session only: whoever signs out, or logs in as somebody else, leaves the former one behind. */
const ofSession = (held: Held | null, session: string | null): Held | null =>
  held && session?.split('.', 1)[0] === held.pass.sid ? held : null

/** The pass that goes on with the request; null without a session. */
async function heldPass(rules: Rules, request: Request, fresh: Held | null, hasSession: boolean): Promise<Held | null | 'unreachable'> {
  if (fresh && !rules.immediate) return fresh
  if (!hasSession) return null
  try {
    const renewed = await rules.authority.renew(request, fresh?.pass ?? null)
    if (renewed === 'kept') return fresh
    return renewed && { ...(await newPass(rules, renewed.pass)), setCookie: renewed.setCookie }
  } catch {
    return 'unreachable'
  }
}

async function newPass(rules: Rules, token: string): Promise<Held> {
  const held = await freshPass(rules, token)
  if (!held) throw new Error('Latchkey issued a pass that does not verify: compare the origin, the audience and the clocks')
  return held
}

function asPortalSees({ seenAs, clientAddress }: Rules, request: Request, token: string | null, mode: Mode | null): Headers {
  const headers = cleaned(request.headers)
  headers.set('X-Forwarded-Host', seenAs.host)
  headers.set('X-Forwarded-Proto', seenAs.scheme)
  const address = clientAddress(request)
  if (address) headers.set('X-Forwarded-For', address)
  const cookies = withoutOurs(request.headers.get('Cookie'))
  if (cookies) headers.set('Cookie', cookies)
  if (token) headers.set(PASS_HEADER, token)
  else if (mode) headers.set('Latchkey-Rollout', mode)
  return headers
}

/** The request that a handler gets in place of the one that came. */
export function handedOn(request: Request, { headers }: Forwarded): Request {
  const result = new Request(request, { headers, redirect: 'manual' })
  if (isWebSocket(headers)) originals.set(result, request)
  return result
}

/** @param facility of whoever is stopped, where it is known */
export function toLogIn({ count }: Rules, { asker, page, sends }: Forwarded, facility: string): Response {
  count({ mode: 'enforce', outcome: 'stopped', facility })
  const to = `/auth/login?${new URLSearchParams({ return_to: page(), ...(sends && { notice: 'not-sent' }) })}`
  return lead(asker, { fault: words.signedOut, to, as: 'login' })
}

export const toStepUp = ({ asker, page, sends }: Forwarded, demand: StepUp): Response =>
  lead(asker, { fault: words.stepUp, to: stepUpPath(demand, page(), sends), as: 'step_up' })

/** A response may have headers that can't be changed, so it is made anew. */
export function withCookies(response: Response, setCookies: readonly string[]): Response {
  if (!setCookies.length) return response
  const result = new Response(response.body, response)
  for (const each of setCookies) result.headers.append('Set-Cookie', each)
  return result
}
