import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { createRemoteJWKSet } from 'jose'
import { portal } from '../../src/portal/app.ts'
import { openDatabase } from '../../src/portal/database.ts'
import { verifier } from '../../src/portal/pass.ts'
import { parseSettings } from '../../src/portal/settings.ts'

export interface FacilityPortal {
  origin: string
  close(): Promise<void>
}

/** The example portal in this very process, on a port of its own, behind the guard at this origin. */
export async function startFacilityPortal(guard: string): Promise<FacilityPortal> {
  const folder = await mkdtemp(join(tmpdir(), 'facility-portal-'))
  const url = `file:${join(folder, 'portal.db')}`
  const settings = parseSettings({ PUBLIC_ORIGIN: guard, PORTAL_DATABASE_URL: url, SESSION_SCRIPT: '/auth/session-00000000.js' })
  const { database, close } = await openDatabase(url)
  const verify = verifier(guard, createRemoteJWKSet(new URL('/auth/jwks.json', guard)))
  const app = portal({ database, verify, settings, now: Date.now, newId: () => crypto.randomUUID(), log: () => {} })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      close()
      await rm(folder, { recursive: true })
    },
  }
}
