import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { days, minutes } from '../../src/domain/policy.ts'
import { endJoins } from '../../src/storage/joins.ts'
import { type House, openHouse } from './house.ts'
import { codeOf, FACILITY, GUESSES, joined, newcomer, openJoin, usesLeft } from './newcomer.ts'
import { Passage } from './passage.ts'
import { goOn } from './walk.ts'

let house: House
let code: string
beforeEach(async () => {
  house = await openHouse()
  code = await codeOf(house)
})
afterEach(() => house.close())

const accounts = () => house.rows("select * from accounts where id <> 'nobody'")
/** What of people there is; the count of a network is nobody's. */
const everythingLeft = async () =>
  house.rows(`select 'account' from accounts where id <> 'nobody' union all select 'flow' from flows union all select 'challenge' from challenges
    union all select 'code' from codes union all select 'failure' from failures where subject not like 'client:%'`)

describe('whoever joins with a code', () => {
  it('takes one use of it, and begins to register at the facility that gave it', async () => {
    const nora = newcomer(house, code, 'Nora.Quist')
    const record = await openJoin(house, nora)
    expect(record).toMatchObject({ moved: true, flow: { step: 'choose-method', username: 'Nora.Quist', name: 'Nora Quist' } })
    expect(await usesLeft(house, code)).toBe(4)
    expect(await accounts()).toMatchObject([
      { facility: FACILITY, name: 'Nora Quist', npi: '1234567893', joined_with: nora.codeId, password_hash: '', registered_at: null },
    ])
  })

  it('finds the email address that was given, and gives it', async () => {
    const nora = await joined(house, code, 'nora', 'nora@clinic.example')
    await nora.chooseMethod()
    expect((await nora.read()).flow).toMatchObject({ step: 'give-email', email: 'nora@clinic.example' })
  })

  it('takes one use with the same form sent twice, and goes on in the same registration', async () => {
    const nora = newcomer(house, code, 'nora')
    const records = [
      await openJoin(house, nora),
      await openJoin(house, { ...nora, flow: { ...nora.flow, id: 'join-of-the-second-click' } }),
    ]
    expect(records.map((record) => record?.flow.id)).toEqual([nora.flow.id, nora.flow.id])
    expect(await usesLeft(house, code)).toBe(4)
  })

  it.each([
    ['unknown', () => Promise.resolve('AAAA-AAAA-AAAA')],
    ['used up', () => codeOf(house, 0)],
    ['expired', () => codeOf(house, 5, 0)],
  ])('is refused with one that is %s, and nothing is left of it', async (_, made) => {
    const before = await accounts()
    expect(await openJoin(house, newcomer(house, await made(), 'nora'))).toBeNull()
    expect(await accounts()).toEqual(before)
    expect(await house.rows('select * from flows')).toEqual([])
  })

  /** B07 */
  it('is refused with the right one after too many from the same network, in the count of passwords', async () => {
    await house.accounts.tryPassword(house.visit(), { key: 'dana', neighbourKey: 'd' }, null)
    for (let i = 1; i < GUESSES; i++) await openJoin(house, newcomer(house, 'AAAA-AAAA-AAAA', 'nora'))
    expect(await openJoin(house, newcomer(house, code, 'nora'))).toBeNull()
    expect(await openJoin(house, newcomer(house, code, 'nora'), 'another network')).not.toBeNull()
    house.now += minutes(5)
    expect(await openJoin(house, newcomer(house, code, 'nora'))).not.toBeNull()
  })
})

/** C07 */
it('gives the last use of a code to one of those who want it at once', async () => {
  const last = await codeOf(house, 1)
  const all = await Promise.all(Array.from({ length: 15 }, (_, i) => openJoin(house, newcomer(house, last, `nora${i}`))))
  expect(all.filter((record) => record !== null)).toHaveLength(1)
  expect(await usesLeft(house, last)).toBe(0)
  expect(await accounts()).toHaveLength(1)
})

describe('a use of a code', () => {
  it.each(['choose-method', 'verify-email', 'verify-phone'] as const)(
    'is given back when the registration is cancelled at %s, and nothing is left of the person',
    async (step) => {
      const nora = await goOn(await joined(house, code, 'nora'), step)
      await nora.cancel()
      expect(await usesLeft(house, code)).toBe(5)
      expect(await everythingLeft()).toEqual([])
      await nora.cancel()
      expect(await usesLeft(house, code)).toBe(5)
    },
  )

  it('is given back when the registration was left for an hour, for each that was', async () => {
    for (const name of ['nora', 'ada']) await goOn(await joined(house, code, name), 'set-password')
    house.now += minutes(60) - 1
    await house.outbox.purge(house.now)
    expect([await usesLeft(house, code), (await accounts()).length]).toEqual([3, 2])
    house.now += 1
    await house.outbox.purge(house.now)
    await house.outbox.purge(house.now)
    expect(await usesLeft(house, code)).toBe(5)
    expect(await everythingLeft()).toEqual([])
  })

  it('is spent for good by whoever finishes, and they stay', async () => {
    await goOn(await joined(house, code, 'nora'), 'registered')
    house.now += days(40)
    await house.outbox.purge(house.now)
    await house.outbox.purge(house.now)
    expect(await usesLeft(house, code)).toBe(4)
    expect(await accounts()).toMatchObject([{ username: 'nora', username_key: 'nora', password_hash: '$scrypt$new' }])
  })

  it('is not given back for whoever has registered or was imported, whoever asks for it', async () => {
    await goOn(await joined(house, code, 'nora'), 'registered')
    await house.somebody()
    const before = await accounts()
    await house.database.batch(endJoins(sql`(select id from accounts)`))
    expect([await usesLeft(house, code), await accounts()]).toEqual([4, before])
  })

  it('is nothing that somebody who was imported gives back', async () => {
    const nora = await joined(house, code, 'nora')
    const id = await house.somebody()
    const lee = new Passage(house, id)
    await lee.open()
    await lee.cancel()
    house.now += days(8)
    await house.outbox.purge(house.now)
    expect((await accounts()).map((row) => row.id)).toEqual([id])
    expect(await house.flows.read(nora.visit())).toBeNull()
  })
})
