import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { exchange } from './exchange.ts'
import { isBookkeeping } from './line.ts'

/** Stands between the application and its database: counts the trips, and fails the way networks and databases do. */

export type Fault =
  /** The connection is cut before anything was read. */
  | { kind: 'refuse' }
  /** The request is lost: the database never sees it. */
  | { kind: 'lose-request' }
  /** The database has done it, and the answer is lost. */
  | { kind: 'lose-answer' }
  | { kind: 'delay'; ms: number }
  /** The database answers that somebody else is writing. */
  | { kind: 'busy' }
  /** The database forgot the stream. */
  | { kind: 'expired' }
  /** The token is not accepted. */
  | { kind: 'unauthorized' }

export type FaultPlan = Fault & {
  /** How many trips it befalls; without it, all until it is cleared. */
  times?: number
  /** How many trips pass before it begins. What is only noted of a message comes at any time, and is not one of them. */
  after?: number
  /** Only trips with a statement that holds this text. */
  holding?: string
}

/** One HTTP round trip to the database. Times are milliseconds since 1970. */
export interface Trip {
  began: number
  ended: number
  /** The SQL of its statements, without values. */
  statements: string[]
  fault: Fault['kind'] | null
}

export interface FaultProxy {
  /** For the application. */
  url: string
  /** For tests: GET and DELETE /trips, PUT and DELETE /fault. */
  control: string
  stop(): Promise<void>
}

export async function startFaultProxy(database: string): Promise<FaultProxy> {
  const trips: Trip[] = []
  let plan: FaultPlan | null = null

  const faultFor = (statements: string[]): Fault | null => {
    if (!plan || (plan.holding && !statements.some((sql) => sql.includes(plan?.holding ?? '')))) return null
    const { after = 0, times = Number.POSITIVE_INFINITY } = plan
    if (after > 0) {
      if (!isBookkeeping({ statements })) plan.after = after - 1
      return null
    }
    plan.times = Math.max(0, times - 1)
    return times > 0 ? plan : null
  }

  const proxy = createServer(async (request, response) => {
    const body = await read(request)
    const trip: Trip = { began: Date.now(), ended: 0, statements: statementsOf(body), fault: null }
    const fault = faultFor(trip.statements)
    trip.fault = fault?.kind ?? null
    trips.push(trip)
    await pass({ database, request, response, body }, fault).catch(() => response.destroy())
    trip.ended = Date.now()
  })

  const control = createServer(async (request, response) => {
    const { method, url } = request
    if (url === '/fault') plan = method === 'DELETE' ? null : (JSON.parse(await read(request)) as FaultPlan)
    if (url === '/trips' && method === 'DELETE') trips.length = 0
    response.setHeader('content-type', 'application/json').end(JSON.stringify(url === '/trips' ? trips : plan))
  })

  return {
    url: await listen(proxy),
    control: await listen(control),
    async stop() {
      for (const server of [proxy, control]) {
        server.closeAllConnections()
        await new Promise((settle) => server.close(settle))
      }
    },
  }
}

type Passage = { database: string; request: IncomingMessage; response: ServerResponse; body: string }

async function pass({ database, request, response, body }: Passage, fault: Fault | null): Promise<void> {
  if (fault?.kind === 'refuse' || fault?.kind === 'lose-request') return void response.destroy()
  if (fault?.kind === 'busy') return answer(response, 200, busy(body))
  if (fault?.kind === 'expired')
    return answer(response, 400, { message: 'The stream has expired due to inactivity', code: 'STREAM_EXPIRED' })
  if (fault?.kind === 'unauthorized') return answer(response, 401, { error: 'Unauthorized: `The JWT is invalid`' })
  if (fault?.kind === 'delay') await wait(fault.ms)
  const { authorization, 'content-type': type } = request.headers
  const headers = { ...(authorization && { authorization }), ...(type && { 'content-type': type }) }
  const { status, headers: given, text } = await exchange(`${database}${request.url}`, { method: request.method ?? 'POST', headers, body })
  if (fault?.kind === 'lose-answer') return void response.destroy()
  response.writeHead(status, { 'content-type': given['content-type'] ?? 'application/json' }).end(text)
}

const answer = (response: ServerResponse, status: number, body: unknown) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

type Pipeline = { baton?: string; requests: { type: string }[] }

/** What the server answers when the write lock is taken: every statement fails, closing the stream does not. */
function busy(body: string) {
  const error = { message: 'SQLite error: database is locked', code: 'SQLITE_BUSY' }
  const results = (JSON.parse(body) as Pipeline).requests.map(({ type }) =>
    ['execute', 'batch', 'sequence'].includes(type) ? { type: 'error', error } : { type: 'ok', response: { type } },
  )
  return { baton: null, base_url: null, results }
}

function statementsOf(body: string): string[] {
  const found: string[] = []
  try {
    JSON.parse(body, (key, value) => {
      if (key === 'sql' && typeof value === 'string') found.push(value)
      return value
    })
  } catch {
    // Not a pipeline: counted as a trip all the same.
  }
  return found
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}

const listen = (server: Server): Promise<string> =>
  new Promise((settle) => server.listen(0, '127.0.0.1', () => settle(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)))
