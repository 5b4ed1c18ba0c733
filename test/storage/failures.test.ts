import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { days, hours, minutes, seconds } from '../../src/domain/policy.ts'
import { type House, openHouse } from './house.ts'
import { Passage } from './passage.ts'
import { arriveAt, goOn } from './walk.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const WRONG = 'no such code'

/** Enters a wrong code, giving a new address where the tries of the old one are spent, and logging in again where the hour is over. */
async function fail(who: Passage): Promise<void> {
  if ((await who.read()).expiresAt <= house.now) await who.open()
  if ((await who.read()).challenge?.attempts === 5) await who.goBack('give-email/again', 'give-email')
  await goOn(who, 'verify-email')
  await who.proveEmail(WRONG)
}
async function failOften(who: Passage, times: number) {
  for (let i = 0; i < times; i++) await fail(who)
}
const lockOf = async (who: Passage) => ((await who.read()).codesLockedUntil ?? house.now) - house.now

/** B02, B03, B06. */
describe('wrong codes of an account are counted together', () => {
  it('and ten in a row lock it for 15 minutes, in which nothing is looked at and nothing sent', async () => {
    const who = await arriveAt(house, 'verify-email')
    await failOften(who, 9)
    expect(await lockOf(who)).toBe(0)
    await fail(who)
    expect(await lockOf(who)).toBe(minutes(15))
    await who.goBack('give-email/again', 'give-email')
    expect(await who.giveEmail()).toMatchObject({ due: null, record: { moved: false } })
    house.now += minutes(15)
    expect((await who.giveEmail()).record?.moved).toBe(true)
    expect((await who.proveEmail()).record?.moved).toBe(true)
  })

  it('and the right code is no key while it is locked', async () => {
    const who = await arriveAt(house, 'verify-email')
    await failOften(who, 5)
    await who.goBack('give-email/again', 'give-email')
    await who.giveEmail()
    await failOften(who, 4)
    await house.rows('update failures set count = 10, locked_until = ?', house.now + minutes(15))
    const code = await who.code()
    expect((await who.proveEmail(code)).record).toMatchObject({ moved: false, challenge: { attempts: 4 } })
    expect((await who.sendAgain()).due).toBeNull()
    house.now += minutes(15)
    expect((await who.proveEmail(code)).record?.moved).toBe(true)
  })

  it('and each further one doubles the time, up to a day', async () => {
    const who = await arriveAt(house, 'verify-email')
    await failOften(who, 10)
    const locks = []
    for (let i = 0; i < 9; i++) {
      locks.push(await lockOf(who))
      house.now += await lockOf(who)
      await fail(who)
    }
    expect(locks).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440].map(minutes))
  })

  it('whatever cookie, registration or phone they come through', async () => {
    const who = await arriveAt(house, 'verify-email')
    await failOften(who, 4)
    await who.open()
    await failOften(who, 1)
    await who.cancel()
    await who.open()
    house.now += minutes(1)
    await goOn(who, 'verify-email')
    await failOften(who, 4)
    expect(await lockOf(who)).toBe(0)
    await fail(who)
    expect(await lockOf(who)).toBe(minutes(15))
  })

  /** B05. */
  it('and no success but its own takes them back', async () => {
    const [dana, lee] = [await arriveAt(house, 'verify-email'), await arriveAt(house, 'verify-email')]
    await failOften(dana, 9)
    await goOn(lee, 'registered')
    await fail(dana)
    expect(await lockOf(dana)).toBe(minutes(15))
  })

  it('nor the proof of an address of one’s own, between guesses at somebody else’s', async () => {
    const who = await arriveAt(house, 'verify-email')
    await failOften(who, 9)
    await who.proveEmail()
    await goOn(who, 'verify-phone')
    await who.completeWithPhone(WRONG)
    expect(await lockOf(who)).toBe(minutes(15))
  })

  /** B11. */
  it('and a hundred in a row, however slowly, switch its codes off for good', async () => {
    const who = await arriveAt(house, 'verify-email')
    for (let i = 0; i < 99; i++) {
      await fail(who)
      house.now += hours(25)
    }
    expect((await who.read()).codesDisabled).toBe(false)
    await who.open()
    await fail(who)
    house.now += days(30)
    await who.open()
    await who.chooseMethod()
    expect((await who.giveEmail()).record).toMatchObject({ moved: false, codesDisabled: true })
  })
})

describe('the tries of a password', () => {
  const name = (key: string) => ({ key, neighbourKey: key })
  const attempt = (key: string, network?: string) => house.accounts.tryPassword(house.visit(network), name(key), null)
  const allowed = async (key: string, network?: string) => (await attempt(key, network)).allowed

  it('find the account by its name', async () => {
    const id = await house.somebody({ username: 'Dana' })
    expect((await attempt('dana')).subscriber).toMatchObject({ id, username: 'Dana', registered: false, disabled: false })
    expect((await attempt('nobody')).subscriber).toBeNull()
  })

  /** A04, N06. */
  it.each(['dana', 'nobody'])('are ten in a row, then the name rests for 15 minutes, and never longer (%s)', async (key) => {
    await house.somebody({ username: 'Dana' })
    for (let i = 0; i < 10; i++) expect(await allowed(key)).toBe(true)
    for (let round = 0; round < 20; round++) {
      expect(await allowed(key)).toBe(false)
      house.now += minutes(15) - 1
      expect(await allowed(key)).toBe(false)
      house.now += 1
      expect(await allowed(key)).toBe(true)
    }
  })

  it('are counted before they are judged, so that no crowd slips under', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => allowed('dana')))
    expect(all.filter(Boolean)).toHaveLength(10)
  })

  it('begin anew after a right one, for that name alone', async () => {
    for (let i = 0; i < 9; i++) for (const key of ['dana', 'lee']) await attempt(key)
    await house.accounts.clearFailures(house.visit(), 'password:dana')
    for (let i = 0; i < 10; i++) expect(await allowed('dana')).toBe(true)
    expect([await allowed('lee'), await allowed('lee')]).toEqual([true, false])
  })

  it('begin anew when a registration is opened', async () => {
    const who = new Passage(house, await house.somebody())
    for (let i = 0; i < 9; i++) await attempt(who.account)
    await who.open()
    for (let i = 0; i < 10; i++) expect(await allowed(who.account)).toBe(true)
  })

  /** B07. */
  it('of one network are 200 in five minutes, whoever is tried; other networks go on', async () => {
    for (let i = 0; i < 200; i++) expect(await allowed(`name ${i}`, 'a ward')).toBe(true)
    expect(await allowed('somebody', 'a ward')).toBe(false)
    expect(await allowed('somebody', 'another')).toBe(true)
    house.now += minutes(5) - seconds(1)
    expect(await allowed('somebody', 'a ward')).toBe(false)
    house.now += seconds(1)
    expect(await allowed('somebody', 'a ward')).toBe(true)
  })

  it('of a network that has tried too often rest no name, and leave no row of one that was made up', async () => {
    await house.somebody({ username: 'Dana', password: 'violet' })
    for (let i = 0; i < 200; i++) await allowed(`name ${i}`, 'a ward')
    for (let i = 0; i < 12; i++) expect(await attempt('dana', 'a ward')).toMatchObject({ tooMany: true, allowed: false })
    expect(await allowed('dana', 'elsewhere')).toBe(true)
    const names = await house.rows("select count(*) as n from failures where subject like 'password:%'")
    expect(names).toMatchObject([{ n: 201 }])
  })

  it('give a stranger the hash of a neighbour to compute, always the same one', async () => {
    await house.somebody({ username: 'Dana', password: 'violet' })
    const decoys = await Promise.all(['nobody', 'nobody', 'nobody'].map(async (key) => (await attempt(key)).decoy))
    expect(new Set(decoys).size).toBe(1)
    const all = await Promise.all(Array.from('-09AZ_az', async (key) => (await attempt(key)).decoy))
    expect(new Set(all)).toEqual(new Set(["portal's hash of violet"]))
  })
})
