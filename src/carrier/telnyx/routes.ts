/**
 * Telnyx's HTTP interface, as far as messages, calls and look-ups go.
 */
import { Hono } from 'hono'
import { door } from '../door.ts'
import type { Account } from '../requests.ts'
import type { Carrier } from '../state.ts'
import { type AccountEnv, refuse, words } from './answers.ts'
import { callRoutes } from './calls.ts'
import { lookUpRoutes } from './lookup.ts'
import { messageRoutes } from './messages.ts'

export const telnyxRoutes = (carrier: Carrier) =>
  new Hono<AccountEnv>()
    .use(door(carrier, accountOf(carrier), words(carrier.options)))
    .route('/messages', messageRoutes(carrier))
    .route('/calls', callRoutes(carrier))
    .route('/number_lookup', lookUpRoutes())
    .all('*', () => refuse('10005'))

const accountOf =
  ({ options }: Carrier) =>
  (authorization: string | undefined): Account =>
    options.secondTelnyxApiKey && authorization === `Bearer ${options.secondTelnyxApiKey}` ? 'telnyx-2' : 'telnyx'
