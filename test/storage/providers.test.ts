import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minutes, seconds } from '../../src/domain/policy.ts'
import { system } from '../../src/system.ts'
import { type House, openHouse } from './house.ts'
import { arriveAt } from './walk.ts'

let house: House
let id: string
beforeEach(async () => {
  house = await openHouse()
  id = String((await (await arriveAt(house, 'give-email')).giveEmail()).due?.id)
})
afterEach(() => house.close())

const ALL = ['email/resend', 'email/sendgrid']
const was = (well: boolean, ...names: string[]) =>
  house.outbox.mark(house.now, {
    ...{ id, tries: 1, state: 'due' as const },
    dueAgainAt: house.now,
    health: { channel: 'email', all: ALL, asked: names.map((name) => ({ name, well })) },
  })
const restOf = async (name: string) =>
  Number((await house.rows('select down_until from providers where name = ?', name))[0]?.down_until ?? 0) - house.now
const fails = async (times: number, ...names: string[]) => {
  for (let nth = 0; nth < times; nth++) await was(false, ...names)
}
/** As a message sees it that is due now. */
const downNow = async () => (await house.outbox.claim(house.now, system.id(), 10))[0]?.down

/** Fault 3. */
describe('a provider', () => {
  it('is left alone for half a minute after three outages in a row, and a message that is due knows it', async () => {
    await fails(2, 'email/resend')
    expect(await restOf('email/resend')).toBeLessThanOrEqual(0)
    await fails(1, 'email/resend')
    expect(await restOf('email/resend')).toBe(seconds(30))
    expect(await downNow()).toEqual(['email/resend'])
  })

  it('is not left alone where it was well in between', async () => {
    await fails(2, 'email/resend')
    await was(true, 'email/resend')
    await fails(2, 'email/resend')
    expect(await downNow()).toEqual([])
  })

  it('is tried again after its rest, and left alone for twice as long each time, five minutes at most', async () => {
    await fails(3, 'email/resend')
    for (const rest of [60, 120, 240, 300, 300]) {
      house.now += minutes(5)
      await fails(1, 'email/resend')
      expect(await restOf('email/resend')).toBe(seconds(rest))
    }
    await was(true, 'email/resend')
    expect(await downNow()).toEqual([])
  })

  it('rests no longer for all that was under way when it went down', async () => {
    await fails(20, 'email/resend')
    expect(await restOf('email/resend')).toBe(seconds(30))
  })

  it('takes its channel along when it is the last, and brings it back', async () => {
    await fails(3, 'email/resend')
    expect(await restOf('email')).toBeLessThanOrEqual(0)
    house.now += seconds(10)
    await fails(3, 'email/sendgrid')
    expect(await restOf('email')).toBe(seconds(20))
    await was(true, 'email/sendgrid')
    expect(await restOf('email')).toBeLessThanOrEqual(0)
  })
})
