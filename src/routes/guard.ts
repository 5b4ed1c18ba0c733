/** The guard of this installation: the gateway to the portal, the answer for proxies of one's own, the keys for whoever verifies passes. */
import { Hono } from 'hono'
import { Fault } from '../../views/screens/fault.tsx'
import { text } from '../../views/text.ts'
import { type Refused, refusals } from '../guard/answers.ts'
import { KEY_HEADER } from '../guard/authority.ts'
import { finish } from '../guard/finish.ts'
import { gatewayTo } from '../guard/gateway.ts'
import { PASS_HEADER } from '../guard/headers.ts'
import { type Forwarded, judge } from '../guard/judge.ts'
import { type Rules, rulesFrom } from '../guard/options.ts'
import type { Settings } from '../settings.ts'
import { sameText } from '../system.ts'
import { show } from './answers.tsx'
import type { AppContext, AppEnv } from './context.ts'
import { authorityFor } from './pass.ts'

/** What the settings say. Each request adds of whom it asks, and who it comes from. */
export function houseRules({ LANGUAGE, ...settings }: Settings): Rules {
  const { PUBLIC_ORIGIN: origin, PASS_AUDIENCE, PUBLIC_PATHS: publicPaths, STEP_UP: stepUp, REVOCATION: revocation } = settings
  const day =
    settings.ROLLOUT_DATE && new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'long', timeZone: 'UTC' }).format(settings.ROLLOUT_DATE)
  return rulesFrom({
    ...{ origin, publicPaths, stepUp, revocation, rollout: settings.ROLLOUT, ...(day !== undefined && { rolloutDate: day }) },
    ...(PASS_AUDIENCE !== undefined && { audience: PASS_AUDIENCE }),
    authority: { keys: unasked, renew: unasked },
  })
}

const unasked = () => Promise.reject(new TypeError('Rules are given an authority with each request'))

const rulesOf = (c: AppContext): Rules => ({
  ...c.var.guard.rules,
  authority: authorityFor(c),
  clientAddress: () => c.var.client.address,
  faultPage: (refused) => faultPage(c, refused),
  count: (what) => {
    c.var.facts.guard = `${what.mode}-${what.outcome}`
    c.var.guard.count(what)
  },
  now: () => c.var.visit.now,
})

function faultPage(c: AppContext, { status, title, detail, retry }: Refused): Response | Promise<Response> {
  const { tryAgain, toStart } = text.guard
  return show(c, Fault({ title, lead: detail, link: retry === null ? toStart : tryAgain, href: retry === null ? '/' : '' }), status)
}

/** Everything that is not `/auth`, to the portal. */
export function gateway(portal: string) {
  return async (c: AppContext): Promise<Response> => {
    const rules = rulesOf(c)
    const verdict = await judge(rules, c.req.raw)
    if (verdict.to === 'asker') return verdict.answer
    const forward = gatewayTo({ portal, origin: rules.origin, faultPage: rules.faultPage })
    const answer = await forward(c.req.raw, verdict.headers)
    if (refusals.has(answer)) c.var.facts.fault = 'portal-away'
    else c.var.facts.portal = answer.status
    return finish(rules, c.req.raw, verdict, answer)
  }
}

export const guardRoutes = new Hono<AppEnv>()
  .get('/jwks.json', async (c) => {
    c.header('Cache-Control', 'public, max-age=600')
    return c.json((await c.var.passes.keys()).jwks)
  })
  /**
   * Forward authentication: a proxy asks here before each request, and lets it through on 200 or 201 with the headers of the answer. A
   * guard that runs elsewhere asks here for a new pass.
   */
  .get('/check', async (c) => {
    if (isGuard(c)) return renewed(c)
    if (!c.var.client.isHop) return problem(c, 403, text.guard.notAHop)
    const request = requestAtHop(c)
    if (!request) return problem(c, 400, text.guard.noAddress)
    const rules = rulesOf(c)
    const verdict = await judge(rules, request, c.var.origin + c.req.header('X-Forwarded-Uri'))
    if (verdict.to === 'portal') return letThrough(rules, verdict)
    return c.req.query('answer') === 'status' ? asStatus(verdict.answer) : verdict.answer
  })

function isGuard(c: AppContext): boolean {
  const [key, given] = [c.var.guard.key, c.req.header(KEY_HEADER)]
  return key !== undefined && given !== undefined && sameText(key, given)
}

async function renewed(c: AppContext): Promise<Response> {
  const found = await authorityFor(c).renew(c.req.raw, null)
  if (found === null || found === 'kept') return problem(c, 401, { title: text.session.over.title, detail: text.session.none })
  return new Response(null, { status: 200, headers: { [PASS_HEADER]: found.pass, 'Set-Cookie': found.setCookie } })
}

/** The request that the proxy holds back. Only the proxy's own word counts for where it goes: it overwrites what a client says. */
function requestAtHop(c: AppContext): Request | null {
  const path = c.req.header('X-Forwarded-Uri')
  if (!path?.startsWith('/')) return null
  try {
    return new Request(c.var.origin + path, { method: c.req.header('X-Forwarded-Method') ?? 'GET', headers: c.req.raw.headers })
  } catch {
    return null
  }
}

/**
 * Yes, with what the proxy sets on the request to the portal: the pass, and the cookies without ours. 201 where a cookie is to be handed to the
 * browser as well, 200 where none is: some proxies can ask for a status, and not whether a header is there.
 */
function letThrough({ count }: Rules, { headers: asked, pass, mode, setCookies }: Forwarded): Response {
  if (mode !== null) count({ mode, outcome: pass ? 'passed' : mode === 'warn' ? 'warned' : 'anonymous', facility: pass?.facility ?? '' })
  // Always there, and empty where there is nothing to say, so that a proxy overwrites what a client sent.
  const headers = new Headers()
  for (const name of [PASS_HEADER, 'Latchkey-Rollout', 'Cookie']) headers.set(name, asked.get(name) ?? '')
  // One alone: nginx and Caddy make one line of two. The place in the line goes first, and the pass with the next request.
  const setCookie = setCookies.at(-1)
  if (setCookie) headers.set('Set-Cookie', setCookie)
  return new Response(null, { status: setCookie ? 201 : 200, headers })
}

/** nginx takes 401 and 403 for a no, and nothing else; where a page is led is told beside it. */
function asStatus(answer: Response): Response {
  const location = answer.headers.get('Location')
  const status = answer.status === 303 ? 401 : answer.status === 400 ? 403 : answer.status
  const headers = new Headers({ 'Cache-Control': 'no-store, private', ...(location !== null && { 'Latchkey-Location': location }) })
  for (const each of answer.headers.getSetCookie()) headers.append('Set-Cookie', each)
  return new Response(null, { status, headers })
}

const problem = (c: AppContext, status: 400 | 401 | 403, words: { title: string; detail: string }) =>
  c.json({ type: 'about:blank', ...words, status }, status, { 'Content-Type': 'application/problem+json' })
