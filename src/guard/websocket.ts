/** Deno takes a connection over by a call of its own, and has no answer of a `fetch` that would be one: two sockets are tied together. */

interface DenoSockets {
  upgradeWebSocket(request: Request): { response: Response; socket: WebSocket }
}

type WithHeaders = new (url: string, options: { headers: Headers; protocols: string[] }) => WebSocket

const SPEAKS_FOR_ITSELF = /^(connection|upgrade|sec-websocket-.*)$/

/** The requests as Deno made them: only those hold the connection that is to be taken over. */
export const originals = new WeakMap<Request, Request>()

/** @throws when the portal does not take the connection */
export async function bridged(request: Request, asked: Headers, target: string): Promise<Response> {
  const { Deno, WebSocket: Socket } = globalThis as unknown as { Deno: DenoSockets; WebSocket: WithHeaders }
  const headers = new Headers([...asked].filter(([name]) => !SPEAKS_FOR_ITSELF.test(name)))
  const protocols = (asked.get('Sec-WebSocket-Protocol') ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)
  const portal = new Socket(target.replace(/^http/, 'ws'), { headers, protocols })
  portal.binaryType = 'arraybuffer'
  const early: MessageEvent[] = []
  portal.onmessage = (message) => early.push(message)
  try {
    await opened(portal)
    return taken(Deno.upgradeWebSocket(originals.get(request) ?? request), portal, early)
  } catch (cause) {
    portal.close()
    throw cause
  }
}

/** How long a portal may take to take a connection, in milliseconds. */
const PATIENCE = 10_000

const opened = (portal: WebSocket): Promise<void> =>
  new Promise((settle, fail) => {
    const tooLong = setTimeout(() => fail(new Error('The portal took too long to take the connection')), PATIENCE)
    portal.onopen = () => {
      clearTimeout(tooLong)
      settle()
    }
    portal.onerror = () => {
      clearTimeout(tooLong)
      fail(new Error('The portal did not take the connection'))
    }
  })

function taken(
  { socket, response }: ReturnType<DenoSockets['upgradeWebSocket']>,
  portal: WebSocket,
  early: readonly MessageEvent[],
): Response {
  // Deno finds a protocol only in a list that is written with spaces, and offers of browsers are not.
  if (portal.protocol) response.headers.set('Sec-WebSocket-Protocol', portal.protocol)
  socket.binaryType = 'arraybuffer'
  socket.onopen = () => {
    for (const message of early) socket.send(message.data)
    tie(portal, socket)
    tie(socket, portal)
  }
  return response
}

function tie(from: WebSocket, to: WebSocket): void {
  from.onmessage = ({ data }) => to.send(data)
  from.onclose = ({ code, reason }) => close(to, code, reason)
  from.onerror = () => close(to, 1011, '')
}

/** Codes that stand for a connection that was cut can't be sent. */
function close(socket: WebSocket, code: number, reason: string): void {
  if (socket.readyState > WebSocket.OPEN) return
  if (code === 1000 || (code >= 3000 && code <= 4999)) socket.close(code, reason)
  else socket.close()
}
