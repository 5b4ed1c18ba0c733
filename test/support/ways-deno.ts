/** The same on Deno, where the guard wraps whatever answers. */
import process from 'node:process'
import { gatewayTo, guarded } from '../../src/guard/mod.ts'

type Serve = (options: { hostname: string; port: number }, answer: (request: Request) => Promise<Response>) => unknown

const { port, portal, ...options } = JSON.parse(process.env.WAY ?? '')
const forward = gatewayTo({ portal, origin: options.origin })
const { serve } = (globalThis as unknown as { Deno: { serve: Serve } }).Deno

const answer = guarded(options, async (request, pass) =>
  new URL(request.url).pathname === '/echo/who' ? Response.json({ who: pass?.preferred_username ?? null }) : forward(request),
)
serve({ hostname: '127.0.0.1', port }, (request) => answer(request))
