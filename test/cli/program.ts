import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { PROJECT } from '../../src/cli/ground/places.ts'
import { freePort } from '../../src/cli/ground/ports.ts'

/** A program that runs as somebody at a terminal would run it. */
export interface Program {
  /** All that it wrote so far. */
  said(): string
  /** Resolves when it wrote this; throws with all that it wrote if it ended before. */
  says(words: string | RegExp): Promise<void>
  /** Closes what it writes to: a log that nobody takes any more. */
  hangUp(): void
  /** Sends the signal of Ctrl-C, or another, and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
  ended: Promise<number | null>
}

const LOOK_AGAIN = 50

export function run(program: string, args: readonly string[], env: Record<string, string>): Program {
  const child = spawn(program, args, {
    cwd: PROJECT,
    env: { ...ownEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let text = ''
  let over = false
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part))
  const ended = new Promise<number | null>((settle) => child.once('close', settle)).finally(() => (over = true))
  return {
    said: () => text,
    ended,
    async says(words) {
      while (!(typeof words === 'string' ? text.includes(words) : words.test(text))) {
        if (over) throw new Error(`It ended without ${words}:\n${text}`)
        await new Promise((settle) => setTimeout(settle, LOOK_AGAIN))
      }
    },
    hangUp() {
      for (const stream of [child.stdout, child.stderr]) stream.destroy()
    },
    async stop(signal = 'SIGINT') {
      // To the whole group, as a terminal sends it: some programs are started by a smaller one.
      if (!over && child.pid) process.kill(-child.pid, signal)
      return ended
    },
  }
}

/** What a terminal has, without what the tests' own runner set. */
function ownEnvironment(): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env
  return { PATH, HOME, NO_COLOR: '1' }
}

export interface Place {
  folder: string
  ports: { APP_PORT: string; PORTAL_PORT: string; CARRIER_PORT: string; SQLD_PORT: string }
  origin: string
  carrier: string
  clear(): void
}

/** A folder and ports that nobody else uses. */
export async function place(): Promise<Place> {
  const folder = mkdtempSync(`${tmpdir()}/latchkey-cli-`)
  const [app, portal] = [await freePort(), await freePort()]
  const [carrier, database] = [await freePort(), await freePort()]
  return {
    folder,
    ports: { APP_PORT: String(app), PORTAL_PORT: String(portal), CARRIER_PORT: String(carrier), SQLD_PORT: String(database) },
    origin: `http://localhost:${app}`,
    carrier: `http://127.0.0.1:${carrier}`,
    clear: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The ids of the processes whose command line, or environment, names this folder. */
export const processesOf = (folder: string): string[] =>
  readdirSync('/proc').filter((id) => {
    if (!/^\d+$/.test(id) || id === String(process.pid)) return false
    try {
      return ['cmdline', 'environ'].some((file) => readFileSync(`/proc/${id}/${file}`, 'utf8').includes(folder))
    } catch {
      return false
    }
  })
