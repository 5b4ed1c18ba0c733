import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import type { ProviderEvent, ReadEvent, ReadEvents } from '../delivery/delivery.ts'
import { HOOK_PATIENCE } from '../domain/policy.ts'
import type { Taken } from '../journey/follow-call.ts'
import type { Visit } from '../journey/ports.ts'
import type { AppContext, AppEnv } from './context.ts'
import type { Turns } from './turns.ts'

/** What the webhooks work with. */
export type Hooks = {
  readTelnyx: ReadEvent
  readResend: ReadEvent
  readSendgrid: ReadEvents
  take(visit: Visit, provider: string, event: ProviderEvent): Promise<Taken>
  wait(ms: number): Promise<void>
  background(work: Promise<unknown>): void
  /** Of this isolate. */
  turns: Turns
}

const MOST_BYTES = 64 * 1024

/**
 * Before everything else: a crowd costs nothing but its answers, not even a line each in the log.
 * @param inside how many are let in, of this isolate
 */
export const hooksDoor = (inside: Turns) =>
  createMiddleware(async (_, next) => {
    const passing = inside(next)
    if (passing === null) return new Response('later', { status: 503, headers: { 'Retry-After': '1' } })
    await passing
  })

/** Where the providers report. The signature is the only credential, and is checked before the body is parsed. */
export const hooks = new Hono<AppEnv>()
  .use(bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.text('too large', 413) }))
  .post('/telnyx', (c) => take(c, 'telnyx', c.var.hooks.readTelnyx))
  .post('/resend', (c) => take(c, 'resend', c.var.hooks.readResend))
  .post('/sendgrid', (c) => take(c, 'sendgrid', c.var.hooks.readSendgrid))

async function take(c: AppContext, provider: string, read: ReadEvent | ReadEvents) {
  const found = await read(await c.req.text(), c.req.raw.headers, c.var.visit.now)
  c.var.facts.hook = typeof found === 'string' ? found : [found].flat().map(nameOf).join(' ')
  if (found === 'unsigned') return c.text('unsigned', 401)
  if (found === 'ignored') return c.body(null, 204)
  const taking = c.var.hooks.turns(() => takeAll(c, provider, [found].flat()))
  if (taking === null) return later(c, 'busy')
  c.var.hooks.background(taking)
  const taken = await Promise.race([taking, c.var.hooks.wait(HOOK_PATIENCE)])
  if (!taken) return later(c, 'slow')
  c.var.facts.news = taken.join(' ')
  return c.body(null, 204)
}

const nameOf = (event: ProviderEvent): string => `${event.channel}-${event.happened}`

/** Decides what each event means, in its order; what a call now needs is done behind the answer. Only one visit stamps one event. */
async function takeAll(c: AppContext, provider: string, events: readonly ProviderEvent[]): Promise<string[]> {
  const news: string[] = []
  for (const [nth, event] of events.entries()) {
    const taken = await c.var.hooks.take(
      { ...c.var.visit, stamp: nth ? `${c.var.visit.stamp}-${nth}` : c.var.visit.stamp },
      provider,
      event,
    )
    if (taken.after) c.var.hooks.background(taken.after())
    news.push(taken.news)
  }
  return news
}

/** The provider sends it again; the event's own id makes that harmless. */
function later(c: AppContext, why: 'busy' | 'slow') {
  c.var.facts.shed = why
  c.header('Retry-After', '1')
  return c.text('later', 503)
}
