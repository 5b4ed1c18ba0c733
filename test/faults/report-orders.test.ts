import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { telnyxSigner } from '../../src/carrier/webhooks/signing.ts'
import { keysIn } from '../../src/cli/ground/keys.ts'
import { numberShown } from '../support/call.ts'
import { goWrong } from '../support/carrier.ts'
import { exchange } from '../support/exchange.ts'
import { givePhone, stackNamed, traveller, walkToPhone } from '../support/journey.ts'
import { becomes, deliveriesTo } from '../support/outbox.ts'
import { count, flowOf, rows } from '../support/rows.ts'

const stack = stackNamed('quiet')
const sign = telnyxSigner(keysIn(dirname(stack.log)).telnyxPrivate)
type News = { id: string; type: string; payload: object }

async function report({ id, type, payload }: News) {
  const body = JSON.stringify({ data: { id, event_type: type, payload } })
  const { status } = await exchange(`${stack.origin}/auth/hooks/telnyx`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...sign(body) },
  })
  expect(status).toBe(204)
}

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length <= 1) return [[...all]]
  return all.flatMap((one, i) => permutations([...all.slice(0, i), ...all.slice(i + 1)]).map((rest) => [one, ...rest]))
}

let nth = 0
/** Reports of a text, each twice under one id. */
function twice(id: string, reports: [type: string, status: string, errors?: object[]][]): News[] {
  const each = reports.map(([type, status, errors = []]) => ({ id: `order-${nth++}`, type, payload: { id, to: [{ status }], errors } }))
  return [...each, ...each]
}

/** Somebody who was texted, of which nothing was reported so far. */
async function texted() {
  const dana = await walkToPhone(await traveller(stack))
  await goWrong(stack, { provider: 'telnyx', to: dana.phone.e164, webhooks: 'lost', times: 99 })
  await givePhone(dana)
  const { provider_id } = await becomes(stack, dana.phone.e164, 'sent')
  return { dana, id: String(provider_id) }
}

/** Fault 12, M05, M06. */
describe('the reports of a text, in any order and each twice', () => {
  it.each([
    [
      'delivered',
      [
        ['message.sent', 'sent'],
        ['message.finalized', 'delivered'],
      ],
      'delivered',
    ],
    [
      'failed',
      [
        ['message.sent', 'sent'],
        ['message.finalized', 'delivery_failed', [{ code: '40001' }]],
      ],
      'failed',
    ],
  ] as [string, [string, string, object[]?][], string][])('leave it %s', async (_, reports, state) => {
    const { dana, id } = await texted()
    const ends = new Set<string>()
    for (const order of permutations([0, 1, 2, 3])) {
      const news = twice(id, reports)
      for (const place of order) await report(news[place] as News)
      const [row] = await deliveriesTo(stack, dana.phone.e164)
      ends.add(`${row?.state} ${row?.detail}`)
      await rows(stack, "update deliveries set state = 'sent', rank = 2, detail = null where destination = ?", dana.phone.e164)
    }
    expect([...ends]).toEqual([expect.stringMatching(new RegExp(`^${state} `))])
  })
})

/** Somebody whose phone rings, of which nothing was reported so far, and the number to key in. */
async function rung() {
  const dana = await walkToPhone(await traveller(stack))
  await goWrong(stack, { provider: 'telnyx', to: dana.phone.e164, webhooks: 'lost', times: 99 })
  await givePhone(dana, 'Call Me')
  const { id, provider_id } = await becomes(stack, dana.phone.e164, 'sent')
  const about = { call_control_id: String(provider_id), client_state: btoa(String(id)) }
  const each = [
    ['call.initiated', {}],
    ['call.answered', {}],
    ['call.gather.ended', { digits: numberShown(dana), status: 'valid' }],
    ['call.hangup', { hangup_cause: 'normal_clearing', hangup_source: 'callee' }],
  ] as const
  return { dana, news: each.map(([type, more]) => ({ id: `order-${nth++}`, type, payload: { ...about, ...more } })) }
}

/** Fault 12, M05. */
describe('the reports of a call that was keyed, in any order and each twice', () => {
  it('leave it confirmed, once', async () => {
    const ends: string[] = []
    for (const order of permutations([0, 1, 2, 3])) {
      const { dana, news } = await rung()
      for (const place of [...order, ...order]) await report(news[place] as News)
      const [row] = await deliveriesTo(stack, dana.phone.e164)
      const { id } = await flowOf(stack, dana.person.username)
      ends.push(`${order}: ${row?.state}, ${await count(stack, 'audit_events', "flow_id = ? and event = 'phone-proved'", String(id))}`)
    }
    expect(ends).toEqual(ends.map((end) => end.replace(/: .*/, ': confirmed, 1')))
  })
})
