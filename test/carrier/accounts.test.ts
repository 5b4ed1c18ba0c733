/** Two accounts at Telnyx, told apart by their keys. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Bench, FROM, refusal, startBench } from './bench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await startBench()
})
afterAll(() => bench.close())

const text = (telnyx: Bench['telnyx'], to: string) => telnyx.messages.send({ from: FROM, to, text: '482 913 is your code' })
const fail = (fault: object) => bench.ask('POST', '/carrier/faults', fault)

it('are noted apart, and one fails without the other', async () => {
  await fail({ provider: 'telnyx', status: 429 })
  expect((await refusal(text(bench.telnyx, '+12025550161'))).status).toBe(429)
  await text(bench.secondTelnyx, '+12025550161')
  await fail({ provider: 'telnyx-2', status: 503 })
  await text(bench.telnyx, '+12025550161')
  expect((await refusal(text(bench.secondTelnyx, '+12025550161'))).status).toBe(503)
  const { body } = await bench.ask('GET', '/carrier/requests')
  expect(body.map(({ provider, status }: { provider: string; status: number }) => [provider, status])).toEqual([
    ['telnyx', 429],
    ['telnyx-2', 200],
    ['telnyx', 200],
    ['telnyx-2', 503],
  ])
})

it('sign with a key each', async () => {
  const { data } = await text(bench.secondTelnyx, '+12025550162')
  const { body, headers } = await bench.told(data?.id ?? '', 'message.finalized')
  await bench.secondTelnyx.webhooks.unwrap(body, { headers })
  await expect(bench.telnyx.webhooks.unwrap(body, { headers })).rejects.toThrow()
})

it('have no command over the calls of each other', async () => {
  const { data } = await bench.secondTelnyx.calls.dial({ connection_id: '2', from: FROM, to: '+12025550163' })
  const id = data?.call_control_id ?? ''
  expect(await refusal(bench.telnyx.calls.actions.hangup(id, {}))).toMatchObject({ status: 422, errors: [{ code: '90015' }] })
  await bench.secondTelnyx.calls.actions.hangup(id, {})
  await bench.told(id, 'call.hangup')
})
