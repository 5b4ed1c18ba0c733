import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DeliveryState, isOver } from '../../src/domain/delivery.ts'
import type { Reported } from '../../src/journey/ports.ts'
import { system } from '../../src/system.ts'
import { type House, openHouse } from './house.ts'
import type { Passage } from './passage.ts'
import { arriveAt } from './walk.ts'

let house: House
let dana: Passage
let delivery: string
beforeEach(async () => {
  house = await openHouse()
  dana = await arriveAt(house, 'give-phone')
  delivery = (await dana.givePhone('+13126120001', 'voice')).due?.id ?? ''
})
afterEach(() => house.close())

const event = (more: Partial<Reported> = {}): Reported => ({
  ...{ provider: 'telnyx', eventId: system.id(), providerId: 'v3:call', deliveryId: delivery },
  ...more,
})
const report = async (state: DeliveryState, more: Partial<Reported> = {}) =>
  (await house.calls.report(house.visit(), event(more), state, null)).call
const stateNow = async () => (await house.rows('select state from deliveries where id = ?', delivery))[0]?.state

/** Keys digits into the call, as its webhook reports them. */
async function key(digits: string, more: Partial<Reported> = {}) {
  const call = await house.calls.find(event(more))
  if (!call) return null
  const touch = { ...house.visit(), ticket: { id: dana.ticket.id } }
  const { judged } = await house.calls.judge(touch, event(more), call, { digest: dana.digest('registration-phone', digits) })
  return judged === 'nothing' ? null : judged
}

/** M05, M06. */
describe('whatever the order of the news, and however often they come', () => {
  const NEWS: DeliveryState[] = ['sent', 'ringing', 'answered', 'asked', 'hung-up']
  const orders = permutations(NEWS)

  it('the call ends as it ended', async () => {
    expect(orders).toHaveLength(120)
    for (const order of orders) {
      await house.rows("update deliveries set state = 'due', rank = 0 where id = ?", delivery)
      for (const state of order) {
        const eventId = system.id()
        await report(state, { eventId })
        await report(state, { eventId })
      }
      expect([order, await stateNow()]).toEqual([order, 'hung-up'])
    }
  })

  it('a repeat does nothing', async () => {
    const once = event()
    expect(await house.calls.report(house.visit(), once, 'ringing', null)).toMatchObject({
      call: { id: delivery, state: 'ringing' },
      news: 'new',
    })
    expect(await house.calls.report(house.visit(), once, 'answered', null)).toEqual({ call: null, news: 'repeated' })
    expect(await stateNow()).toBe('ringing')
  })

  it('stale news does nothing', async () => {
    await report('answered')
    expect(await report('ringing')).toBeNull()
    expect(await stateNow()).toBe('answered')
  })

  it('an end is kept, and another end does not replace it', async () => {
    await report('voicemail')
    for (const state of ['hung-up', 'busy', 'failed', 'answered'] as const) expect(await report(state)).toBeNull()
    expect(await stateNow()).toBe('voicemail')
  })
})

/** M07, M09. */
describe('news is believed of calls that are ours', () => {
  it('also before we know the provider’s id of it, which it brings', async () => {
    expect(await report('ringing', { providerId: 'v3:first' })).not.toBeNull()
    expect(await house.rows('select provider_id from deliveries where id = ?', delivery)).toMatchObject([{ provider_id: 'v3:first' }])
  })

  it('by the provider’s id alone, where ours was not given back', async () => {
    await house.outbox.mark(house.now, { id: delivery, tries: 1, state: 'sent', providerId: 'v3:call' })
    expect(await report('ringing', { deliveryId: null })).not.toBeNull()
  })

  it.each([
    ['of another id at the provider', { providerId: 'v3:other' }],
    ['of an id that we never gave', { deliveryId: 'nobody’s' }],
    ['of an id that the provider never gave', { deliveryId: null, providerId: 'v3:other' }],
  ])('and not %s', async (_, more) => {
    await report('sent')
    expect(await report('answered', more)).toBeNull()
    expect(await key(await dana.code(), more)).toBeNull()
    expect(await stateNow()).toBe('sent')
  })
})

describe('somebody who answers is asked', () => {
  const meet = async (eventId: string) => (await house.calls.meet(house.visit(), event({ eventId }))).next
  it('while the registration waits for the call, once', async () => {
    expect(await meet('e1')).toMatchObject({ ask: { purpose: 'registration-phone', extension: null } })
    expect(await meet('e1')).toBe('nothing')
    expect(await meet('e2')).toBe('nothing')
  })
  it('and not once it was cancelled: there is nothing to talk about', async () => {
    await dana.cancel()
    expect(await meet('e1')).toBe('hang-up')
    expect(await meet('e1')).toBe('nothing')
  })
  it('and not after a machine', async () => {
    await report('voicemail')
    expect(await meet('e1')).toBe('hang-up')
  })
})

it('knows when the last words were spoken, and not before', async () => {
  await report('asked')
  expect(await house.calls.hasEnded(house.visit(), event())).toMatchObject({ ended: false })
  await key(await dana.code())
  expect(await house.calls.hasEnded(house.visit(), event())).toMatchObject({ ended: true })
  expect(isOver('confirmed')).toBe(true)
})

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length <= 1) return [[...all]]
  return all.flatMap((one, i) => permutations([...all.slice(0, i), ...all.slice(i + 1)]).map((rest) => [one, ...rest]))
}
