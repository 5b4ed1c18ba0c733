import type { Hono } from 'hono'
import { createApp } from './app.tsx'
import { passwords } from './credentials/passwords.ts'
import { postOffice } from './delivery/post-office.ts'
import { sweep } from './delivery/sweep.ts'
import { note } from './log.ts'
import type { AppEnv } from './routes/context.ts'
import { parseSettings } from './settings.ts'
import { openDatabase } from './storage/database.ts'
import { outboxIn } from './storage/deliveries.ts'
import { connectTo } from './storage/remote.ts'
import { system } from './system.ts'
import { type AppDeps, serverKeys, watch } from './wire.ts'

type Env = Record<string, unknown>
type Lifetime = { waitUntil(work: Promise<unknown>): void }

let running: { deps: AppDeps; app: Hono<AppEnv> } | undefined

/** Made at the first request, since a Worker learns its settings with it; wrong ones stop every request with a sentence that names them. */
function start(env: Env): { deps: AppDeps; app: Hono<AppEnv> } {
  if (running) return running
  const settings = parseSettings(env)
  const deps: AppDeps = {
    settings,
    database: openDatabase(() => connectTo(settings.DATABASE_URL, settings.DATABASE_AUTH_TOKEN)),
    office: postOffice(settings),
    passwords: passwords({ pepper: settings.PASSWORD_PEPPER, now: system.now, bytes: system.bytes }),
    system,
    clientAddress: (c) => c.req.header('CF-Connecting-IP') ?? '',
    background: (c, work) => c.executionCtx.waitUntil(work),
  }
  running = { deps, app: createApp(deps) }
  return running
}

export default {
  fetch(request: Request, env: Env, lifetime: Lifetime): Response | Promise<Response> {
    try {
      return start(env).app.fetch(request, env, lifetime as never)
    } catch (error) {
      console.error(error instanceof Error ? error.message : 'The start failed.')
      return new Response('This service is not set up yet. Its log says what is missing.\n', { status: 503 })
    }
  },

  /** Every minute: sends what no request could send, and forgets what has expired. */
  scheduled(_event: unknown, env: Env, lifetime: Lifetime): void {
    const { deps } = start(env)
    lifetime.waitUntil(
      sweep({
        office: deps.office,
        deliveries: outboxIn(deps.database),
        keys: serverKeys(deps.settings),
        system,
        note,
        emailsPerSecond: deps.settings.EMAILS_PER_SECOND,
        ...watch(deps.settings, deps.database),
      }),
    )
  },
}
