import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { DOMAIN_HANDSHAKE_LIFETIME, FLOW_LIFETIME, FLOW_RESUMABLE, SESSION_LIFETIME } from '../domain/policy.ts'
import { PASS_LIFETIME } from '../guard/pass.ts'
import type { SessionTicket, Ticket } from '../journey/ports.ts'
import { fingerprint } from '../system.ts'
import type { AppContext } from './context.ts'

/**
 * `before` is the browser's secret before it is anybody; `flow` a registration; `session` a signed-in person; `return` the page of
 * the portal that they wanted; `login` a login between the password and the code; `browser` a browser that is remembered;
 * `recovery` the way to a new password; `pass` what the guard made of the session a moment ago.
 * Over https all are `__Host-` and Secure; http is for loopback only, where browsers would not keep such cookies.
 */
const NAMES = {
  before: 'latchkey-before',
  flow: 'latchkey-flow',
  session: 'latchkey',
  return: 'latchkey-return',
  login: 'latchkey-login',
  recovery: 'latchkey-recovery',
  browser: 'latchkey-browser',
  domain: 'latchkey-domain',
  pass: 'latchkey-pass',
} as const
const LIFETIMES = {
  before: undefined,
  flow: FLOW_RESUMABLE / 1000,
  session: SESSION_LIFETIME / 1000,
  return: undefined,
  login: FLOW_LIFETIME / 1000,
  recovery: FLOW_LIFETIME / 1000,
  browser: undefined,
  domain: DOMAIN_HANDSHAKE_LIFETIME / 1000,
  pass: PASS_LIFETIME,
} as const

type Kind = keyof typeof NAMES
type TicketKind = 'flow' | 'login' | 'recovery' | 'session' | 'browser'

const isSecure = (c: AppContext) => c.var.origin.startsWith('https:')
const nameOf = (c: AppContext, kind: Kind) => (isSecure(c) ? `__Host-${NAMES[kind]}` : NAMES[kind])

/** @param maxAge in seconds, where the kind has no lifetime of its own */
export function keep(c: AppContext, kind: Kind, value: string, maxAge: number | undefined = LIFETIMES[kind]): void {
  setCookie(c, nameOf(c, kind), value, { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure(c), maxAge })
}

export const forget = (c: AppContext, kind: Kind): void => {
  deleteCookie(c, nameOf(c, kind), { path: '/', secure: isSecure(c) })
}

export const held = (c: AppContext, kind: Kind): string | null => getCookie(c, nameOf(c, kind)) ?? null

/** `id.secret`, both of the base64url alphabet; anything else is no ticket. */
export function heldTicket(c: AppContext, kind: TicketKind): Ticket | null {
  const [, id, secret] = /^([\w-]{16,64})\.([\w-]{32,64})$/.exec(held(c, kind) ?? '') ?? []
  return id && secret ? { id, secret } : null
}

/** The session's cookie, as the storage is asked for it. */
export function heldSession(c: AppContext): SessionTicket | null {
  const ticket = heldTicket(c, 'session')
  return ticket && { id: ticket.id, hash: fingerprint(ticket.secret) }
}

export const keepTicket = (c: AppContext, kind: TicketKind, { id, secret }: Ticket, maxAge?: number): void =>
  keep(c, kind, `${id}.${secret}`, maxAge)
