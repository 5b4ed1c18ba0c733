/** What a client may not say of itself, in whatever spelling: the portal hears it from the guard or not at all. */

export const PASS_HEADER = 'Latchkey-Pass'

/**
 * Names by which proxies and identity products say who somebody is. CGI, WSGI and PHP hand `X-User`, `X_User` and `x.user` to a program
 * as one variable, so that names are compared as they would be there. Credentials that the portal itself verifies are not among them.
 */
const IDENTITY = [
  /^(x-)?latchkey(-|$)/,
  /^(x-)?(remote|current|auth|authenticated|impersonate|proxy)-?(remote-)?(user|name|email|groups?|roles?|ident|uid|extra)(-|$)/,
  /^x-(user|uid|preferred-username|login|e?mail|groups?|roles?|account|subject|principal|identity|person)(-|$)/,
  /^(x-)?user-?(id|name|info|e?mail|groups?|roles?|dn|login|principal)(-|$)/,
  /^x-(auth|authenticated|authentication|webauth|(anonymous-)?consumer|credential|iap|sso|saml|oidc|shib|cas|jwt|id-token)(-|$)/,
  /^x-(pomerium|vouch|authentik|authelia|zitadel|okta|kratos|hasura|trusted-user|logged-in-user)(-|$)/,
  /^(oidc|saml|openid|mellon|shib|sso|cas|iv|sm|oam|osso|gap|tailscale|l5d)-/,
  /^(smuser|eppn|persistent-id)(-|$)/,
  /^(x-)?ms-(client-principal|token|original)/,
  /^x-(goog-(authenticated|iap)|endpoint-api-user|apigateway-api-user|appengine)/,
  /^x-amzn-(oidc|mtls|request-context|lambda-context)/,
  /^cf-access/,
  /^(x-)?((ssl|tls)-(client|cert)|client-(cert|([si]-)?dn|verify)|arr-clientcert)(-|$)/,
]

/** Names that say where a request came from, or where it goes. A proxy that is trusted is listened to before, see `clientAddress`. */
const FORWARDING = [
  /^(x-)?(vercel-)?forwarded(-|$)/,
  /^(.+-)?(real|client|remote|connecting|connection|originating|pseudo|socket)-?(ip(v[46])?|addr|address)(-|$)/,
  /^x-(original|rewrite|envoy|accel|sendfile)-/,
  /^(x-(http-)?host(-override)?|x-(url-)?scheme|x-script-name|front-end-https|wl-proxy-ssl)(-|$)/,
  // Next.js takes it for a request of its own, which has passed its middleware.
  /^x-(middleware-subrequest|custom-ip-authorization)(-|$)/,
  // Behind CGI it is `HTTP_PROXY`, through which a program asks its own services.
  /^proxy-?$/,
]

/** RFC 9110 §7.6.1: for the next hop alone. */
export const HOP_BY_HOP: readonly string[] = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** A header's name as a program behind CGI would know it, which some read as `HTTP_…` wherever they are. */
const known = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^http-/, '')

/** What was found of a name; browsers send the same few again and again. */
const found = new Map<string, boolean>()
const MOST_FOUND = 500

function isClaim(name: string): boolean {
  const before = found.get(name)
  if (before !== undefined) return before
  const as = known(name)
  const result = IDENTITY.some((pattern) => pattern.test(as)) || FORWARDING.some((pattern) => pattern.test(as))
  if (found.size >= MOST_FOUND) found.clear()
  found.set(name, result)
  return result
}

/** @returns what a client sent, without what only the guard may say, without cookies, and without what concerns this hop alone */
export function cleaned(headers: Headers): Headers {
  // `Expect` was answered by the server that the client spoke to; Node's own `fetch` sends no request that has it.
  const dropped = new Set([...HOP_BY_HOP, ...listed(headers.get('connection')), 'cookie', 'host', 'expect'])
  const result = new Headers(headers)
  for (const name of headers.keys()) if (dropped.has(name) || isClaim(name)) result.delete(name)
  if (isWebSocket(headers)) {
    result.set('Connection', 'Upgrade')
    result.set('Upgrade', 'websocket')
  }
  return result
}

export const isWebSocket = (headers: Headers): boolean => headers.get('upgrade')?.toLowerCase() === 'websocket'

/** `Connection: Latchkey-Pass` asks a proxy to drop that header: what a client lists is dropped here, before the guard adds its own. */
const listed = (connection: string | null): string[] =>
  (connection ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => !name.startsWith('sec-websocket-'))
