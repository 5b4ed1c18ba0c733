import { type FaultPage, plainPage, refuse } from './answers.ts'
import { askerOf } from './asker.ts'
import { isWebSocket } from './headers.ts'
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

/** Hands requests on to a portal: bodies stream both ways, redirects and cookies stay the portal's, nothing is kept in a cache. */
export function gatewayTo({ portal, origin, faultPage = plainPage }: GatewayOptions): (request: Request) => Promise<Response> {
  const { origin: behind } = new URL(portal)
  return async (request) => {
    const { pathname, search } = new URL(request.url)
    const target = `${behind}${pathname}${search}`
    try {
      if (isWebSocket(request.headers) && 'Deno' in globalThis) return await bridged(request, target)
      const { method, headers, body } = request
      const init = { method, headers, body, redirect: 'manual', cache: 'no-store', duplex: 'half' } as const
      return ledHome(await fetch(target, init), behind, origin)
    } catch {
      return refuse(askerOf(request), words.portalAway, faultPage)
    }
  }
}

function ledHome(response: Response, behind: string, origin: string): Response {
  const location = response.headers.get('Location')
  if (!location?.startsWith(behind) || URL.parse(location)?.origin !== behind) return response
  const result = new Response(response.body, response)
  result.headers.set('Location', origin + location.slice(behind.length))
  return result
}
