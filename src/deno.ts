/** The Deno entry: the same application with Deno's client, files and schedule. */

import type { Client } from '@libsql/client/web'
import { Hono } from 'hono'
import { serveStatic } from 'hono/deno'
import { secureHeaders } from 'hono/secure-headers'
import { createApp } from './app.tsx'
import { passwords } from './credentials/passwords.ts'
import { postOffice } from './delivery/post-office.ts'
import { sweep } from './delivery/sweep.ts'
import { note } from './log.ts'
import { parseSettings, type Settings, SettingsError } from './settings.ts'
import { openDatabase } from './storage/database.ts'
import { outboxIn } from './storage/deliveries.ts'
import { connectTo } from './storage/remote.ts'
import { system } from './system.ts'
import { type AppDeps, serverKeys, watch } from './wire.ts'

type Bindings = { remoteAddr: Deno.NetAddr }

const settings = settingsOrExit()
const connect = await connector(settings)
const deps: AppDeps = {
  settings,
  database: openDatabase(connect),
  office: postOffice(settings),
  passwords: passwords({ pepper: settings.PASSWORD_PEPPER, now: system.now, bytes: system.bytes }),
  system,
  clientAddress: (c) => (c.env as Bindings).remoteAddr.hostname,
  background: () => {},
}

// Files first: their names carry their hash, so they may be kept for ever.
const files = new Hono()
files.use(
  '/auth/*.js',
  secureHeaders(),
  serveStatic({ root: './public', onFound: (_path, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable') }),
)
const app = createApp(deps)

Deno.cron('send what is due and forget what has expired', '* * * * *', async () => {
  await sweep({
    office: deps.office,
    deliveries: outboxIn(deps.database),
    keys: serverKeys(settings),
    system,
    note,
    emailsPerSecond: settings.EMAILS_PER_SECOND,
    ...watch(settings, deps.database),
  })
})

Deno.serve({ hostname: '0.0.0.0', port: Number(Deno.env.get('PORT') ?? 8787), automaticCompression: true }, (request, info) => {
  const site = /^\/auth\/[^/]+\.js$/.test(new URL(request.url).pathname) ? files : app
  return site.fetch(request, { remoteAddr: info.remoteAddr })
})

function settingsOrExit(): Settings {
  try {
    return parseSettings(Deno.env.toObject())
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    console.error(error.message)
    Deno.exit(1)
  }
}

/** A `file:` database is embedded, and one connection serves all; a server is asked over HTTP. */
async function connector({ DATABASE_URL: url, DATABASE_AUTH_TOKEN: authToken }: Settings): Promise<() => Client> {
  if (!url.startsWith('file:')) return () => connectTo(url, authToken)
  const { createClient } = await import('@libsql/client/sqlite3')
  const client = createClient({ url })
  return () => client
}
