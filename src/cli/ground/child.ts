import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { watchOver } from './keeper.ts'
import { PROJECT } from './places.ts'

/** Long enough for a server to finish what it writes, short enough for whoever waits at the terminal. */
const PATIENCE = 4000
const LINES_KEPT = 200

export interface Child {
  readonly name: string
  /** What answers over HTTP as soon as it can be used. */
  readonly ready: string
  /** Of the process that was started; 0 where none was. */
  readonly pid: number
  /** Settles when the process has ended, whatever the reason, and its last line was heard. */
  readonly ended: Promise<void>
  /** False once it has ended, or has given up starting. */
  running(): boolean
  /** The last lines it wrote, for the report of a failure. */
  tail(): string
  /** Ends it and whatever it started. */
  stop(): Promise<void>
}

export interface Command {
  name: string
  run: readonly [program: string, ...args: string[]]
  env: Record<string, string>
  /** What answers over HTTP as soon as it can be used. */
  ready: string
  /** What a program writes that could not start and yet goes on, waiting for a change of its files. */
  stuck?: RegExp
}

/** Starts a program as the head of a process group of its own, so that one signal reaches all that it starts. */
export function startChild(
  { name, run: [program, ...args], env, ready, stuck }: Command,
  heard: (name: string, line: string) => void,
): Child {
  const child = spawn(program, args, { cwd: PROJECT, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const lines: string[] = []
  let isStuck = false
  const hear = (line: string) => {
    lines.push(line)
    isStuck ||= stuck?.test(line) ?? false
    if (lines.length > LINES_KEPT) lines.shift()
    heard(name, line)
  }
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', hear)

  const forget = child.pid ? watchOver(child.pid) : () => {}
  const ended = new Promise<void>((settle) => {
    child.once('error', (error) => {
      hear(error.message)
      settle()
    })
    // What its own children still hold open closes with them; until then lines may come.
    child.once('exit', () => signal(child, 'SIGKILL'))
    child.once('close', () => settle())
  }).then(forget)
  return {
    name,
    ready,
    pid: child.pid ?? 0,
    ended,
    running: () => child.exitCode === null && child.signalCode === null && child.pid !== undefined && !isStuck,
    tail: () => lines.slice(-40).join('\n'),
    async stop() {
      signal(child, 'SIGTERM')
      const impatience = setTimeout(() => signal(child, 'SIGKILL'), PATIENCE)
      await ended
      clearTimeout(impatience)
    },
  }
}

/** To the whole group: wrangler's runtime outlives a wrangler that was merely killed. */
function signal(child: ChildProcess, name: 'SIGTERM' | 'SIGKILL') {
  if (!child.pid) return
  try {
    process.kill(-child.pid, name)
  } catch {
    // Nobody of the group is left.
  }
}
