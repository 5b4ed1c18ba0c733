import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/**
 * A process that does nothing but wait for its starter's end, and then ends the groups that the starter left behind.
 * A signal handler can't do that: no handler runs when a process is killed outright.
 */
let keeper: ChildProcess | undefined

/** @returns what to call when the group has ended by itself, before the system gives its number to somebody else */
export function watchOver(group: number): () => void {
  keeper ??= startKeeper()
  keeper.stdin?.write(`+${group}\n`)
  return () => keeper?.stdin?.write(`-${group}\n`)
}

function startKeeper(): ChildProcess {
  const started = spawn(process.execPath, [import.meta.filename], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  started.unref()
  started.stdin?.on('error', () => {})
  // The pipe must not keep its owner running: when the owner goes, the pipe closes, and that is the message.
  ;(started.stdin as unknown as { unref(): void }).unref()
  return started
}

async function keep() {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => {})
  const groups = new Set<number>()
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.startsWith('+')) groups.add(Number(line.slice(1)))
    else groups.delete(Number(line.slice(1)))
  }
  for (const group of groups) {
    try {
      process.kill(-group, 'SIGKILL')
    } catch {
      // It had ended.
    }
  }
}

if (process.argv[1] === import.meta.filename) await keep()
