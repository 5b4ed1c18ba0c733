import type { AppContext } from './context.ts'
import { forget, held, keep } from './cookies.ts'

const LONGEST = 512

/**
 * A page of the portal, as a path. Anything else is null: another origin however it is spelled, a page of ours, and a path that
 * a browser would take for a host (`/.//evil.example` normalises to `//evil.example`).
 */
export function portalPath(asked: string | null | undefined, origin: string): string | null {
  if (!asked?.startsWith('/') || asked.length > LONGEST) return null
  const url = URL.parse(asked, origin)
  if (url?.origin !== origin || url.pathname.startsWith('//') || /^\/auth(\/|$)/i.test(url.pathname)) return null
  return url.pathname + url.search
}

/** Keeps where the person wanted to go, until they are signed in. */
export function rememberReturn(c: AppContext): void {
  const path = portalPath(c.req.query('return_to'), c.var.origin)
  if (path !== null) keep(c, 'return', encodeURIComponent(path))
}

/** The login, which leads back to where somebody wanted to go. */
export function loginAndBack(c: AppContext): string {
  const path = portalPath(c.req.query('return_to'), c.var.origin)
  return path === null ? '/auth/login' : `/auth/login?return_to=${encodeURIComponent(path)}`
}

/** Where they wanted to go, once; the portal's home without it. */
export function takeReturn(c: AppContext): string {
  const kept = held(c, 'return')
  if (kept === null) return '/'
  forget(c, 'return')
  return portalPath(decoded(kept), c.var.origin) ?? '/'
}

/** The page that somebody arrives at just registered, and is told so. An address with a query of its own is left as it was asked for. */
export const newlyRegistered = (path: string): string => (path.includes('?') ? path : `${path}?registered`)

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
