/** A portal on Hono and Node behind the guard as middleware; what it answers with is the portal that it was told. */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { gatewayTo, guard, type Pass } from '../../src/guard/mod.ts'

const { port, portal, ...options } = JSON.parse(process.env.WAY ?? '')
const forward = gatewayTo({ portal, origin: options.origin })

const app = new Hono<{ Variables: { pass: Pass | null } }>()
app.use(guard(options))
app.get('/echo/who', (c) => c.json({ who: c.get('pass')?.preferred_username ?? null }))
app.all('*', (c) => {
  // What a route of this very application would have been chosen by.
  c.req.raw.headers.set('Routed-By', encodeURIComponent(c.req.path))
  return forward(c.req.raw)
})
serve({ fetch: app.fetch, hostname: '127.0.0.1', port })
