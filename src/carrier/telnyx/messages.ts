/**
 * `POST /messages` and `GET /messages/{id}`.
 */
import { Hono } from 'hono'
import { smsFate } from '../destinations.ts'
import type { Carrier } from '../state.ts'
import { type AccountEnv, refuse, refuseFields } from './answers.ts'
import { e164 } from './fields.ts'
import { type MessageFields, messageFields } from './message-fields.ts'
import { segments } from './segments.ts'
import { accept, asResource } from './text-message.ts'

export const messageRoutes = (carrier: Carrier) =>
  new Hono<AccountEnv>()
    .post('/', (c) => {
      const fields = messageFields.safeParse(c.var.body)
      if (!fields.success) return refuseFields(c.var.body, fields.error)
      const { text, ...rest } = fields.data
      if (!text) return refuse('40304', '/text')
      return refused({ ...rest, text }) ?? c.json({ data: accept(carrier, c.var.provider, { ...rest, text }) })
    })
    .get('/:id', (c) => {
      const message = carrier.texts.get(c.req.param('id'))
      return message ? c.json({ data: asResource(message) }) : refuse('10005')
    })

function refused({ to, from, messaging_profile_id, text }: MessageFields & { text: string }): Response | null {
  if (!from && !messaging_profile_id) return refuse('40305', '/from')
  if (!e164.safeParse(to).success) return refuse('40310', '/to')
  if (segments(text).parts > 10) return refuse('40302', '/text')
  const fate = smsFate(to)
  return fate.kind === 'refused' ? refuse(fate.code, '/to') : null
}
