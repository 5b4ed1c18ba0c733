import { createPrivateKey } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { SignJWT } from 'jose'
import type { Command } from './child.ts'
import type { Keys } from './keys.ts'
import { program } from './places.ts'

export interface Server {
  command: Command
  url: string
  token: string
}

/**
 * Copies the log into the database once an hour, in a turn of its own. Without the option each writer does it after a thousand pages, and
 * libsql-server 0.24.32 then stops for good: who waited for the lock goes away without leaving the queue, and the turn passes to nobody.
 */
const CHECKPOINTS = ['--checkpoint-interval-s', '3600']

/** The real libSQL server, which takes Turso's kind of token and no other. */
export async function sqldIn(folder: string, port: number, keys: Keys): Promise<Server> {
  const keyFile = `${folder}/database-key.pem`
  writeFileSync(keyFile, keys.databasePublic)
  const address = `127.0.0.1:${port}`
  const options = ['--db-path', `${folder}/database`, '--http-listen-addr', address, '--auth-jwt-key-file', keyFile]
  const command: Command = {
    name: 'database',
    run: [program('sqld'), '--no-welcome', ...CHECKPOINTS, ...options],
    env: { RUST_LOG: 'error', NO_COLOR: '1' },
    ready: `http://${address}/health`,
  }
  return { command, url: `http://${address}`, token: await tokenFor(keys) }
}

const tokenFor = (keys: Keys) =>
  new SignJWT({ a: 'rw' }).setProtectedHeader({ alg: 'EdDSA' }).setIssuedAt().sign(createPrivateKey(keys.databasePrivate))
