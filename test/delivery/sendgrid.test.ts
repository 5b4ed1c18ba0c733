import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../src/delivery/delivery.ts'
import { minutes } from '../../src/domain/policy.ts'
import { IMPATIENT, json, misconfigured, office, openProvider, plain, refused, reset, saying, silence, unanswered } from './provider.ts'

let sendgrid: Awaited<ReturnType<typeof openProvider>>
beforeAll(async () => {
  sendgrid = await openProvider()
})
afterAll(() => sendgrid.close())

const toDana: Message = {
  kind: 'email-code',
  purpose: 'registration-email',
  id: 'delivery_of-dana',
  to: 'dana@clinic.example',
  code: '048213',
  lifetime: minutes(60),
}
const send = (timeLimit?: number) => office(sendgrid.origin, { SENDGRID_API_KEY: 'SG.test' }, timeLimit).send(toDana, 'sendgrid')
const error = (status: number, field: string | null, message = 'No.', headers = {}) =>
  json(status, { errors: [{ message, field, help: null }] }, headers)

describe('a mail by way of SendGrid', () => {
  it('is handed over with the delivery as an argument of its own, and nobody is watched reading it', async () => {
    sendgrid.answers(json(202, '', { 'x-message-id': 'mail-1' }))
    expect(await send()).toEqual({ sent: true, providerId: 'mail-1' })
    const { method, path, headers, body } = sendgrid.only()
    expect([method, path, headers.authorization]).toEqual(['POST', '/v3/mail/send', 'Bearer SG.test'])
    expect(body).toMatchObject({
      from: { email: 'codes@portal.example.com', name: 'Latchkey' },
      personalizations: [{ to: [{ email: 'dana@clinic.example' }] }],
      custom_args: { delivery: 'delivery_of-dana' },
      headers: { 'Auto-Submitted': 'auto-generated' },
      tracking_settings: { click_tracking: { enable: false }, open_tracking: { enable: false } },
    })
    const [text, html] = body.content as { type: string; value: string }[]
    expect([text?.type, html?.type]).toEqual(['text/plain', 'text/html'])
    expect(text?.value).toContain('048213')
    expect(html?.value).toContain('048213')
  })

  it.each([
    [
      'an address it will not take',
      error(400, 'personalizations.0.to.0.email'),
      saying('400 personalizations.0.to.0.email', refused('invalid-address')),
    ],
    ['a sender it will not take', error(400, 'from.email'), saying('400 from.email', misconfigured)],
    ['a wrong key', error(401, null), saying(401, misconfigured)],
    ['too many requests', error(429, null), saying(429, { sent: false, reason: 'busy', detail: 'other' })],
    ['trouble at the provider', error(500, null), saying(500, unanswered)],
    [
      'nobody behind the edge',
      plain(521, '<h1>Web server is down</h1>'),
      saying(521, { sent: false, reason: 'busy', detail: 'other', outage: true }),
    ],
    ['a gateway page', plain(502, '<h1>Bad gateway</h1>'), saying(502, unanswered)],
    ['success without an id', json(202, ''), saying(202, unanswered)],
    ['a line that is cut', reset, unanswered],
  ])('that did not leave says why: %s', async (_, answer, outcome) => {
    sendgrid.answers(answer)
    expect(await send()).toEqual(outcome)
    sendgrid.only()
  })

  it('is given up in time', async () => {
    sendgrid.answers(silence)
    expect(await send(IMPATIENT)).toEqual(unanswered)
  })

  it('was certainly not taken where nobody listens', async () => {
    const gone = await openProvider()
    gone.close()
    const outcome = await office(gone.origin, { SENDGRID_API_KEY: 'SG.test' }).send(toDana, 'sendgrid')
    expect(outcome).toEqual({ sent: false, reason: 'busy', detail: 'other', outage: true })
  })
})
