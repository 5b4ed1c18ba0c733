import { createServer } from 'node:net'

/** Whatever "localhost" means to a browser. */
const LOOPBACK = ['127.0.0.1', '::1']

/** A port that nobody listens on now. */
export const freePort = () => listenOnce(0, '127.0.0.1')

/** @throws an error that names the taken port and the variable that moves it */
export async function mustBeFree(port: number, what: string, variable: string): Promise<void> {
  for (const host of LOOPBACK) {
    const fault = await listenOnce(port, host).then(() => '', codeOf)
    if (fault === 'EADDRINUSE')
      throw new Error(`Port ${port}, for ${what}, is taken. End what listens there, or choose another port with ${variable}.`)
    if (fault === 'EACCES') throw new Error(`Port ${port}, for ${what}, is not yours to use. Choose another port with ${variable}.`)
  }
}

function listenOnce(port: number, host: string): Promise<number> {
  return new Promise((settle, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(port, host, () => {
      const address = server.address()
      server.close(() => settle(typeof address === 'object' && address ? address.port : port))
    })
  })
}

const codeOf = (cause: unknown) => (cause instanceof Error && 'code' in cause ? String(cause.code) : '')
