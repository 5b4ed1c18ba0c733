import { once } from 'node:events'
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import { createApp } from '../../src/app.tsx'
import { developmentEnvironment } from '../../src/cli/ground/environment.ts'
import { freePort } from '../../src/cli/ground/ports.ts'
import { passwords } from '../../src/credentials/passwords.ts'
import { postOffice } from '../../src/delivery/post-office.ts'
import { parseSettings } from '../../src/settings.ts'
import { system } from '../../src/system.ts'
import { type House, openHouse, SECRET_KEY } from '../storage/house.ts'
import { startFacilityPortal } from './facility-portal.ts'
import { Visitor } from './visitor.ts'

/**
 * The application in this very process, over a file of its own, with settings of its own and the example portal behind it: for whatever
 * no shared stack can be told.
 */
export interface OwnPortal extends House {
  origin: string
  newVisitor(): Visitor
}

const KEYS = {
  ...{
    server: SECRET_KEY,
    pepper: 'a pepper of the tests, long enough for one',
    resendWebhook: 'whsec_b2YgdGhlIHRlc3RzLCBvbmUgb2YgdGhlbQ==',
  },
  sendgridPublic: `MFkwEwYHKoZIzj0C${'A'.repeat(106)}==`,
  ...{ telnyxPublic: `${'A'.repeat(43)}=`, telnyxPrivate: '', sendgridPrivate: '', databasePrivate: '', databasePublic: '' },
  ...{ secondTelnyxPrivate: '', secondTelnyxPublic: '' },
}
/** Nobody is there: no test of an own portal sends a message. */
const NOWHERE = 'http://127.0.0.1:9'

export async function openPortal(settings: Record<string, string>): Promise<OwnPortal> {
  const [house, port] = await Promise.all([openHouse(), freePort()])
  const origin = `http://localhost:${port}`
  const behind = await startFacilityPortal(origin)
  const at = { origin, carrier: NOWHERE, portal: behind.origin, database: { url: 'file:of-the-house', token: '' } }
  const told = parseSettings({ ...developmentEnvironment(KEYS, at), ...settings })
  const app = createApp({
    settings: told,
    database: house.database,
    office: postOffice(told),
    passwords: passwords({ pepper: told.PASSWORD_PEPPER, now: system.now, bytes: system.bytes }),
    system,
    clientAddress: () => '192.0.2.1',
    background: () => {},
  })
  const server = serve({ fetch: app.fetch, port, hostname: 'localhost' }) as Server
  await once(server, 'listening')
  return {
    ...house,
    origin,
    newVisitor: () => new Visitor(origin),
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      await Promise.all([behind.close(), house.close()])
    },
  }
}
