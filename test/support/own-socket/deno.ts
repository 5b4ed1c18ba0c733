import { guarded, originalOf } from '../../../src/guard/mod.ts'

/** A portal on Deno that takes sockets itself, behind the guard. */
const [port = ''] = Deno.args
const portal = guarded({ origin: `http://localhost:${port}`, key: 'of nobody', publicPaths: ['/socket'] }, (request) => {
  if (request.headers.get('Upgrade') !== 'websocket') return new Response('well')
  const { socket, response } = Deno.upgradeWebSocket(originalOf(request))
  socket.onmessage = ({ data }) => socket.send(`${data}, from ${request.headers.get('X-User') ?? 'nobody'}`)
  return response
})
Deno.serve({ hostname: 'localhost', port: Number(port) }, (request) => portal(request))
