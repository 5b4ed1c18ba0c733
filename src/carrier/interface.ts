/**
 * The stand-in's own interface, for tests and for people with curl:
 *
 *   GET    /carrier/messages?to=          what arrived, oldest first
 *   DELETE /carrier/messages?to=          forgets it
 *   GET    /carrier/calls?to=             the calls and how they stand
 *   POST   /carrier/calls/{id}/answer     and /voicemail, /busy, /hangup
 *   POST   /carrier/calls/{id}/digits     {"digits": "123456#"}
 *   GET    /carrier/requests              what was asked of the providers; DELETE forgets it
 *   GET    /carrier/faults                what is still to go wrong; POST adds, DELETE clears
 *
 * `to` may be spelled in any way; a number without a calling code is one of the US.
 */
import { Hono } from 'hono'
import * as z from 'zod'
import { sameDestination } from './destination.ts'
import { faultFields } from './faults.ts'
import { HANDS, type Hand, presented, presentedCall } from './phone.ts'
import type { Carrier } from './state.ts'

const digitFields = z.strictObject({ digits: z.string().regex(/^[0-9A-D*#]{1,128}$/, 'digits must be 0-9, A-D, * or #') })

export function ownInterface(carrier: Carrier) {
  const { mailbox, requests, faults } = carrier
  return new Hono()
    .get('/messages', (c) => c.json(mailbox.list(c.req.query('to')).map(presented)))
    .delete('/messages', (c) => {
      mailbox.clear(c.req.query('to'))
      return c.body(null, 204)
    })
    .get('/calls', (c) => {
      const to = c.req.query('to')
      const calls = carrier.calls.all().filter((call) => to === undefined || sameDestination(call.to, to))
      return c.json(calls.map(presentedCall))
    })
    .post('/calls/:id/digits', async (c) => {
      const fields = digitFields.safeParse(await c.req.json().catch(() => undefined))
      if (!fields.success) return c.json({ error: z.prettifyError(fields.error) }, 422)
      return handle(carrier, c.req.param('id'), 'digits', fields.data.digits)
    })
    .post('/calls/:id/:hand{answer|voicemail|busy|hangup}', (c) => handle(carrier, c.req.param('id'), c.req.param('hand') as Hand))
    .get('/requests', (c) => c.json(requests.all()))
    .delete('/requests', (c) => {
      requests.clear()
      return c.body(null, 204)
    })
    .get('/faults', (c) => c.json(faults.all()))
    .post('/faults', async (c) => {
      const fault = faultFields.safeParse(await c.req.json().catch(() => undefined))
      if (!fault.success) return c.json({ error: z.prettifyError(fault.error) }, 422)
      faults.program(fault.data)
      return c.json(fault.data, 201)
    })
    .delete('/faults', (c) => {
      faults.clear()
      return c.body(null, 204)
    })
    .all('*', (c) => c.json({ error: 'There is no such thing. See GET /.' }, 404))
}

function handle(carrier: Carrier, id: string, hand: Hand, digits = ''): Response {
  const call = carrier.calls.get(id)
  if (!call) return Response.json({ error: 'There is no such call.' }, { status: 404 })
  const done = HANDS[hand](carrier, call, digits)
  return Response.json(done ? presentedCall(call) : { error: `This call is ${call.state}.`, ...presentedCall(call) }, {
    status: done ? 200 : 409,
  })
}
