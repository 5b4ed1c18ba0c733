/** Cookies of ours stay between the browser and us: a portal neither sees nor sets them. */

const OURS = /^(__(host|secure)-)?latchkey(-|$)/i

export type CookieNames = { session: string; pass: string; wave: string }

/** @param secure false on http, which browsers allow on a loopback address and nowhere else */
export const cookieNames = (secure: boolean): CookieNames => {
  const prefix = secure ? '__Host-' : ''
  return { session: `${prefix}latchkey`, pass: `${prefix}latchkey-pass`, wave: `${prefix}latchkey-wave` }
}

const pairs = (header: string | null): string[] =>
  (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter(Boolean)

const nameOf = (pair: string): string =>
  pair
    .replace(/^[=\s]+/, '')
    .split('=', 1)[0]
    ?.trim() ?? ''

/** The value of the first cookie of this name. */
export function cookieIn(header: string | null, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    // No more than browsers leave out: with a wider space before it, a neighbour could set a cookie that is read as one of `__Host-`.
    const start = pair.replace(/^[ \t]+/, '')
    if (start.startsWith(`${name}=`)) return start.slice(name.length + 1)
  }
  return null
}

/** Workers make one of two `Cookie` lines with a comma, which stands in values of other cookies as well. */
const AFTER_COMMA = /,[\s=]*(__(host|secure)-)?latchkey[^=,]*=/i

/** A `Cookie` header without ours; null where nothing is left. */
export function withoutOurs(header: string | null): string | null {
  const left = pairs(header)
    .flatMap((pair) => (AFTER_COMMA.test(pair) ? pair.split(',').map((part) => part.trim()) : [pair]))
    .filter((pair) => pair !== '' && !OURS.test(nameOf(pair)))
  return left.length ? left.join('; ') : null
}

/** @param setCookie as a portal sends it; a browser also takes `=latchkey=…` and would send it back as `latchkey=…` */
export const setsOurs = (setCookie: string): boolean => OURS.test(nameOf(setCookie.split(';', 1)[0] ?? ''))

/** A cookie of this host that no script reads. @param maxAge seconds */
export const setCookie = (name: string, value: string, maxAge: number): string =>
  [`${name}=${value}`, `Max-Age=${maxAge}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', ...(name.startsWith('__Host-') ? ['Secure'] : [])].join(
    '; ',
  )
