import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { WebSocketServer } from 'ws'

/** A portal that knows nothing of us: it tells what it was asked, to the byte, and answers in every way a portal may. */
export interface EchoPortal {
  origin: string
  /** What it was asked at all, oldest first. */
  asked: Asked[]
  close(): Promise<void>
}

export interface EchoOptions {
  port?: number
  /** What answers whatever is not below `/echo`. */
  others?: (request: IncomingMessage, response: ServerResponse) => void
}

export interface Asked {
  method: string
  url: string
  /** In pairs, as they came. */
  rawHeaders: string[]
}

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => void | Promise<void>

/** What `/packed` says. */
export const PACKED = 'The same words again. '.repeat(400)
const [BROTLI, GZIP] = [
  { pack: brotliCompressSync, name: 'br' },
  { pack: gzipSync, name: 'gzip' },
]

export const BYTES = Buffer.from(Array.from({ length: 4096 }, (_, at) => at % 251))

const OF_BYTES = { 'content-type': 'application/octet-stream', etag: '"bytes"' }

/** With or without `/echo` before them. */
const ANSWERS: Record<string, Answer> = {
  /** Ten lines, each once it has been asked for: a body that is not complete before it begins to arrive. */
  '/stream': async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
    for (let line = 1; line <= 10; line++) {
      response.write(`data: ${line}\n\n`)
      await wait(60)
    }
    response.end()
  },
  '/upload': async (request, response) => {
    const digest = createHash('sha256')
    let bytes = 0
    for await (const part of request) {
      bytes += part.length
      digest.update(part)
    }
    json(response, 200, { bytes, sha256: digest.digest('hex') })
  },
  /** Sends back what it gets while it gets it. */
  '/through': (request, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream' })
    request.pipe(response)
  },
  '/file': (request, response) => {
    const [, from = '', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    if (from === '') return void response.writeHead(200, { ...OF_BYTES, 'accept-ranges': 'bytes' }).end(BYTES)
    const part = BYTES.subarray(Number(from), Number(to) + 1)
    response.writeHead(206, { ...OF_BYTES, 'content-range': `bytes ${from}-${to}/${BYTES.length}` }).end(part)
  },
  '/redirect': (_, response, url) => void response.writeHead(302, { location: url.searchParams.get('to') ?? '/' }).end(),
  '/cookies': (_, response, url) => {
    response.setHeader('set-cookie', url.searchParams.getAll('set'))
    json(response, 200, {})
  },
  '/headers': (_, response, url) => {
    for (const [name, value] of url.searchParams) response.setHeader(name, value)
    response.writeHead(200, { 'content-type': 'text/plain' }).end('with headers')
  },
  '/page': (_, response, url) => {
    response.setHeader('content-type', 'text/html')
    for (const [name, value] of url.searchParams) response.setHeader(name, value)
    response.end('<!doctype html><html><head><title>A page</title></head><body class="a>b"><h1>The page</h1></body></html>')
  },
  '/step-up': (_, response, url) =>
    void response.writeHead(401, { 'latchkey-step-up': url.searchParams.get('demand') ?? '' }).end('secret'),
  /** As a portal that falls over does. */
  '/gone': (request) => void request.socket.destroy(),
  '/packed': (_, response, url) => {
    const { pack, name } = url.searchParams.get('as') === 'br' ? BROTLI : GZIP
    response.writeHead(200, { 'content-type': 'text/plain', 'content-encoding': name, vary: 'Accept-Encoding' }).end(pack(PACKED))
  },
  '/status': (_, response, url) => void response.writeHead(Number(url.searchParams.get('as'))).end(),
}

export async function startEchoPortal({ port = 0, others }: EchoOptions = {}): Promise<EchoPortal> {
  const asked: Asked[] = []
  const server: Server = createServer((request, response) => {
    const { method = '', url = '', rawHeaders } = request
    asked.push({ method, url, rawHeaders })
    const at = URL.parse(url, 'http://portal') ?? new URL('http://portal/unreadable')
    if (others && !/^\/echo(\/|$)/.test(at.pathname)) return others(request, response)
    const answer = ANSWERS[at.pathname.replace(/^\/echo(?=\/)/, '')] ?? echo
    // Whoever asks may be gone before the answer, or before the end of the question.
    void Promise.try(answer, request, response, at).catch(() => response.destroy())
  })
  const sockets = new WebSocketServer({
    ...{ server, handleProtocols: (offered) => [...offered][0] ?? false },
    verifyClient: ({ req }: { req: IncomingMessage }) => !req.url?.startsWith('/echo/no-socket'),
  })
  sockets.on('connection', (socket, request) => {
    asked.push({ method: 'WEBSOCKET', url: request.url ?? '', rawHeaders: request.rawHeaders })
    socket.send('welcome')
    socket.on('close', (code, reason) => asked.push({ method: `CLOSED ${code} ${reason}`, url: request.url ?? '', rawHeaders: [] }))
    socket.on('message', (data, isBinary) => {
      if (!isBinary && String(data) === 'close') socket.close(4001, 'as you wish')
      else socket.send(data, { binary: isBinary })
    })
  })
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = ''
  for await (const part of request.setEncoding('utf8')) body += part
  json(response, 200, { method: request.method, url: request.url, headers: pairsOf(request.rawHeaders), body })
}

/** Names in lower case, values in the order in which they came. */
export function pairsOf(rawHeaders: readonly string[]): Record<string, string[]> {
  const pairs: Record<string, string[]> = {}
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase()
    pairs[name] = [...(pairs[name] ?? []), rawHeaders[at + 1] ?? '']
  }
  return pairs
}

const json = (response: ServerResponse, status: number, value: unknown) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
