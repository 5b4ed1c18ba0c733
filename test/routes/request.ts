import { type Handler, Hono, type MiddlewareHandler } from 'hono'
import type { AppContext, AppEnv } from '../../src/routes/context.ts'
import { keyring } from '../../src/system.ts'
import { SITE } from '../views/person.ts'

export const HTTPS = 'https://portal.example'
export const LOOPBACK = 'http://localhost:8787'
export const KEYS = keyring(new TextEncoder().encode('a server key of the tests, long enough for one'))

/** One request to one handler, with what `wire` gives to each. */
export async function request(
  handle: (c: AppContext) => Response | Promise<Response>,
  init: RequestInit & { origin?: string; path?: string; doors?: MiddlewareHandler<AppEnv>[] } = {},
): Promise<Response> {
  const { origin = HTTPS, path = '/', doors = [], ...rest } = init
  const app = new Hono<AppEnv>()
  app.use(async (c, next) => {
    c.set('origin', origin)
    c.set('keys', KEYS)
    c.set('site', SITE)
    c.set('facts', {})
    await next()
  })
  for (const door of doors) app.use(door)
  app.all('*', handle as Handler<AppEnv>)
  return app.request(`${origin}${path}`, rest)
}

export const posted = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
})
