import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DeliveryState, STATES } from '../../src/domain/delivery.ts'
import { hours, minutes, seconds } from '../../src/domain/policy.ts'
import { system } from '../../src/system.ts'
import { type House, openHouse } from './house.ts'
import { freshPhone } from './passage.ts'
import { arriveAt } from './walk.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const mailDue = async () => String((await (await arriveAt(house, 'give-email')).giveEmail()).due?.id)
const phoneDue = async (channel: 'sms' | 'voice') =>
  String((await (await arriveAt(house, 'give-phone')).givePhone(freshPhone(), channel)).due?.id)
const rowOf = async (id: string) => (await house.rows('select * from deliveries where id = ?', id))[0]
const claimed = async (most = 100) => (await house.outbox.claim(house.now, system.id(), most)).map(({ id }) => id)

describe('a message that its request could not send', () => {
  it('is taken up after half a minute, with all that it needs', async () => {
    const id = await mailDue()
    house.now += seconds(30) - 1
    expect(await claimed()).toEqual([])
    house.now += 1
    expect(await house.outbox.claim(house.now, system.id(), 100)).toMatchObject([
      { id, kind: 'email-code', channel: 'email', send: 1, tries: 2 },
    ])
  })

  it('is taken up by one of those who sweep at once, and by another when that one died', async () => {
    const id = await mailDue()
    house.now += seconds(30)
    const all = await Promise.all(Array.from({ length: 10 }, () => claimed()))
    expect(all.flat()).toEqual([id])
    house.now += seconds(150)
    expect(await claimed()).toEqual([id])
  })

  it('is left to others beyond what one can take, the longest waiting first', async () => {
    const first = await mailDue()
    house.now += seconds(1)
    const second = await mailDue()
    house.now += seconds(30)
    expect(await claimed(1)).toEqual([first])
    expect(await claimed(1)).toEqual([second])
  })

  it.each([
    ['email', 6],
    ['sms', 2],
    ['voice', 1],
  ] as const)('by %s is handed over %i times in all, then given up', async (channel, times) => {
    const id = channel === 'email' ? await mailDue() : await phoneDue(channel)
    await house.rows("update deliveries set state = 'sent', rank = 1 where id <> ?", id)
    for (let handed = 1; handed < times; handed++) {
      house.now += seconds(151)
      expect(await claimed()).toEqual([id])
    }
    house.now += seconds(151)
    expect(await claimed()).toEqual([])
    expect(await rowOf(id)).toMatchObject({ state: 'expired', tries: times })
  })

  /** P12. */
  it('is not sent when it would arrive with less than a minute to live', async () => {
    const id = await phoneDue('sms')
    await house.rows("update deliveries set state = 'sent', rank = 1 where id <> ?", id)
    house.now += minutes(9)
    expect(await claimed()).toEqual([])
    expect(await rowOf(id)).toMatchObject({ state: 'expired' })
  })

  it.each([
    ['its address was changed', 'update challenges set retired_at = 1'],
    ['its code was used', 'update challenges set consumed_at = 1'],
    ['its journey is over', 'update flows set ended_at = 1'],
  ])('is not sent any more when %s', async (_, happened) => {
    const id = await mailDue()
    await house.rows(happened)
    house.now += seconds(30)
    expect(await claimed()).toEqual([])
    expect(await rowOf(id)).toMatchObject({ state: 'expired' })
  })

  it('and was put off for its turn has lost no try', async () => {
    const id = await mailDue()
    await house.outbox.mark(house.now, { id, tries: 1, state: 'due', dueAgainAt: house.now, putOff: true })
    expect(await house.outbox.claim(house.now, system.id(), 1)).toMatchObject([{ id, tries: 1 }])
  })

  /** P07: an isolate whose clock is an hour ahead gives out turns that are an hour away. */
  it('does not wait for the turn of a clock that was ahead', async () => {
    house.now += hours(1)
    const id = await mailDue()
    await house.rows('update deliveries set expires_at = expires_at + ?', hours(1))
    house.now -= hours(1)
    await house.outbox.setPace(house.now, 2)
    const [due] = await house.outbox.claim(house.now, system.id(), 1)
    expect(due?.id).toBe(id)
    expect(due?.notBefore).toBeLessThanOrEqual(house.now + seconds(1))
  })

  it('waits as long as the provider asked', async () => {
    const id = await mailDue()
    await house.outbox.mark(house.now, { id, tries: 1, state: 'due', dueAgainAt: house.now + minutes(2) })
    house.now += minutes(2) - 1
    expect(await claimed()).toEqual([])
    house.now += 1
    expect(await claimed()).toEqual([id])
  })

  it('says which tries were certainly in vain', async () => {
    const id = await mailDue()
    expect(await house.outbox.giveTo('sendgrid', { id, tries: 1 })).toBe(true)
    await house.outbox.mark(house.now, { id, tries: 1, state: 'due', dueAgainAt: house.now, provider: null, vainTries: 1 })
    expect(await house.outbox.claim(house.now, system.id(), 1)).toMatchObject([{ id, provider: null, tries: 2, vainTries: 1 }])
  })

  /** Whoever was slow knows nothing of what became of the message since. */
  it('and was taken up by somebody else meanwhile is left to them', async () => {
    const id = await mailDue()
    house.now += seconds(151)
    expect(await claimed()).toEqual([id])
    expect(await house.outbox.giveTo('sendgrid', { id, tries: 2 })).toBe(true)
    await house.outbox.mark(house.now, { id, tries: 1, state: 'due', dueAgainAt: house.now, provider: null, vainTries: 1 })
    expect(await claimed()).toEqual([])
    expect(await rowOf(id)).toMatchObject({ provider: 'sendgrid', vain_tries: 0 })
  })

  it('is not sent again once the provider has it', async () => {
    const id = await mailDue()
    await house.outbox.mark(house.now, { id, tries: 1, state: 'sent', providerId: 'mail-1' })
    house.now += hours(1)
    expect(await claimed()).toEqual([])
    expect(await rowOf(id)).toMatchObject({ state: 'sent', provider_id: 'mail-1' })
  })
})

/** M06. */
describe('what is marked only moves forward', () => {
  const states = Object.keys(STATES) as DeliveryState[]

  it('from any state to any other', async () => {
    const id = await mailDue()
    for (const before of states)
      for (const after of states.filter((state) => state !== 'due')) {
        await house.rows('update deliveries set state = ?, rank = ? where id = ?', before, STATES[before], id)
        await house.outbox.mark(house.now, { id, tries: 1, state: after })
        const expected = STATES[after] > STATES[before] ? after : before
        expect([before, after, (await rowOf(id))?.state]).toEqual([before, after, expected])
      }
  })

  it('and what is over is never due again', async () => {
    const id = await mailDue()
    await house.outbox.mark(house.now, { id, tries: 1, state: 'refused', detail: 'invalid-address' })
    await house.outbox.mark(house.now, { id, tries: 1, state: 'due', dueAgainAt: house.now })
    house.now += minutes(1)
    expect(await claimed()).toEqual([])
    expect(await rowOf(id)).toMatchObject({ state: 'refused', detail: 'invalid-address' })
  })

  it('and a late answer still tells under which id the provider has it', async () => {
    const id = await mailDue()
    await house.outbox.mark(house.now, { id, tries: 1, state: 'delivered' })
    await house.outbox.mark(house.now, { id, tries: 1, state: 'sent', providerId: 'mail-1' })
    expect(await rowOf(id)).toMatchObject({ state: 'delivered', provider_id: 'mail-1' })
  })
})
