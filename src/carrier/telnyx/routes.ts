/**
 * Telnyx's HTTP interface, as far as messages and calls go.
 */
import { Hono } from 'hono'
import { door, type ProviderEnv } from '../door.ts'
import type { Carrier } from '../state.ts'
import { refuse, words } from './answers.ts'
import { callRoutes } from './calls.ts'
import { messageRoutes } from './messages.ts'

export const telnyxRoutes = (carrier: Carrier) =>
  new Hono<ProviderEnv>()
    .use(door(carrier, 'telnyx', words(carrier.options.telnyxApiKey)))
    .route('/messages', messageRoutes(carrier))
    .route('/calls', callRoutes(carrier))
    .all('*', () => refuse('10005'))
