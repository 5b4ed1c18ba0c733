/** Faults on demand, and the count of what was asked. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Bench, FROM, refusal, startBench, typeOf, until } from './bench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await startBench()
})
afterAll(() => bench.close())
beforeEach(async () => {
  await bench.ask('DELETE', '/carrier/faults')
  await bench.ask('DELETE', '/carrier/requests')
  await bench.ask('DELETE', '/carrier/messages')
})

const mail = (to: string, idempotencyKey: string = crypto.randomUUID()) =>
  bench.resend.emails.send({ from: 'no-reply@latchkey.test', to, subject: 'Your code', text: '482 913' }, { idempotencyKey })
const text = (to: string) => bench.telnyx.messages.send({ from: FROM, to, text: '482 913' })
const program = (fault: object) => bench.ask('POST', '/carrier/faults', fault)

it('answers the next requests as told, in the words of the provider, and then no more', async () => {
  await program({ provider: 'resend', times: 2, status: 429, retryAfter: 7 })
  for (let time = 0; time < 2; time++) {
    const { error, headers } = await mail('dana@clinic.test')
    expect([error?.name, headers?.['retry-after']]).toEqual(['rate_limit_exceeded', '7'])
  }
  expect((await mail('dana@clinic.test')).error).toBeNull()
  await program({ provider: 'telnyx', status: 503 })
  expect(await refusal(text('+12025550123'))).toMatchObject({ status: 503, errors: [{ code: '10007' }] })
})

it('concerns one destination, or one path, where it says so', async () => {
  await program({ provider: 'resend', status: 500, to: 'lee@clinic.test' })
  expect((await mail('dana@clinic.test')).error).toBeNull()
  expect((await mail('Lee@clinic.test')).error?.statusCode).toBe(500)
  await program({ provider: 'telnyx', status: 500, path: '/v2/calls' })
  await text('+12025550123')
  expect((await refusal(bench.telnyx.calls.dial({ connection_id: 'app', from: FROM, to: '+12025550123' }))).status).toBe(500)
})

it('cuts the connection after accepting, so that a repeat with the same key is one mail', async () => {
  await program({ provider: 'resend', resetAfterAccept: true })
  expect((await mail('ruth@clinic.test', 'cut')).error).toMatchObject({ name: 'application_error', statusCode: null })
  expect((await mail('ruth@clinic.test', 'cut')).error).toBeNull()
  expect(await bench.messages('ruth@clinic.test')).toHaveLength(1)
  expect((await bench.ask('GET', '/carrier/requests')).body).toMatchObject([{ status: 'reset' }, { status: 200 }])
})

it('answers late what it accepted at once', async () => {
  await program({ provider: 'telnyx', delayMs: 120 })
  const begun = Date.now()
  const sent = text('+12025550128')
  await until(async () => (await bench.messages('+12025550128')).length === 1)
  await sent
  expect(Date.now() - begun).toBeGreaterThanOrEqual(115)
})

describe('webhooks', () => {
  it('are lost', async () => {
    await program({ provider: 'resend', webhooks: 'lost', to: 'lost@clinic.test', event: 'email.sent' })
    const id = (await mail('lost@clinic.test')).data?.id ?? ''
    await bench.told(id, 'email.delivered')
    expect(bench.hooksOf(id).map(typeOf)).toEqual(['email.delivered'])
  })

  it('are repeated under the same id', async () => {
    await program({ provider: 'telnyx', webhooks: 'repeated', to: '+12025550135', event: 'message.finalized' })
    const id = (await text('+12025550135')).data?.id ?? ''
    const [first, second] = [await bench.told(id, 'message.finalized'), await bench.told(id, 'message.finalized', 1)]
    expect(first.event.data.id).toBe(second.event.data.id)
  })

  it('arrive out of order', async () => {
    await program({ provider: 'telnyx', webhooks: 'late', delayMs: 60, to: '+12025550136', event: 'message.sent' })
    const id = (await text('+12025550136')).data?.id ?? ''
    await bench.told(id, 'message.sent')
    expect(bench.hooksOf(id).map(typeOf)).toEqual(['message.finalized', 'message.sent'])
  })
})

it('notes what was asked, and no body', async () => {
  await mail('dana@clinic.test', 'delivery-9')
  await bench.telnyx.calls.dial({ connection_id: 'app', from: FROM, to: '+12025550123', command_id: 'dial-9' })
  const { body } = await bench.ask('GET', '/carrier/requests')
  expect(body).toEqual([
    {
      at: expect.any(String),
      provider: 'resend',
      method: 'POST',
      path: '/emails',
      to: 'dana@clinic.test',
      idempotencyKey: 'delivery-9',
      commandId: null,
      status: 200,
    },
    {
      at: expect.any(String),
      provider: 'telnyx',
      method: 'POST',
      path: '/v2/calls',
      to: '+12025550123',
      idempotencyKey: null,
      commandId: 'dial-9',
      status: 200,
    },
  ])
  expect(JSON.stringify(body)).not.toContain('482')
})

it('refuses a fault that is none', async () => {
  expect((await program({ provider: 'resend' })).status).toBe(422)
  expect((await program({ provider: 'post', status: 500 })).status).toBe(422)
  expect((await program({ provider: 'resend', status: 200 })).status).toBe(422)
})
