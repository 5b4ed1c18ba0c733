import { type FaultPage, plainPage, refuse } from './answers.ts'
import { askerOf } from './asker.ts'
import { isWebSocket } from './headers.ts'
import { originIn } from './options.ts'
import { UNPACKS } from './runtime.ts'
import { bridged } from './websocket.ts'
import { words } from './words.ts'

/** Whatever answers a request. */
export type Fetch = (request: Request) => Response | Promise<Response>

export interface GatewayOptions {
  /** Where the portal answers, for example `http://10.0.0.7:3000`. */
  portal: string
  /** The origin under which people know it: redirects of the portal to its own address are led there. */
  origin: string
  /** As the guard's option of this name. */
  faultPage?: FaultPage
}

/**
 * Hands requests on to a portal: bodies stream both ways, redirects and cookies stay the portal's, nothing is kept in a cache.
 * @throws TypeError where `portal` is no origin
 * @returns what does it; with other headers than the request's own where they are given
 */
export function gatewayTo({
  portal,
  origin,
  faultPage = plainPage,
}: GatewayOptions): (request: Request, headers?: Headers) => Promise<Response> {
  const { origin: behind } = originIn('portal', portal, 'http://10.0.0.7:3000')
  return async (request, given = request.headers) => {
    const { pathname, search } = new URL(request.url)
    const target = `${behind}${pathname}${search}`
    try {
      if (isWebSocket(given) && 'Deno' in globalThis) return await bridged(request, given, target)
      const { method, body } = request
      const headers = UNPACKS ? withPacking(given) : withAge(given)
      const init = { method, headers, body, redirect: 'manual', cache: 'no-store', duplex: 'half', ...ownLine(method) } as const
      const answer = await fetch(target, init)
      return ledHome(UNPACKS ? unpacked(answer) : answer, behind, origin)
    } catch {
      return refuse(askerOf(request), words.portalAway, faultPage)
    }
  }
}

let client: object | undefined

/** May be done twice (RFC 9110, 9.2.2). */
const IDEMPOTENT = /^(GET|HEAD|OPTIONS|TRACE|PUT|DELETE)$/

/**
 * Deno (2.9.6) asks again by itself where a kept line is cut before the answer, a POST too, with its body: whatever must not be done twice
 * gets a line of its own there. Workers and Node ask once.
 */
function ownLine(method: string): { client?: object } {
  const { Deno: deno } = globalThis as { Deno?: { createHttpClient?(options: { poolMaxIdlePerHost: number }): object } }
  if (!deno?.createHttpClient || IDEMPOTENT.test(method)) return {}
  client ??= deno.createHttpClient({ poolMaxIdlePerHost: 0 })
  return { client }
}

/** Workers say `no-cache` to the portal where a request is kept from their cache, and a portal then never answers 304: this says the same to it as nothing. */
function withAge(asked: Headers): Headers {
  if (asked.has('Cache-Control')) return asked
  const headers = new Headers(asked)
  headers.set('Cache-Control', 'max-age=0')
  return headers
}

/** Only what `fetch` of Deno and of Node alike can unpack; no part of a packed body makes sense unpacked. */
function withPacking(asked: Headers): Headers {
  const headers = new Headers(asked)
  headers.set('Accept-Encoding', headers.has('Range') ? 'identity' : 'gzip, br')
  return headers
}

/** `fetch` has unpacked the body by now, and left the headers that say otherwise. */
function unpacked(response: Response): Response {
  if (!/^(gzip|br)$/i.test(response.headers.get('Content-Encoding') ?? '')) return response
  const result = new Response(response.body, response)
  for (const name of ['Content-Encoding', 'Content-Length']) result.headers.delete(name)
  return result
}

function ledHome(response: Response, behind: string, origin: string): Response {
  const location = response.headers.get('Location')
  if (!location?.startsWith(behind) || URL.parse(location)?.origin !== behind) return response
  const result = new Response(response.body, response)
  result.headers.set('Location', origin + location.slice(behind.length))
  return result
}
