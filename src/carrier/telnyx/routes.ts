/**
 * Telnyx's HTTP interface, as far as messages, calls and look-ups go.
 */
import { Hono } from 'hono'
import { door, type ProviderEnv } from '../door.ts'
import type { Carrier } from '../state.ts'
import { refuse, words } from './answers.ts'
import { callRoutes } from './calls.ts'
import { lookUpRoutes } from './lookup.ts'
import { messageRoutes } from './messages.ts'

export const telnyxRoutes = (carrier: Carrier) =>
  new Hono<ProviderEnv>()
    .use(door(carrier, 'telnyx', words(carrier.options.telnyxApiKey)))
    .route('/messages', messageRoutes(carrier))
    .route('/calls', callRoutes(carrier))
    .route('/number_lookup', lookUpRoutes())
    .all('*', () => refuse('10005'))
