import { connect, createServer, type Socket } from 'node:net'

/** One address before several processes: each connection goes to one that lives, and is cut when that one dies. */
export async function startSoakFront(port: number, backends: () => readonly number[]) {
  const open = new Set<Socket>()
  let turn = 0
  const server = createServer((client) => {
    open.add(client)
    const ports = backends()
    const behind = ports.length ? connect(ports[turn++ % ports.length] as number, '127.0.0.1') : null
    const cut = () => {
      open.delete(client)
      client.destroy()
      behind?.destroy()
    }
    for (const end of [client, behind]) end?.on('error', cut).on('close', cut)
    if (!behind) return cut()
    client.pipe(behind).pipe(client)
  })
  await new Promise<void>((settle) => server.listen(port, 'localhost', settle))
  return {
    async stop() {
      for (const client of open) client.destroy()
      await new Promise((settle) => server.close(settle))
    },
  }
}
