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

let telnyx: Awaited<ReturnType<typeof openProvider>>
beforeAll(async () => {
  telnyx = await openProvider()
})
afterAll(() => telnyx.close())

const toRuth: Message = {
  kind: 'sms-code',
  purpose: 'login',
  id: 'delivery_of-ruth',
  to: '+12025550123',
  code: '482913',
  lifetime: minutes(10),
}
const callRuth: Message = { kind: 'call', id: 'delivery_of-ruth', to: '+12025550123', extension: null }
const send = (message: Message) => office(telnyx.origin).send(message)

/** The shape of https://developers.telnyx.com/development/api-fundamentals/api-errors */
const error = (status: number, code: string, title = 'No', pointer?: string, headers = {}) =>
  json(status, { errors: [{ code, title, detail: '', ...(pointer ? { source: { pointer } } : {}) }] }, headers)

/** Telnyx' code of the error; the status where there was none. */
const wordOf = ({ status = 0, body }: Answer) =>
  (body as { errors?: { code: string }[] } | undefined)?.errors?.[0]?.code ?? (status >= 400 ? status : undefined)

describe('a text message', () => {
  it('is handed over once, and its webhooks are ordered to an address that names the delivery', async () => {
    telnyx.answers(json(200, { data: { id: 'sms-1' } }))
    expect(await send(toRuth)).toEqual({ sent: true, providerId: 'sms-1' })
    const { method, path, headers, body } = telnyx.only()
    expect([method, path, headers.authorization]).toEqual(['POST', '/v2/messages', 'Bearer KEY_test'])
    expect(body).toEqual({
      to: '+12025550123',
      from: '+12025550100',
      text: expect.stringContaining('482913'),
      webhook_url: 'https://portal.example.com/auth/hooks/telnyx?delivery=delivery_of-ruth',
    })
  })

  it('goes through the messaging profile where there is one', async () => {
    telnyx.answers(json(200, { data: { id: 'sms-2' } }))
    await office(telnyx.origin, { TELNYX_MESSAGING_PROFILE_ID: 'profile-1' }).send(toRuth)
    expect(telnyx.only().body).toMatchObject({ messaging_profile_id: 'profile-1' })
  })
})

describe('a call', () => {
  it('to an extension dials it after the answer, and listens for no machine: a switchboard’s greeting would be taken for one', async () => {
    telnyx.answers(json(200, { data: { call_control_id: 'v3:call-1' } }))
    await send({ ...callRuth, extension: '4520' })
    const { body } = telnyx.only()
    expect(body).toMatchObject({ to: '+12025550123', send_digits_on_answer: 'wwww4520' })
    expect(body).not.toHaveProperty('answering_machine_detection')
  })

  it('is dialled once, with the delivery as its command and its state', async () => {
    telnyx.answers(json(200, { data: { call_control_id: 'v3:call-1' } }))
    expect(await send(callRuth)).toEqual({ sent: true, providerId: 'v3:call-1' })
    const { path, body } = telnyx.only()
    expect(path).toBe('/v2/calls')
    expect(body).toEqual({
      to: '+12025550123',
      from: '+12025550100',
      connection_id: '7267',
      answering_machine_detection: 'premium',
      timeout_secs: 30,
      time_limit_secs: 180,
      command_id: 'delivery_of-ruth',
      client_state: Buffer.from('delivery_of-ruth').toString('base64'),
      webhook_url: 'https://portal.example.com/auth/hooks/telnyx',
    })
  })
})

describe('what Telnyx did not take', () => {
  it.each([
    ['a landline', error(400, '40001', 'Not routable'), refused('landline')],
    ['a number that takes no texts', error(400, '40301'), refused('landline')],
    ['a number that sent STOP', error(409, '40300', 'Blocked due to STOP message'), refused('stopped')],
    ['STOP without words', error(403, '40300', ''), refused('stopped')],
    ['no number', error(400, '40310', "Invalid 'to' address", '/to'), refused('invalid-number')],
    ['a number its carrier does not know', error(400, '40012'), refused('invalid-number')],
    ['a number not in E.164', error(422, '10016', 'Phone number must be in +E.164 format', '/to'), refused('invalid-number')],
    ['our own number not in E.164', error(422, '10016', 'Phone number must be in +E.164 format', '/from'), misconfigured],
    ['a new complaint about the destination', error(422, '99999', 'New', '/to'), refused('invalid-number')],
    ['a number as a number', json(400, { errors: [{ code: 40310 }] }), refused('invalid-number')],
    ['our number', error(400, '40305', "Invalid 'from' address"), misconfigured],
    ['a text too large', error(400, '40302'), misconfigured],
    ['a region that the profile does not allow', error(400, '40309'), misconfigured],
    ['a profile switched off', error(403, '40312'), misconfigured],
    ['no money left', error(403, '20100'), misconfigured],
    ['a wrong key', error(401, '10009'), misconfigured],
    ['a forbidden destination', error(403, '10010', 'Dialed number is not included in whitelisted countries D13'), misconfigured],
    ['a missing parameter', error(422, '10004', 'Missing required parameter', '/connection_id'), misconfigured],
    ['too many requests', error(429, '10011', 'Too many requests', undefined, { 'retry-after': '7' }), busy(7000)],
    ['too many requests, no time given', plain(429, ''), busy()],
    ['a full queue', error(400, '40318'), busy()],
    ['trouble at the provider', error(500, '10007'), unanswered],
    ['a gateway page', plain(504, '<h1>Gateway timeout</h1>'), unanswered],
    ['a forbidding page', plain(403, '<h1>Forbidden</h1>'), misconfigured],
    ['an error in another shape', json(400, { errors: 'no' }), misconfigured],
    ['success without an id', json(200, { data: {} }), unanswered],
    ['success that is no JSON', plain(200, 'ok'), unanswered],
    ['a line that is cut', reset, unanswered],
  ])('says why: %s', async (_, answer, outcome) => {
    for (const message of [toRuth, callRuth]) {
      telnyx.answers(answer)
      expect(await send(message)).toEqual(saying(wordOf(answer), outcome))
      telnyx.only()
    }
  })

  it.each([
    ['silent', silence],
    ['stalled in the middle of an answer', stall],
  ])('is given up in time when the provider is %s', async (_, answer) => {
    telnyx.answers(answer)
    const began = performance.now()
    expect(await office(telnyx.origin, {}, IMPATIENT).send(callRuth)).toEqual(unanswered)
    expect(performance.now() - began).toBeLessThan(3000)
  })
})
