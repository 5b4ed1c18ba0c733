import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../src/delivery/delivery.ts'
import { minutes } from '../../src/domain/policy.ts'
import {
  type Answer,
  busy,
  IMPATIENT,
  json,
  misconfigured,
  office,
  openProvider,
  plain,
  refused,
  reset,
  saying,
  silence,
  stall,
  unanswered,
} from './provider.ts'

let resend: Awaited<ReturnType<typeof openProvider>>
beforeAll(async () => {
  resend = await openProvider()
})
afterAll(() => resend.close())

const toDana: Message = {
  kind: 'email-code',
  purpose: 'registration-email',
  id: 'delivery_of-dana',
  to: 'dana@clinic.example',
  code: '048213',
  lifetime: minutes(60),
}
const send = (message: Message = toDana) => office(resend.origin).send(message)

/** The shape of https://resend.com/docs/api-reference/errors */
const error = (statusCode: number, name: string, message = 'No.', headers = {}) => json(statusCode, { statusCode, name, message }, headers)

/** Resend's name of the error; the status where a page came in place of one. */
const wordOf = ({ status = 0, body }: Answer) =>
  (body as { name?: string } | null | undefined)?.name ?? (typeof body === 'string' && status >= 400 ? status : undefined)

describe('a mail', () => {
  it('is handed over once, with the delivery as its idempotency key and as a tag', async () => {
    resend.answers(json(200, { id: 'mail-1' }))
    expect(await send()).toEqual({ sent: true, providerId: 'mail-1' })
    const { method, path, headers, body } = resend.only()
    expect([method, path]).toEqual(['POST', '/emails'])
    expect(headers).toMatchObject({ authorization: 'Bearer re_test', 'idempotency-key': 'delivery_of-dana' })
    expect(body).toMatchObject({
      from: 'Latchkey <codes@portal.example.com>',
      to: 'dana@clinic.example',
      tags: [{ name: 'delivery', value: 'delivery_of-dana' }],
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    expect(body.text).toContain('048213')
    expect(body.html).toContain('048213')
  })

  it('is chosen by the kind of message', async () => {
    resend.answers(json(200, { id: 'mail-2' }))
    await send({ kind: 'email-in-use', id: 'd2', to: 'lee@clinic.example' })
    expect(resend.only().body.text).toContain('belongs to another login')

    resend.answers(json(200, { id: 'mail-3' }))
    const at = Date.parse('2026-11-24T20:40:00Z')
    await send({
      kind: 'registered',
      id: 'd3',
      to: 'lee@clinic.example',
      method: 'email',
      maskedPhone: null,
      maskedEmail: 'l•••@clinic.example',
      at,
    })
    expect(resend.only().body.text).toContain('November 24, 2026 at 3:40 PM EST')
  })
})

describe('a mail that did not leave', () => {
  it.each([
    [
      'an address it will not take',
      error(422, 'validation_error', 'Invalid `to` field. The email address needs to follow …'),
      refused('invalid-address'),
    ],
    ['the same as a 400', error(400, 'validation_error', 'Invalid `to` field.'), refused('invalid-address')],
    ['a sender it will not take', error(422, 'validation_error', 'Invalid `from` field.'), misconfigured],
    [
      'no domain to send from',
      error(403, 'validation_error', 'You can only send testing emails to your own email address.'),
      misconfigured,
    ],
    ['no key', error(401, 'missing_api_key'), misconfigured],
    ['a wrong key', error(403, 'invalid_api_key'), misconfigured],
    ['a security matter', error(451, 'security_error'), misconfigured],
    ['too many requests', error(429, 'rate_limit_exceeded', 'Slow down.', { 'retry-after': '2' }), busy(2000)],
    ['too many requests, no time given', error(429, 'rate_limit_exceeded'), busy()],
    ['too many requests, a time that is none', error(429, 'rate_limit_exceeded', '', { 'retry-after': 'soon' }), busy()],
    ['the quota of the day', error(429, 'daily_quota_exceeded'), misconfigured],
    ['the quota of the month', error(429, 'monthly_quota_exceeded'), misconfigured],
    ['the same key, still under way', error(409, 'concurrent_idempotent_requests'), unanswered],
    ['the same key, other words', error(409, 'invalid_idempotent_request'), { ...misconfigured, ambiguous: true }],
    ['trouble at the provider', error(500, 'internal_server_error'), unanswered],
    ['a gateway page', plain(502, '<h1>Bad gateway</h1>'), unanswered],
    ['an error without a status', json(403, { error: 'blocked by proxy' }), unanswered],
    ['null', json(500, null), unanswered],
    ['a list', json(422, ['no']), unanswered],
    ['success without an id', json(200, {}), unanswered],
    ['success that is no JSON', plain(200, 'ok'), unanswered],
    ['a line that is cut', reset, unanswered],
  ])('says why: %s', async (_, answer, outcome) => {
    resend.answers(answer)
    expect(await send()).toEqual(saying(wordOf(answer), outcome))
    resend.only()
  })

  it.each([
    ['silent', silence],
    ['stalled in the middle of an answer', stall],
  ])('is given up in time when the provider is %s', async (_, answer) => {
    resend.answers(answer)
    const began = performance.now()
    expect(await office(resend.origin, {}, IMPATIENT).send(toDana)).toEqual(unanswered)
    expect(performance.now() - began).toBeLessThan(3000)
  })

  it('comes back when nobody listens', async () => {
    const gone = await openProvider()
    gone.close()
    expect(await office(gone.origin).send(toDana)).toEqual(unanswered)
  })
})
