/**
 * The guard: puts a portal that knows nothing of multi-factor authentication behind Latchkey.
 * From then on the portal sees requests of authenticated people only, each with a signed pass that says who they are.
 *
 * @example A portal on Hono
 * ```ts
 * import { Hono } from 'hono'
 * import { guard, type Pass } from 'latchkey/guard'
 *
 * const app = new Hono<{ Variables: { pass: Pass } }>()
 * app.use(guard({ origin: 'https://portal.example.com', key: GUARD_KEY, publicPaths: ['/health'] }))
 * app.get('/', (c) => c.text(`Hello ${c.get('pass').name}`))
 * ```
 *
 * @example Any Worker, or `Deno.serve`
 * ```ts
 * import { guarded } from 'latchkey/guard'
 *
 * export default { fetch: guarded({ origin: 'https://portal.example.com', key: GUARD_KEY }, (request, pass) => new Response(pass?.name)) }
 * ```
 * @module
 */
import { finish } from './finish.ts'
import { type Fetch, gatewayTo } from './gateway.ts'
import { handedOn, judge } from './judge.ts'
import { type GuardOptions, type LocalOptions, rulesFrom } from './options.ts'
import type { Pass } from './pass.ts'
import { originals } from './websocket.ts'

export type { FaultPage, Refused } from './answers.ts'
export type { Authority, Renewal } from './authority.ts'
export { type GatewayOptions, gatewayTo } from './gateway.ts'
export { PASS_HEADER } from './headers.ts'
export type { Counted, GuardOptions, LocalOptions } from './options.ts'
export { type Pass, readPass } from './pass.ts'
export type { Mode } from './rollout.ts'
export type { StepUp } from './step-up.ts'

/** What the guard uses of a context of Hono, so that it depends on no version of it. */
export interface GuardContext {
  req: { raw: Request }
  // biome-ignore lint/suspicious/noExplicitAny: Hono's own type; a narrower one would refuse every typed application.
  set: (key: any, value: any) => void
  get res(): Response
  set res(response: Response | undefined)
}

/**
 * The request as Deno made it, for `Deno.upgradeWebSocket`, which takes no other. Its headers are what the client sent: read those of the request
 * that the guard handed on.
 */
export const originalOf = (request: Request): Request => originals.get(request) ?? request

/**
 * Middleware for Hono. Handlers find the pass as `c.get('pass')`, null on public paths and while the roll-out dial lets somebody through.
 * @throws TypeError that names the option which is wrong
 */
export function guard(options: GuardOptions | LocalOptions): (c: GuardContext, next: () => Promise<void>) => Promise<Response | undefined> {
  const rules = rulesFrom(options)
  return async function guard(c, next) {
    const verdict = await judge(rules, c.req.raw)
    if (verdict.to === 'asker') return verdict.answer
    const { raw } = c.req
    c.req.raw = handedOn(raw, verdict)
    c.set('pass', verdict.pass)
    await next()
    const answer = finish(rules, raw, verdict, c.res)
    // Without this Hono would put back each header that was taken away.
    c.res = undefined
    c.res = answer
    return undefined
  }
}

/**
 * Wraps whatever answers requests: the `fetch` of a Worker, the handler of `Deno.serve`.
 * @param handler is given the request as a portal may see it, and the pass; null on public paths and while the dial lets somebody through
 * @throws TypeError that names the option which is wrong
 */
export function guarded<Rest extends unknown[]>(
  options: GuardOptions | LocalOptions,
  handler: (request: Request, pass: Pass | null, ...rest: Rest) => ReturnType<Fetch>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  const rules = rulesFrom(options)
  return async (request, ...rest) => {
    const verdict = await judge(rules, request)
    if (verdict.to === 'asker') return verdict.answer
    return finish(rules, request, verdict, await handler(handedOn(request, verdict), verdict.pass, ...rest))
  }
}

/**
 * A gateway: guards a portal that runs elsewhere, and hands everything on to it. Where Latchkey's own Worker stands before the portal, it is this
 * already; here is the same for a Worker, or a `Deno.serve`, of its own.
 * @throws TypeError that names the option which is wrong
 */
export function gateway({
  portal,
  ...options
}: (GuardOptions | LocalOptions) & { portal: string }): (request: Request) => Promise<Response> {
  const rules = rulesFrom(options)
  const forward = gatewayTo({ portal, origin: rules.origin, faultPage: rules.faultPage })
  return async (request) => {
    const verdict = await judge(rules, request)
    if (verdict.to === 'asker') return verdict.answer
    return finish(rules, request, verdict, await forward(request, verdict.headers))
  }
}
