import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { days, hours } from '../../src/domain/policy.ts'
import { type House, openHouse } from './house.ts'
import { arriveAt } from './walk.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const mailDue = async () => String((await (await arriveAt(house, 'give-email')).giveEmail()).due?.id)
const settleAll = () => house.rows("update deliveries set state = 'sent', rank = 1")

describe('what is over is forgotten, and nothing else', () => {
  const counts = async () => {
    const tables = [
      // All but the one that stands for nobody.
      "accounts where id <> 'nobody'",
      'authenticators',
      'flows',
      'challenges',
      'codes',
      'deliveries',
      'sessions',
      'failures',
      'audit_events',
      'provider_events',
    ]
    const all = await Promise.all(
      tables.map(async (table) => [table.split(' ')[0], (await house.rows(`select count(*) as n from ${table}`))[0]?.n] as const),
    )
    return Object.fromEntries(all)
  }

  it('nothing on the day itself', async () => {
    await arriveAt(house, 'registered')
    await arriveAt(house, 'verify-email')
    const before = await counts()
    house.now += hours(24)
    await house.outbox.purge(house.now)
    expect(await counts()).toEqual(before)
  })

  it('the registrations that ended a day ago, with their challenges and codes', async () => {
    const open = await arriveAt(house, 'verify-email')
    await arriveAt(house, 'registered')
    await (await arriveAt(house, 'set-password')).cancel()
    house.now += hours(24) + 1
    await house.outbox.purge(house.now)
    expect(await counts()).toMatchObject({ flows: 1, challenges: 1, codes: 5, accounts: 3, authenticators: 2 })
    await open.open()
    expect(await open.step()).toBe('verify-email')
  })

  it('a registration that was left for a week is closed, and its entries are gone at once', async () => {
    const left = await arriveAt(house, 'verify-phone')
    house.now += days(7) + 1
    await house.outbox.purge(house.now)
    expect(await house.rows('select ended_at, email, phone, password_hash from flows')).toMatchObject([
      { ended_at: house.now, email: null, phone: null, password_hash: null },
    ])
    expect(await house.flows.read(left.visit())).toBeNull()
  })

  it('a session a day after its end, and a live one never', async () => {
    await arriveAt(house, 'registered')
    house.now += hours(36)
    await house.outbox.purge(house.now)
    expect(await counts()).toMatchObject({ sessions: 1 })
    house.now += 1
    await house.outbox.purge(house.now)
    expect(await counts()).toMatchObject({ sessions: 0 })
  })

  it('messages after a month, so that no budget of a day is ever lifted by it', async () => {
    await mailDue()
    await settleAll()
    house.now += days(30)
    await house.outbox.purge(house.now)
    expect(await counts()).toMatchObject({ deliveries: 1 })
    house.now += 1
    await house.outbox.purge(house.now)
    expect(await counts()).toMatchObject({ deliveries: 0 })
  })

  it('the wrong codes of an account never, and what was decided never', async () => {
    const who = await arriveAt(house, 'verify-email')
    await who.proveEmail('no such code')
    const { audit_events } = await counts()
    house.now += days(400)
    await house.outbox.purge(house.now)
    await house.outbox.purge(house.now + days(2))
    expect(await counts()).toMatchObject({ failures: 1, audit_events, flows: 0, accounts: 1 })
  })

  it('the tries of a name after a month, those of a network after a day', async () => {
    await house.accounts.tryPassword(house.visit(), { key: 'dana', neighbourKey: 'd' }, null)
    expect(await counts()).toMatchObject({ failures: 2 })
    house.now += days(2)
    await house.outbox.purge(house.now)
    expect(await counts()).toMatchObject({ failures: 1 })
    house.now += days(29)
    await house.outbox.purge(house.now)
    expect(await counts()).toMatchObject({ failures: 0 })
  })
})
