import { isWebSocket } from './headers.ts'

/** Who asks, by what can be done with an answer: a page is led on, everything else is told. */
export type Asker = 'page' | 'htmx' | 'program' | 'websocket'

export function askerOf({ headers }: Request): Asker {
  if (isWebSocket(headers)) return 'websocket'
  if (headers.get('HX-Request') === 'true') return 'htmx'
  const mode = headers.get('Sec-Fetch-Mode')
  if (mode !== null) return mode === 'navigate' ? 'page' : 'program'
  return headers.get('X-Requested-With') === null && /\btext\/html\b/i.test(headers.get('Accept') ?? '') ? 'page' : 'program'
}

/**
 * The page to come back to: the one that was asked for, or, where what was asked for is no page that a GET brings back (a form that was
 * sent, a part of a page), the page it was asked from.
 * @param path of the request, with its query
 */
export function pageOf(request: Request, asker: Asker, path: string, origin: string): string {
  const { headers } = request
  const isPage = asker === 'page' || headers.get('HX-Boosted') === 'true'
  if (isPage && isSafe(request)) return path
  const from = URL.parse(headers.get(asker === 'htmx' ? 'HX-Current-URL' : 'Referer') ?? '')
  return from?.origin === origin && !/^\/auth(\/|$)/i.test(from.pathname) ? from.pathname + from.search : path
}

export const isSafe = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD'
