import { afterAll, beforeAll, expect, it } from 'vitest'
import { IMPATIENT, json, office, openProvider, reset, silence } from './provider.ts'

let telnyx: Awaited<ReturnType<typeof openProvider>>
beforeAll(async () => {
  telnyx = await openProvider()
})
afterAll(() => telnyx.close())

const calls = (proof: 'code' | 'pound' = 'code') => office(telnyx.origin, { VOICE_PROOF: proof }).callsOf(null)
const REGISTRATION = { purpose: 'registration-phone', extension: null } as const
const ok = json(200, { data: { result: 'ok' } })

it('asks for the number on the screen, and takes every length so that we are the ones to judge', async () => {
  telnyx.answers(ok)
  expect(await calls().ask('v3:call/1', 'event-1-ask', REGISTRATION, 'first')).toBe(true)
  const { path, body } = telnyx.only()
  expect(path).toBe('/v2/calls/v3:call%2F1/actions/gather_using_speak')
  expect(body).toMatchObject({
    command_id: 'event-1-ask',
    language: 'en-US',
    payload_type: 'text',
    minimum_digits: 1,
    maximum_digits: 10,
    maximum_tries: 1,
    terminating_digit: '#',
    valid_digits: '0123456789*',
    timeout_millis: 20_000,
    inter_digit_timeout_millis: 10_000,
  })
  expect(body.payload).toMatch(/^Hello\. This is Latchkey Provider Portal\./)
  expect(body.payload).toContain('number on your screen')
})

it('asks for the bare pound key where that is the proof, and takes it as the key it is', async () => {
  telnyx.answers(ok)
  await calls('pound').ask('v3:call-1', 'event-1-ask', REGISTRATION, 'again')
  const { body } = telnyx.only()
  expect(body).toMatchObject({ minimum_digits: 1, maximum_digits: 1, terminating_digit: '', valid_digits: '0123456789*#' })
  expect(body.payload).toContain('press the pound key')
  expect(body.payload).not.toContain('screen')
})

it('says how it ended, and hangs up', async () => {
  telnyx.answers(ok)
  expect(await calls().close('v3:call-1', 'event-2-close', 'confirmed')).toBe(true)
  expect(telnyx.only()).toMatchObject({
    path: '/v2/calls/v3:call-1/actions/speak',
    body: { command_id: 'event-2-close', payload: expect.stringContaining('Your phone is confirmed') },
  })
  telnyx.answers(ok)
  expect(await calls().hangUp('v3:call-1', 'event-3-hang-up')).toBe(true)
  expect(telnyx.only()).toMatchObject({ path: '/v2/calls/v3:call-1/actions/hangup', body: { command_id: 'event-3-hang-up' } })
})

it.each([
  ['is over', json(422, { errors: [{ code: '90018', title: 'Call has already ended' }] })],
  ['is unknown', json(404, { errors: [{ code: '10005', title: 'Resource not found' }] })],
  ['can not be reached', reset],
  ['is with a provider that is silent', silence],
])('returns false for a call that %s', async (_, answer) => {
  telnyx.answers(answer)
  const calls = office(telnyx.origin, {}, IMPATIENT).callsOf(null)
  expect(await calls.ask('v3:call-1', 'c', REGISTRATION, 'first')).toBe(false)
})
