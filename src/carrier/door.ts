/**
 * What every request to a provider passes: it is noted, its key is checked, its body is read, and a programmed fault may befall it.
 */
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { createMiddleware } from 'hono/factory'
import type { Fault } from './faults.ts'
import type { Provider } from './requests.ts'
import type { Carrier } from './state.ts'

export type ProviderEnv<P extends Provider = Provider> = { Bindings: HttpBindings; Variables: { body: unknown; provider: P } }

/** Each provider's own words for what can go wrong at the door. */
export interface DoorWords {
  /** @returns null where the key is right */
  unauthorised(authorization: string | undefined): Response | null
  malformed(): Response
  failure(status: number): Response
}

export const door = <P extends Provider>(carrier: Carrier, providerOf: (authorization: string | undefined) => P, words: DoorWords) =>
  createMiddleware<ProviderEnv<P>>(async (c, next) => {
    const provider = providerOf(c.req.header('authorization'))
    const body = await readBody(c.req.raw)
    const note = carrier.requests.note({
      provider,
      method: c.req.method,
      path: c.req.path,
      to: destinationOf(body) ?? personOf(body) ?? calledBy(carrier, c.req.path),
      idempotencyKey: c.req.header('idempotency-key') ?? null,
      commandId: text(body, 'command_id'),
    })
    const answer = (response: Response) => {
      note.status = response.status
      return response
    }
    const unauthorised = words.unauthorised(c.req.header('authorization'))
    if (unauthorised) return answer(unauthorised)
    if (body === MALFORMED) return answer(words.malformed())

    const fault = carrier.faults.ofRequest(provider, c.req.path, note.to)
    if (fault?.status) {
      if (fault.delayMs) await carrier.timers.pause(fault.delayMs)
      return answer(failure(words, fault.status, fault))
    }
    c.set('body', body)
    c.set('provider', provider)
    await next()
    if (fault?.delayMs) await carrier.timers.pause(fault.delayMs)
    note.status = c.res.status
    if (fault?.resetAfterAccept) {
      note.status = 'reset'
      c.env.incoming.socket.destroy()
      c.res = new Response(null, { headers: RESPONSE_ALREADY_SENT.headers })
    }
  })

function failure(words: DoorWords, status: number, fault: Fault): Response {
  const response = words.failure(status)
  if (fault.retryAfter !== undefined) response.headers.set('retry-after', String(fault.retryAfter))
  return response
}

const MALFORMED = Symbol('not JSON')

async function readBody(request: Request): Promise<unknown> {
  if (request.method === 'GET') return undefined
  const raw = await request.text()
  if (raw === '') return {}
  try {
    return JSON.parse(raw)
  } catch {
    return MALFORMED
  }
}

const text = (body: unknown, name: string) => {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined
  const [first] = Array.isArray(value) ? value : [value]
  return typeof first === 'string' ? first : null
}

/** `Name <lee@example.com>` and `lee@example.com` are the same destination. */
const destinationOf = (body: unknown) => text(body, 'to')?.replace(/^.*<(.*)>\s*$/, '$1') ?? null

/** SendGrid's envelope. */
const personOf = (body: unknown) => {
  const { personalizations: [first] = [] } = (body ?? {}) as { personalizations?: { to?: { email?: string }[] }[] }
  return first?.to?.[0]?.email ?? null
}

const calledBy = (carrier: Carrier, path: string) => {
  const id = /^\/v2\/calls\/([^/]+)/.exec(path)?.[1]
  return (id && carrier.calls.get(decodeURIComponent(id))?.to) || null
}
