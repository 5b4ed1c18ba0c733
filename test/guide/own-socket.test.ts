import { once } from 'node:events'
import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startChild } from '../../src/cli/ground/child.ts'
import { machineEnvironment } from '../../src/cli/ground/environment.ts'
import { inProject, program } from '../../src/cli/ground/places.ts'
import { freePort } from '../../src/cli/ground/ports.ts'
import { answering } from '../../src/cli/ground/ready.ts'

it('a portal on Deno takes sockets itself behind the guard, and hears nothing that a client says of itself', async () => {
  const port = await freePort()
  const options = ['run', '--no-check', '--node-modules-dir=manual', '--allow-net', '--allow-read', '--allow-env']
  const app = inProject('test/support/own-socket/deno.ts')
  const command = { name: 'portal', run: [program('deno'), ...options, app, String(port)] as const, env: machineEnvironment() }
  const child = startChild({ ...command, ready: `http://localhost:${port}/socket` }, () => {})
  try {
    await answering(child)
    const socket = new WebSocket(`ws://localhost:${port}/socket`, { headers: { 'X-User': 'root' } })
    await once(socket, 'open')
    socket.send('hello')
    const [said] = await once(socket, 'message')
    expect(String(said)).toBe('hello, from nobody')
    socket.close()
  } finally {
    await child.stop()
  }
})
