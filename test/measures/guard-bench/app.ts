import { Hono } from 'hono'
import { jwt } from 'hono/jwt'
import { createLocalJWKSet, type JSONWebKeySet } from 'jose'
import { gateway, gatewayTo } from '../../../src/guard/mod.ts'

/** What is measured, in one program: the same proxy bare, behind the guard, and behind hono/jwt. The first part of the path says which. */
export interface Config {
  origin: string
  portal: string
  jwks: JSONWebKeySet
}

export function benchApp({ origin, portal, jwks }: Config): (request: Request) => Response | Promise<Response> {
  const forward = gatewayTo({ portal, origin })
  // A fresh pass asks nobody: were it otherwise, every answer would be 503.
  const authority = { keys: createLocalJWKSet(jwks), renew: () => Promise.reject(new Error('asked')) }
  const behindGuard = gateway({ origin, authority, portal })
  const [key] = jwks.keys
  if (!key) throw new Error('there is no key')
  const behindJwt = new Hono()
    .use(jwt({ secret: key as JsonWebKey, alg: 'EdDSA', cookie: 'latchkey-pass' }))
    .all('*', (c) => forward(c.req.raw))
  return (request) => {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/guard')) return behindGuard(request)
    return pathname.startsWith('/jwt') ? behindJwt.fetch(request) : forward(request)
  }
}
