import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { ReadEvent, ReadEvents } from '../delivery/delivery.ts'
import type { AppContext, AppEnv } from './context.ts'

const MOST_BYTES = 64 * 1024

/** Where the providers report. The signature is the only credential, and is checked before the body is parsed. */
export const hooks = new Hono<AppEnv>()
  .use(bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.text('too large', 413) }))
  .post('/telnyx', (c) => take(c, c.var.hooks.readTelnyx))
  .post('/resend', (c) => take(c, c.var.hooks.readResend))
  .post('/sendgrid', (c) => take(c, c.var.hooks.readSendgrid))

async function take(c: AppContext, read: ReadEvent | ReadEvents) {
  const event = await read(await c.req.text(), c.req.raw.headers, c.var.visit.now)
  const events = typeof event === 'string' ? [] : [event].flat()
  c.var.facts.hook = typeof event === 'string' ? event : events.map(({ channel, happened }) => `${channel}-${happened}`).join(' ')
  if (event === 'unsigned') return c.text('unsigned', 401)
  for (const each of events) await c.var.hooks.take(c.var.visit, each)
  return c.body(null, 204)
}
