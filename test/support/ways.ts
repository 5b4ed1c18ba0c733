import { randomBytes } from 'node:crypto'
import { type Child, startChild } from '../../src/cli/ground/child.ts'
import { inProject, program } from '../../src/cli/ground/places.ts'
import { freePort } from '../../src/cli/ground/ports.ts'
import { answering } from '../../src/cli/ground/ready.ts'
import type { Asked } from './echo-portal.ts'
import { askedOf, TRACE } from './front.ts'
import { stackNamed } from './journey.ts'
import { type RawAnswer, type RawOptions, type RawRequest, raw, written } from './raw.ts'
import type { Stack } from './stack.ts'
import { startProxy } from './ways-proxy.ts'

/** The ways in which a portal can be put behind the guard. */
export const WAYS = ['gateway on workerd', 'gateway on Deno', 'middleware on Node', 'middleware on Deno', 'forward auth'] as const
export type WayName = (typeof WAYS)[number]

export interface Way {
  name: WayName
  /** Where it listens. */
  origin: string
  /** Whose sessions open it, and whose front is behind it. */
  stack: Stack
}

export interface Ways {
  named(name: WayName): Way
  close(): Promise<void>
}

/** What the settings of the stacks are to the gateway. */
const OPTIONS = {
  publicPaths: ['/echo/public/*', '/echo/health'],
  stepUp: { '/echo/payments/*': { maxAge: 300 }, '/echo/vault': { method: 'phone' } },
}

/** @param own options of the middleware that win over these */
export async function openWays(own: Record<string, unknown> = {}): Promise<Ways> {
  const [workerd, deno] = [stackNamed('workerd'), stackNamed('deno')]
  const [onNode, onDeno, proxy] = await Promise.all([
    middleware('node', workerd, own),
    middleware('deno', workerd, own),
    startProxy(workerd),
  ])
  const origins: Record<WayName, string> = {
    ...{ 'gateway on workerd': workerd.origin, 'gateway on Deno': deno.origin },
    ...{ 'middleware on Node': onNode.origin, 'middleware on Deno': onDeno.origin, 'forward auth': proxy.origin },
  }
  return {
    named: (name) => ({ name, origin: origins[name], stack: name === 'gateway on Deno' ? deno : workerd }),
    async close() {
      await Promise.all([onNode.stop(), onDeno.stop(), proxy.stop()])
    },
  }
}

const PROGRAMS = {
  node: () => [process.execPath, inProject('test/support/ways-hono.ts')] as const,
  deno: () =>
    [program('deno'), 'run', '--node-modules-dir=manual', '--allow-net', '--allow-env', inProject('test/support/ways-deno.ts')] as const,
}

/** A portal that is its own gatekeeper, and asks the stack about sessions. */
export async function middleware(on: 'node' | 'deno', { origin, environment }: Stack, own: Record<string, unknown> = {}) {
  const port = await freePort()
  const way = { port, portal: environment.PORTAL_ORIGIN, origin, key: environment.GUARD_KEY, ...OPTIONS, ...own }
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', NO_COLOR: '1', WAY: JSON.stringify(way) }
  const at = `http://127.0.0.1:${port}`
  const child: Child = startChild({ name: on, run: PROGRAMS[on](), env, ready: `${at}/echo/health` }, () => {})
  await answering(child)
  return { origin: at, stop: child.stop }
}

export interface Heard {
  answer: RawAnswer | null
  /** What the portal was asked on account of it. */
  asked: Asked[]
}

export const newTrace = (): string => `t${randomBytes(8).toString('hex')}`

/** Sends one request by a way, with the host that people know, and finds what became of it. */
export async function sendBy(
  { origin, stack }: Way,
  request: Partial<RawRequest> & { target: string },
  options?: RawOptions,
): Promise<Heard> {
  const trace = newTrace()
  const { lines = [], ...rest } = request
  const text = written({ host: new URL(stack.origin).host, ...rest, lines: [`${TRACE}: ${trace}`, 'Connection: close', ...lines] })
  const answer = await raw(origin, text, options)
  return { answer, asked: await askedOf(stack, trace) }
}
