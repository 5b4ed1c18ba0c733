import { createPrivateKey } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { SignJWT } from 'jose'
import { type Child, startChild } from './child.ts'
import type { Keys } from './keys.ts'
import { program } from './places.ts'
import { answering } from './ready.ts'

type Server = { url: string; token: string }

/** The real libSQL server, which takes Turso's kind of token and no other. */
export async function startSqld(
  folder: string,
  port: number,
  keys: Keys,
  heard: (name: string, line: string) => void,
  started: (child: Child) => void,
): Promise<Server> {
  mkdirSync(folder, { recursive: true })
  const keyFile = `${folder}/database-key.pem`
  writeFileSync(keyFile, keys.databasePublic)
  const url = `http://127.0.0.1:${port}`
  const child = startChild({
    name: 'database',
    command: [
      program('sqld'),
      '--no-welcome',
      ...['--db-path', `${folder}/database`],
      ...['--http-listen-addr', `127.0.0.1:${port}`],
      ...['--auth-jwt-key-file', keyFile],
    ],
    env: { RUST_LOG: 'warn', NO_COLOR: '1' },
    heard,
  })
  started(child)
  await answering(child, `${url}/health`)
  return { url, token: await tokenFor(keys) }
}

const tokenFor = (keys: Keys) =>
  new SignJWT({ a: 'rw' }).setProtectedHeader({ alg: 'EdDSA' }).setIssuedAt().sign(createPrivateKey(keys.databasePrivate))
