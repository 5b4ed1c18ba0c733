import { beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { askedOf } from '../support/front.ts'
import { stackNamed } from '../support/journey.ts'
import { logInFully, memberOn } from '../support/member.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import { Visitor } from '../support/visitor.ts'
import { newTrace } from '../support/ways.ts'

type Opened = { socket: WebSocket; next(): Promise<{ data: Buffer; isBinary: boolean }>; closed: Promise<{ code: number; reason: string }> }

/** A connection with this browser's cookies; messages are kept until they are asked for. */
function open({ origin, cookies }: Visitor, path: string, protocols: string[] = [], headers = {}): Promise<Opened> {
  const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}${path}`, protocols, { headers: { ...cookies.header(), ...headers } })
  const kept: { data: Buffer; isBinary: boolean }[] = []
  const waiting: ((message: { data: Buffer; isBinary: boolean }) => void)[] = []
  socket.on('message', (data: Buffer, isBinary) => {
    const message = { data, isBinary }
    const asker = waiting.shift()
    if (asker) asker(message)
    else kept.push(message)
  })
  const closed = new Promise<{ code: number; reason: string }>((settle) => {
    socket.on('close', (code, reason) => settle({ code, reason: reason.toString() }))
  })
  const next = async () => kept.shift() ?? new Promise<{ data: Buffer; isBinary: boolean }>((settle) => waiting.push(settle))
  return new Promise((settle, fail) => {
    socket.on('open', () => settle({ socket, next, closed }))
    socket.on('error', fail)
  })
}

describe.concurrent.each(RUNTIMES)('a WebSocket through the gateway on %s', (runtime) => {
  const stack = stackNamed(runtime)
  let visitor: Visitor

  beforeAll(async () => {
    const dana = await memberOn(runtime)
    await logInFully(dana)
    visitor = dana.visitor
  })

  it('carries text, bytes and a large message both ways, under the protocol that the portal chose', async () => {
    const { socket, next } = await open(visitor, '/echo/socket', ['chat.v2', 'chat.v1'])
    expect(socket.protocol).toBe('chat.v2')
    expect((await next()).data.toString()).toBe('welcome')
    socket.send('grüße')
    expect(await next()).toEqual({ data: Buffer.from('grüße'), isBinary: false })
    const bytes = Buffer.from([0, 255, 1, 128])
    socket.send(bytes)
    expect(await next()).toEqual({ data: bytes, isBinary: true })
    socket.send('x'.repeat(500_000))
    expect((await next()).data).toHaveLength(500_000)
    socket.terminate()
  })

  it('ends for the browser as the portal ends it, and for the portal as the browser does', async () => {
    const ended = await open(visitor, '/echo/socket')
    ended.socket.send('close')
    expect(await ended.closed).toEqual({ code: 4001, reason: 'as you wish' })
    const trace = newTrace()
    const ending = await open(visitor, `/echo/socket?${trace}`)
    ending.socket.close(4002, 'enough')
    await ending.closed
    await vi.waitFor(async () => expect((await askedOf(stack, trace)).map(({ method }) => method)).toContain('CLOSED 4002 enough'))
  })

  it('says who asks, and carries no cookie of ours', async () => {
    const trace = newTrace()
    const { socket } = await open(visitor, '/echo/socket', [], { trace, 'Latchkey-Pass': 'forged', 'X-User': 'forged' })
    socket.terminate()
    const asked = (await askedOf(stack, trace)).find(({ method }) => method === 'WEBSOCKET')
    const names = asked?.rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase()) ?? []
    expect(names.filter((name) => name === 'latchkey-pass')).toHaveLength(1)
    expect(names).not.toContain('cookie')
    expect(asked?.rawHeaders).not.toContain('forged')
  })

  it('is refused without a session, and the portal does not hear of it', async () => {
    const trace = newTrace()
    await expect(open(new Visitor(stack.origin), '/echo/socket', [], { trace })).rejects.toThrow('401')
    expect(await askedOf(stack, trace)).toEqual([])
  })

  it('that the portal does not take is answered, not left open', async () => {
    const refused = await open(visitor, '/echo/no-socket').then(
      () => 'opened',
      (cause: Error) => cause.message,
    )
    expect(refused).toMatch(/Unexpected server response: (401|502)/)
  })
})
