import { connect } from 'node:net'

/** A second HTTP implementation, which writes what it is told to the byte: no library would send what these tests send. */

export interface RawAnswer {
  status: number
  /** Names in lower case, values in the order in which they came. */
  headers: Record<string, string[]>
  body: string
}

export interface RawOptions {
  /** The address that the connection comes from. */
  from?: string
  /** Until the first answer is complete, or until the connection is closed. */
  until?: 'answered' | 'closed'
  /** How long to wait for another byte, in milliseconds: some servers wait for ever for the rest of what was cut off on purpose. */
  patience?: number
}

const PATIENCE = 4000

/** @param text each character is one byte. @returns whatever came back; '' where the server just closed the connection */
export function rawBytes(
  origin: string,
  text: string,
  { from, until = 'answered', patience = PATIENCE }: RawOptions = {},
): Promise<string> {
  const { port } = new URL(origin)
  return new Promise((settle) => {
    let heard = ''
    const socket = connect({ host: '127.0.0.1', port: Number(port), ...(from && { localAddress: from }) })
    const done = () => {
      socket.destroy()
      settle(heard)
    }
    socket.setTimeout(patience, done)
    socket.on('data', (part) => {
      heard += part.toString('latin1')
      if (until === 'answered' && isWhole(heard)) done()
    })
    socket.on('close', done)
    socket.on('error', done)
    socket.write(text, 'latin1')
  })
}

/** @returns the first answer; null where none came */
export const raw = async (origin: string, text: string, options?: RawOptions): Promise<RawAnswer | null> =>
  parsed(await rawBytes(origin, text, options))

/** What comes before the answer, and only says to go on, is none. */
export function parsed(heard: string): RawAnswer | null {
  const text = heard.replace(/^(HTTP\/1\.1 10[02-9].*?\r\n\r\n)+/s, '')
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1])
  if (!status) return null
  const headers: Record<string, string[]> = {}
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^:]*):\s*(.*)$/.exec(line) ?? []
    headers[name.toLowerCase()] = [...(headers[name.toLowerCase()] ?? []), value]
  }
  return { status, headers, body: rest.join('\r\n\r\n') }
}

function isWhole(text: string): boolean {
  const answer = text.includes('\r\n\r\n') ? parsed(text) : null
  if (!answer) return false
  const length = answer.headers['content-length']?.[0]
  if (length !== undefined) return answer.body.length >= Number(length)
  return answer.headers['transfer-encoding'] ? answer.body.endsWith('0\r\n\r\n') : [101, 204, 304].includes(answer.status)
}

export interface RawRequest {
  host: string
  method?: string
  /** As it stands in the request line. */
  target: string
  /** Whole lines, without their ends. */
  lines?: readonly string[]
  body?: string
}

/** A request, as it goes over the wire. */
export const written = ({ host, method = 'GET', target, lines = [], body = '' }: RawRequest): string =>
  [`${method} ${target} HTTP/1.1`, `Host: ${host}`, ...lines, '', body].join('\r\n')
