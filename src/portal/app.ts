/** A portal behind the guard: it knows who asks by the pass alone, and nothing of how they logged in. */
import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { type Look, lookOf } from '../../views/portal/look.ts'
import { TEXT } from '../../views/portal/text.ts'
import { caseRoutes } from './case-routes.ts'
import { type Env, faulty, type PortalDeps, problem } from './context.ts'
import { pages } from './pages.ts'
import { KeysUnavailable } from './pass.ts'
import { sampler } from './samples.ts'

const MOST_BYTES = 16 * 1024

export function portal(deps: PortalDeps): Hono<Env> {
  const look = lookOf(deps.settings)
  const { PUBLIC_ORIGIN } = deps.settings
  const app = new Hono<Env>()
  app.use(headers(look, PUBLIC_ORIGIN.startsWith('https:')))
  app.get('/healthz', (c) => c.text('ok'))
  app.use(whoAsks(deps, look))
  // The address that a browser sees is the guard's; this process is asked by another.
  app.use(csrf({ origin: PUBLIC_ORIGIN }))
  app.use(bodyLimit({ maxSize: MOST_BYTES, onError: (c) => faulty(c, 'tooLarge', 413) }))
  app.route('/', pages(deps))
  app.route('/', caseRoutes(deps))
  app.notFound((c) => faulty(c, 'notFound', 404))
  app.onError((error, c) => {
    if (error instanceof HTTPException && error.status === 403) return faulty(c, 'foreign', 403)
    deps.log(`${c.req.method} ${c.req.path}: ${error.name}`)
    if (error instanceof KeysUnavailable) return problem(c, 503, TEXT.faults.noKeys)
    return c.var.around ? faulty(c, 'broken', 500) : problem(c, 500, TEXT.faults.broken.words)
  })
  return app
}

/** K02: everything from here on is for whoever brings a pass. */
function whoAsks({ verify, now, database, settings }: PortalDeps, look: Look) {
  const giveSamples = sampler(database, settings.PORTAL_SAMPLES)
  return createMiddleware<Env>(async (c, next) => {
    const at = now()
    const visitor = await verify(c.req.header('Latchkey-Pass'), at)
    if (!visitor) return problem(c, 401, TEXT.faults.noPass)
    c.set('now', at)
    c.set('visitor', visitor)
    c.set('around', { look, visitor, registered: c.req.query('registered') !== undefined })
    await giveSamples(visitor, at)
    return next()
  })
}

/** On every answer: no script but files of this origin, no style but our one sheet, nothing kept on a shared desk. */
function headers(look: Look, https: boolean) {
  const [none, self] = [["'none'"], ["'self'"]]
  const secure = secureHeaders({
    contentSecurityPolicy: {
      ...{ defaultSrc: none, scriptSrc: self, connectSrc: self, imgSrc: ["'self'", 'data:'], formAction: self },
      styleSrc: [`'sha256-${createHash('sha256').update(look.style).digest('base64')}'`],
      ...{ baseUri: none, frameAncestors: none },
    },
    strictTransportSecurity: https ? 'max-age=63072000; includeSubDomains' : false,
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
  })
  return createMiddleware<Env>(async (c, next) => {
    c.header('Cache-Control', 'no-store, private')
    return secure(c, next)
  })
}
