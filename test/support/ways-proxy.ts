import { type ClientRequest, createServer, type IncomingMessage, request as requestOf, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Stack } from './stack.ts'

/** A reverse proxy that asks before it lets anybody through, as nginx does by `auth_request`. */
export interface Proxy {
  origin: string
  stop(): Promise<void>
}

/** The address that the stacks know as a hop of their own. */
const HOP = '127.0.0.2'
const HOPS_ONLY = /^(host|connection|keep-alive|te|trailer|upgrade|transfer-encoding|proxy-.*)$/i
/** What the proxy says itself, whatever a client said. */
const SAYS = /^(x-forwarded-.*|latchkey-(pass|rollout)|cookie)$/i
/** nginx takes other names for invalid, and leaves them out. */
const NAME = /^[a-z0-9-]+$/i

export async function startProxy(stack: Stack): Promise<Proxy> {
  const server = createServer((request, response) => {
    void through(stack, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((stopped) => server.close(stopped))
    },
  }
}

async function through(stack: Stack, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '').replace(/^[a-z]+:\/\/[^/]*/i, '')
  const { host } = new URL(stack.origin)
  const { 'x-forwarded-for': chain, cookie } = request.headers
  const forwarded = {
    'X-Forwarded-For': [chain, request.socket.remoteAddress].flat().filter(Boolean).join(', '),
    'X-Forwarded-Host': host,
    'X-Forwarded-Proto': 'http',
  }
  const asked = {
    ...forwarded,
    ...{ Host: host, 'X-Forwarded-Uri': path, 'X-Forwarded-Method': request.method, Cookie: cookie, 'CF-Connecting-IP': HOP },
  }
  const check = requestOf(`${stack.origin.replace('localhost', '127.0.0.1')}/auth/check?answer=status`, {
    ...{ localAddress: HOP, headers: heard(request, asked, /^content-/i) },
  })
  const said = await answerTo(check.end())
  said.resume()
  if (![200, 201].includes(said.statusCode ?? 0)) {
    const status = said.statusCode === 401 || said.statusCode === 403 ? said.statusCode : 500
    return void response.writeHead(status, { ...pick(said, 'latchkey-location'), ...pick(said, 'set-cookie') }).end()
  }
  const told = { ...forwarded, 'Latchkey-Pass': said.headers['latchkey-pass'], 'Latchkey-Rollout': said.headers['latchkey-rollout'] }
  const portal = new URL(stack.environment.PORTAL_ORIGIN ?? '')
  const headers = heard(request, { ...told, Host: portal.host, Cookie: said.headers.cookie })
  const answer = await answerTo(request.pipe(requestOf(portal, { method: request.method, path, headers })))
  const renewed = [said.headers['set-cookie'] ?? []].flat().flatMap((each) => ['Set-Cookie', each])
  response.writeHead(answer.statusCode ?? 502, [...heard(answer, {}, /^content-length$/i), ...renewed])
  answer.pipe(response)
}

/** The client's lines, each as it came, and the proxy's own. */
function heard({ rawHeaders }: IncomingMessage, own: Record<string, unknown>, without = /^$/): string[] {
  const lines: string[] = []
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at)
    if (NAME.test(name) && ![HOPS_ONLY, SAYS, without].some((each) => each.test(name)) && !(name.toLowerCase() in lowered(own)))
      lines.push(name, value)
  }
  for (const [name, value] of Object.entries(own)) if (value) lines.push(name, String(value))
  return lines
}

const lowered = (own: Record<string, unknown>) => Object.fromEntries(Object.keys(own).map((name) => [name.toLowerCase(), true]))
const pick = ({ headers }: IncomingMessage, name: string) => (headers[name] ? { [name]: headers[name] } : {})

const answerTo = (sent: ClientRequest): Promise<IncomingMessage> =>
  new Promise((settle, fail) => sent.on('response', settle).on('error', fail))
