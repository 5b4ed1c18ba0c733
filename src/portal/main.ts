/** `node src/portal/main.ts`: the portal as a process, until it is interrupted. The clock, chance and the environment come in here. */
import { serve } from '@hono/node-server'
import { createRemoteJWKSet } from 'jose'
import { portal } from './app.ts'
import { openDatabase } from './database.ts'
import { verifier } from './pass.ts'
import { parseSettings } from './settings.ts'

async function start(): Promise<void> {
  const settings = parseSettings(process.env)
  const { PUBLIC_ORIGIN, PORTAL_HOST: hostname, PORTAL_PORT: port, PORTAL_DATABASE_URL, PORTAL_DATABASE_AUTH_TOKEN } = settings
  const { database, close } = await openDatabase(PORTAL_DATABASE_URL, PORTAL_DATABASE_AUTH_TOKEN)
  const verify = verifier(PUBLIC_ORIGIN, createRemoteJWKSet(new URL('/auth/jwks.json', PUBLIC_ORIGIN)))
  const app = portal({ database, verify, settings, now: Date.now, newId: () => crypto.randomUUID(), log: console.error })

  const server = serve({ fetch: app.fetch, hostname, port }, () => console.log(`The portal listens at http://${hostname}:${port}`))
  server.on('error', stopped)
  // Whoever is being answered gets the answer.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close(() => close()))
}

function stopped(cause: Error) {
  console.error(cause.message)
  process.exit(1)
}

await start().catch(stopped)
