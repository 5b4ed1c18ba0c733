/** What a request must show before anyone listens to it. */
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { text } from '../../views/text.ts'
import { sameText } from '../system.ts'
import { showFault } from './answers.tsx'
import type { AppContext, AppEnv } from './context.ts'
import { held, heldTicket } from './cookies.ts'

const MOST_BYTES = 16 * 1024

type FaultWords = Parameters<typeof showFault>[1]

const refuse = (c: AppContext, fault: Omit<FaultWords, 'href'>, status: Parameters<typeof showFault>[2], href = '/auth/login') => {
  c.var.facts.refused = fault.title
  return showFault(c, { ...fault, href }, status)
}

/** Answers under the configured origin only, so that no other name can be made to appear in a link, a redirect or a cache. */
export const ownHost = createMiddleware<AppEnv>(async (c, next) => {
  if (new URL(c.req.url).host === new URL(c.var.origin).host) return next()
  return refuse(c, text.faults.wrongHost, 421, `${c.var.origin}/auth/login`)
})

/**
 * A POST comes from our own pages. Browsers say so in `Sec-Fetch-Site`, older ones in `Origin`; text browsers send neither and
 * are known by their `Referer`. The form's token is asked for besides.
 */
export const ownPage = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.method !== 'POST') return next()
  const site = c.req.header('Sec-Fetch-Site')
  const from = c.req.header('Origin') ?? URL.parse(c.req.header('Referer') ?? '')?.origin
  const ours = from === c.var.origin && (site === undefined || site === 'same-origin')
  return ours ? next() : refuse(c, text.faults.foreign, 403)
})

/** Forms as HTML sends them, and nothing else; the body is small, whatever its declared length says. */
export const ownForm = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.method !== 'POST') return next()
  const type = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') return refuse(c, text.faults.unsupported, 415)
  return next()
})

export const smallBody = bodyLimit({
  maxSize: MOST_BYTES,
  onError: (c) => refuse(c as AppContext, text.faults.tooLarge, 413, c.req.path),
})

type TokenOf = 'before' | 'flow' | 'login' | 'recovery' | 'session'

/** Any step's address leads to the step that was reached. */
const WAY_ON: Record<TokenOf, string> = {
  before: '/auth/register',
  flow: '/auth/register/choose-method',
  login: '/auth/login/send-code',
  recovery: '/auth/recover/check-email',
  session: '/',
}

/** The proof, in the body of a form, that we served it to the holder of this cookie. */
export function formToken(c: AppContext, of: TokenOf, secretOrId: string): string {
  return c.var.keys.digest('form', of, secretOrId)
}

/** Refuses a form whose token is missing, another's, or of an earlier flow. Nothing is changed. */
export const ownToken = (of: TokenOf) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const holder = of === 'before' ? held(c, 'before') : heldTicket(c, of)?.id
    const { token } = await c.req.parseBody()
    if (holder && typeof token === 'string' && sameText(token, formToken(c, of, holder))) return next()
    return refuse(c, text.faults.stale, 403, WAY_ON[of])
  })
