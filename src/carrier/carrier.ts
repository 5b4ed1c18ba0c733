/**
 * The carrier stand-in: speaks Resend's, SendGrid's and Telnyx's HTTP interfaces, to their own SDKs where we use them, so that development and tests need no account.
 * It is never part of the Worker.
 */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { ownInterface } from './interface.ts'
import type { CarrierOptions } from './options.ts'
import { pageRoutes } from './page/routes.ts'
import { resendRoutes } from './resend/routes.ts'
import { sendgridRoutes } from './sendgrid/routes.ts'
import { createCarrier } from './state.ts'
import { telnyxRoutes } from './telnyx/routes.ts'

export type { CarrierOptions, Delays } from './options.ts'

export interface RunningCarrier {
  /** Resend's and SendGrid's base URL; Telnyx's is this with `/v2`. */
  url: string
  close(): Promise<void>
}

/** @throws with a sentence that names the port, where it is taken */
export async function startCarrier(options: CarrierOptions): Promise<RunningCarrier> {
  const carrier = createCarrier(options)
  const app = new Hono()
    .route('/emails', resendRoutes(carrier))
    .route('/v3/mail/send', sendgridRoutes(carrier))
    .route('/v2', telnyxRoutes(carrier))
    .route('/carrier', ownInterface(carrier))
    .route('/', pageRoutes(carrier))
  const server = createAdaptorServer({ fetch: app.fetch })
  const hostname = options.hostname ?? '127.0.0.1'
  await listen(server, options.port, hostname)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${hostname === '127.0.0.1' ? 'localhost' : hostname}:${port}`,
    async close() {
      carrier.timers.close()
      carrier.courier.close()
      const closed = once(server, 'close')
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
    },
  }
}

async function listen(server: ReturnType<typeof createAdaptorServer>, port: number, hostname: string) {
  server.listen(port, hostname)
  try {
    await once(server, 'listening')
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw fault
    throw new Error(`Port ${port} is taken, so the carrier stand-in cannot start. Stop what uses it, or set CARRIER_PORT to another.`)
  }
}
