import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import { style } from '../views/style.ts'
import { text } from '../views/text.ts'
import { HTMX, SCRIPT } from './assets.ts'
import { Busy } from './credentials/passwords.ts'
import { HOOKS_INSIDE } from './domain/policy.ts'
import { showFault } from './routes/answers.tsx'
import type { AppContext, AppEnv } from './routes/context.ts'
import { domain } from './routes/domain.tsx'
import { ownForm, ownHost, ownPage, smallBody } from './routes/doors.tsx'
import { gateway, guardRoutes } from './routes/guard.ts'
import { health } from './routes/health.ts'
import { hooks, hooksDoor } from './routes/hooks.ts'
import { joinHere } from './routes/join.tsx'
import { logIn } from './routes/log-in.tsx'
import { lostPhone } from './routes/lost-phone.tsx'
import { recover } from './routes/recover.tsx'
import { register } from './routes/register.tsx'
import { session } from './routes/session.tsx'
import { signOut } from './routes/sign-out.tsx'
import { stepUp } from './routes/step-up.tsx'
import { turns } from './routes/turns.ts'
import { DatabaseUnavailable } from './storage/database.ts'
import { cspHash } from './system.ts'
import type { AppDeps } from './wire.ts'
import { wire } from './wire.ts'

/** The whole application: `/auth` is ours, every other path the portal's. */
export function createApp(deps: AppDeps): Hono<AppEnv> {
  const sheet = style(deps.settings.BRAND_ACCENT)
  const secured = headers(deps.settings.PUBLIC_ORIGIN.startsWith('https:'))
  const app = new Hono<AppEnv>()
  app.use('/auth/hooks/*', secured, hooksDoor(turns(HOOKS_INSIDE)))
  app.use(wire(deps, { style: sheet, scripts: [HTMX, SCRIPT] }))
  app.use(onOurAnswers(secured))
  app.use(onOurAnswers(contentPolicy(sheet)))
  app.use(ownHost)
  app.route('/auth/hooks', hooks)
  app.use('/auth/*', ownPage, ownForm, smallBody)
  app.route('/auth/health', health)
  app.route('/auth', guardRoutes)
  app.route('/auth', recover)
  app.route('/auth', lostPhone)
  app.route('/auth/login/domain', domain)
  app.route('/auth', logIn)
  app.route('/auth', signOut)
  app.route('/auth/step-up', stepUp)
  app.route('/auth/register', register)
  app.route('/auth/join', joinHere)
  app.route('/auth/session', session)
  app.get('/auth', (c) => c.redirect('/auth/login', 303))
  app.all('/auth/*', (c) => (c.req.method === 'GET' || c.req.method === 'HEAD' ? notFound(c) : notAllowed(c)))
  if (deps.settings.PORTAL_ORIGIN) app.all('*', gateway(deps.settings.PORTAL_ORIGIN))
  app.notFound((c) => notFound(c))
  app.onError((error, c) => fault(error, c))
  return app
}

/** What a portal answers stays as it is. */
const onOurAnswers = (middleware: MiddlewareHandler) =>
  createMiddleware<AppEnv>(async (c, next) => {
    await next()
    if (c.var.facts.portal === undefined) await middleware(c, async () => {})
  })

/** The same on every answer, whatever its status. */
const headers = (https: boolean) =>
  secureHeaders({
    referrerPolicy: 'same-origin',
    strictTransportSecurity: https ? 'max-age=63072000; includeSubDomains' : false,
    xFrameOptions: 'DENY',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
  })

/** Nothing inline but our one style sheet, by its hash. A page with a policy of its own keeps it. */
function contentPolicy(sheet: string) {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src '${cspHash(sheet)}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  return createMiddleware<AppEnv>(async (c, next) => {
    await next()
    if (!c.res.headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', policy)
  })
}

const notFound = (c: AppContext) => showFault(c, { ...text.faults.notFound, href: '/auth/login' }, 404)

function notAllowed(c: AppContext) {
  c.header('Allow', 'GET, POST')
  return showFault(c, { ...text.faults.unsupported, href: '/auth/login' }, 405)
}

/** A fault of ours: no decision was made, nothing is half done. Only the class of the error is told, and only to the log. */
function fault(error: Error, c: Context<AppEnv>) {
  c.var.facts.fault = error.name
  const href = wayOn(c.req.path) + (c.req.path === '/auth/step-up' ? new URL(c.req.url).search : '')
  if (error instanceof DatabaseUnavailable) {
    c.var.facts.database = error.message
    c.header('Retry-After', '5')
    return showFault(c, { ...text.faults.down, href }, 503)
  }
  if (error instanceof Busy) return showFault(c, { ...text.faults.busy, href }, 503)
  c.var.facts.where = error.stack?.split('\n')[1]?.trim() ?? ''
  return showFault(c, { ...text.faults.broken(c.var.visit.stamp), href }, 500)
}

/**
 * Where one goes on. The address of every form is also that of a page, which shows where its journey stands; only the portal's own
 * forms have none, and an issuer's answer is good once.
 */
const wayOn = (path: string): string => (/^\/auth\/(sign-out|session)/.test(path) ? '/' : path.replace(/\/callback$/, ''))
