/** Text messages through Telnyx's own SDK. */

import Telnyx from 'telnyx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bench, FROM, refusal, startBench, typeOf } from './bench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await startBench()
})
afterAll(() => bench.close())

const accepted = async (to: string, more: object = {}) => (await send(to, more)).data?.id ?? ''
const send = (to: string, more: object = {}) => bench.telnyx.messages.send({ from: FROM, to, text: '482 913 is your code', ...more })

it('puts a text message into the mailbox of whoever it is for', async () => {
  const { data } = await send('+12025550123')
  expect(data).toMatchObject({ record_type: 'message', direction: 'outbound', parts: 1, encoding: 'GSM-7', to: [{ status: 'queued' }] })
  const expected = { id: data?.id, channel: 'sms', from: FROM, to: '+12025550123', text: '482 913 is your code', at: expect.any(String) }
  expect(await bench.messages('+12025550123')).toEqual([expected])
  const bare = await bench.ask('GET', '/carrier/messages?to=+12025550123')
  expect(bare.body, 'a plus sign that reads as a space').toHaveLength(1)
  const { data: found } = await bench.telnyx.messages.retrieve(data?.id ?? '')
  expect(found).toMatchObject({ id: data?.id, to: [{ status: 'delivered' }] })
})

it('tells the app, signed so that the SDK accepts it', async () => {
  const id = await accepted('+12025550124')
  const { event: last } = await bench.told(id, 'message.finalized')
  expect(bench.hooksOf(id).map(typeOf)).toEqual(['message.sent', 'message.finalized'])
  for (const { headers, body, path } of bench.hooksOf(id)) {
    expect(path).toBe('/auth/hooks/telnyx')
    const event = await bench.telnyx.webhooks.unwrap(body, { headers })
    expect(event).toMatchObject({ data: { record_type: 'event', payload: { id } }, meta: { attempt: 1 } })
    await expect(bench.telnyx.webhooks.unwrap(`${body} `, { headers })).rejects.toThrow()
  }
  expect(last.data.payload).toMatchObject({ to: [{ status: 'delivered' }], errors: [] })
})

it('tells the address that the message names', async () => {
  const id = await accepted('+12025550125', { webhook_url: `${bench.appOrigin}/elsewhere` })
  expect((await bench.told(id, 'message.finalized')).path).toBe('/elsewhere')
})

it('counts parts as the alphabet makes them', async () => {
  const parts = async (text: string) => (await send('+12025550127', { text })).data?.parts
  expect(await parts('a'.repeat(160))).toBe(1)
  expect(await parts('a'.repeat(161))).toBe(2)
  expect(await parts('“'.repeat(71))).toBe(2)
})

describe('what Telnyx refuses', () => {
  it.each([
    ['a number that is not in E.164', { to: '2025550123' }, 400, '40310', '/to'],
    ['no text', { text: '' }, 400, '40304', '/text'],
    ['nobody to send from', { from: undefined }, 400, '40305', '/from'],
    ['more than ten parts', { text: 'a'.repeat(1600) }, 400, '40302', '/text'],
    ['no recipient', { to: undefined }, 422, '10004', '/to'],
    ['a field it does not know', { body: 'x' }, 422, '10015', '/body'],
    ['a webhook address that is none', { webhook_url: 'nowhere' }, 422, '10015', '/webhook_url'],
  ])('%s', async (_case, change, status, code, pointer) => {
    const { status: answered, errors } = await refusal(send('+12025550123', change))
    expect({ answered, errors }).toEqual({
      answered: status,
      errors: [{ code, title: expect.any(String), detail: expect.any(String), source: { pointer } }],
    })
  })

  it('a wrong key', async () => {
    const stranger = new Telnyx({ apiKey: 'KEY_wrong', baseURL: `${bench.url}/v2`, maxRetries: 0 })
    const { status, errors } = await refusal(stranger.messages.send({ from: FROM, to: '+12025550123', text: 'x' }))
    expect([status, errors[0].code]).toEqual([401, '10009'])
  })

  it('a path and a message that it does not have', async () => {
    expect(await refusal(bench.telnyx.messages.retrieve('nothing'))).toMatchObject({ status: 404, errors: [{ code: '10005' }] })
    expect(await refusal(bench.telnyx.balance.retrieve())).toMatchObject({ status: 404, errors: [{ code: '10005' }] })
  })
})

describe('numbers that fail on purpose', () => {
  it.each([
    ['a landline', '0140', 400, '40001'],
    ['one that sent STOP', '0142', 409, '40300'],
    ['one not in service', '0144', 400, '40310'],
    ['too many requests', '0158', 429, '10011'],
    ['the provider in trouble', '0159', 500, '10007'],
  ])('%s is refused at once', async (_case, ending, status, code) => {
    for (const area of ['202', '312']) {
      const refused = await refusal(send(`+1${area}555${ending}`))
      expect(refused).toMatchObject({ status, errors: [{ code }] })
      expect(refused.headers?.get('retry-after') ?? null).toBe(status === 429 ? '1' : null)
    }
  })

  it.each([
    ['a landline found out on the way', '0141', '40001'],
    ['an unreachable one', '0143', '40008'],
  ])('%s is accepted, then reported', async (_case, ending, code) => {
    const id = await accepted(`+1202555${ending}`)
    const { event } = await bench.told(id, 'message.finalized')
    expect(event.data.payload).toMatchObject({ to: [{ status: 'delivery_failed' }], errors: [{ code, title: expect.any(String) }] })
    expect(await bench.messages(`+1202555${ending}`)).toEqual([])
  })

  it('a slow one gets it late', async () => {
    const id = await accepted('+12025550154')
    expect(await bench.messages('+12025550154')).toEqual([])
    await bench.told(id, 'message.finalized')
    expect(await bench.messages('+12025550154')).toHaveLength(1)
  })
})
