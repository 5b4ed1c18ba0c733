import { createServer, type IncomingMessage, request as requestOf, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Asked, startEchoPortal } from './echo-portal.ts'
import type { Stack } from './stack.ts'

/** The two portals of a stack at one address: what is below `/echo` is echoed, the rest is the portal's of the guide. */
export interface Front {
  /** For the application. */
  origin: string
  /** For tests: GET /?trace=… */
  control: string
  stop(): Promise<void>
}

/** By which a request is found among all that the portal was asked. It says nothing of anybody, so that no guard takes it away. */
export const TRACE = 'Trace'

export async function startFront(behind: string): Promise<Front> {
  const echo = await startEchoPortal({ others: pipedTo(behind) })
  const control = createServer(({ url = '' }, response) => {
    const trace = new URL(url, 'http://front').searchParams.get('trace') ?? ''
    const found = echo.asked.filter((each) => each.url.includes(trace) || each.rawHeaders.includes(trace))
    response.setHeader('content-type', 'application/json').end(JSON.stringify(found))
  })
  return {
    origin: echo.origin,
    control: await listen(control),
    async stop() {
      await echo.close()
      control.closeAllConnections()
      await new Promise((closed) => control.close(closed))
    },
  }
}

/** What the portal was asked under this trace, oldest first. */
export const askedOf = async ({ front }: Stack, trace: string): Promise<Asked[]> =>
  (await fetch(`${front}/?trace=${encodeURIComponent(trace)}`)).json() as Promise<Asked[]>

const pipedTo = (behind: string) => (request: IncomingMessage, response: ServerResponse) => {
  const { method, url, headers } = request
  const onward = requestOf(behind, { method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  request.pipe(onward)
}

const listen = (server: Server): Promise<string> =>
  new Promise((settle) => server.listen(0, '127.0.0.1', () => settle(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)))
