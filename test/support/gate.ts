import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A port that leads to another, and can be shut: nobody is there then, as where a provider takes no connection. */
export interface Gate {
  url: string
  shut(): Promise<void>
  open(): Promise<void>
}

/** @param to where it leads, once that is known */
export async function openGate(to: () => string): Promise<Gate> {
  const sockets = new Set<Socket>()
  const letIn = (socket: Socket) => {
    const { hostname, port } = new URL(to())
    const behind = connect(Number(port), hostname)
    for (const each of [socket, behind]) {
      sockets.add(each)
      each
        .on('error', () => {})
        .once('close', () => {
          sockets.delete(each)
          socket.destroy()
          behind.destroy()
        })
    }
    socket.pipe(behind).pipe(socket)
  }
  let server = await listening(letIn, 0)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async shut() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
    async open() {
      server = await listening(letIn, port)
    },
  }
}

async function listening(letIn: (socket: Socket) => void, port: number): Promise<Server> {
  const server = createServer(letIn)
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}
