import { Hono } from 'hono'
import { DomainNotSetUp, DomainRefused } from '../../views/screens/domain.tsx'
import type { DomainRefusal } from '../domain/domain-account.ts'
import { DOMAIN_HANDSHAKE_LIFETIME } from '../domain/policy.ts'
import { comeBack } from '../domain-login/come-back.ts'
import { goToIssuer } from '../domain-login/go-to-issuer.ts'
import { show } from './answers.tsx'
import type { AppContext, AppEnv } from './context.ts'
import { forget, held, heldSession, keep } from './cookies.ts'
import { demandQuery } from './forms.tsx'
import { arrive } from './login-journey.tsx'
import { rememberReturn } from './return-to.ts'

/**
 * "Login" with a domain account: off to the issuer, and back. Both are GETs, as the protocol has it: the first changes nothing but
 * a cookie (and as a link it is no `form-action`), the second is good for the browser alone that holds that cookie.
 */
export const domain = new Hono<AppEnv>()
  .get('/', async (c) => {
    if (!c.var.domain) return show(c, DomainNotSetUp({ site: c.var.site }))
    rememberReturn(c)
    const going = await goToIssuer(c.var.domain, c.var.visit, asks(c.req.query()))
    if (going.to === 'refusal') return refuse(c, going.refused, going.code)
    keep(c, 'domain', going.cookie)
    return c.redirect(going.address.href, 303)
  })
  .get('/callback', async (c) => {
    if (!c.var.domain) return show(c, DomainNotSetUp({ site: c.var.site }))
    const back = await comeBack(c.var.domain, c.var.visit, new URL(c.req.url).searchParams, {
      ...{ cookie: held(c, 'domain'), session: heldSession(c) },
    })
    if (back.to === 'portal' || back.spent) forget(c, 'domain')
    return back.to === 'portal' ? arrive(c, back.session) : refuse(c, back.refused, back.code)
  })

/** `another`: whoever the issuer knows is not the one. `again`: they have to show who they are once more, so many seconds ago at most. */
function asks({ another, again }: Record<string, string>) {
  if (again === undefined) return { another: another !== undefined, maxAge: null }
  return { another: true, maxAge: demandQuery.parse({ max_age: again }).maxAge ?? DOMAIN_HANDSHAKE_LIFETIME / 1000 }
}

const STATUS = { stale: 400, down: 503 } as const

function refuse(c: AppContext, refused: DomainRefusal, code?: string) {
  c.var.facts.refused = refused
  if (code !== undefined) c.var.facts.issuer = code
  if (refused === 'down') c.header('Retry-After', '60')
  return show(c, DomainRefused({ site: c.var.site, refused }), refused in STATUS ? STATUS[refused as keyof typeof STATUS] : 403)
}
