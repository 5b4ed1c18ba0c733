/**
 * `POST /calls`, `GET /calls/{call_control_id}` and `POST /calls/{call_control_id}/actions/{action}`.
 */
import { Hono } from 'hono'
import { createArchive } from '../archive.ts'
import { callFate } from '../destinations.ts'
import type { Account } from '../requests.ts'
import type { Carrier } from '../state.ts'
import { ACTIONS } from './actions.ts'
import { type AccountEnv, refuse, refuseFields } from './answers.ts'
import type { Call } from './call.ts'
import { dialFields } from './dial-fields.ts'
import { place } from './ringing.ts'

/** How long Telnyx remembers a `command_id`. */
const REMEMBERED = 60_000

export function callRoutes(carrier: Carrier) {
  const dialled = createArchive<{ call: Call; at: number }>(1000)

  return new Hono<AccountEnv>()
    .post('/', (c) => {
      const fields = dialFields.safeParse(c.var.body)
      if (!fields.success) return refuseFields(c.var.body, fields.error)
      const { command_id, to } = fields.data
      const before = command_id === undefined ? undefined : dialled.get(command_id)
      if (before && isRecent(before.at)) return c.json({ data: asResource(before.call, false) })
      const fate = callFate(to.split(',')[0] ?? '')
      if (fate.kind === 'refused') return refuse(fate.code)
      const call = place(carrier, fields.data, c.var.provider)
      if (command_id !== undefined) dialled.put(command_id, { call, at: Date.now() })
      return c.json({ data: asResource(call, false) })
    })
    .get('/:id', (c) => {
      const call = callOf(carrier, c.req.param('id'), c.var.provider)
      return call ? c.json({ data: asResource(call, call.state !== 'ended') }) : refuse('90015')
    })
    .on(['POST', 'PUT'], '/:id/actions/:action', (c) => {
      const call = callOf(carrier, c.req.param('id'), c.var.provider)
      return call ? command(carrier, call, c.req.param('action'), c.var.body) : refuse('90015')
    })
}

/** An account has no command over the calls of another. */
function callOf(carrier: Carrier, id: string, account: Account): Call | undefined {
  const call = carrier.calls.get(id)
  return call?.account === account ? call : undefined
}

function command(carrier: Carrier, call: Call, name: string, body: unknown): Response {
  const action = ACTIONS[name]
  if (!action) return refuse('10005')
  const read = action.read(body)
  if ('refused' in read) return refuseFields(body, read.refused)
  const { id, clientState, run } = read.command
  const taken = Response.json({ data: { result: 'ok' } })
  const before = id === undefined ? undefined : call.commands.get(id)
  if (before !== undefined && isRecent(before)) return taken
  if (call.state === 'ended') return refuse('90018')
  if (action.answered && call.state !== 'answered') return refuse('90034')
  if (id !== undefined) call.commands.set(id, Date.now())
  if (clientState !== undefined) call.clientState = clientState
  run(carrier, call)
  return taken
}

const isRecent = (at: number) => Date.now() - at < REMEMBERED

/** `alive` is false in the answer to a dial: the call is still to come. */
const asResource = (call: Call, alive: boolean) => ({
  record_type: 'call',
  call_control_id: call.id,
  call_leg_id: call.legId,
  call_session_id: call.sessionId,
  client_state: call.clientState,
  is_alive: alive,
  start_time: call.startedAt,
})
