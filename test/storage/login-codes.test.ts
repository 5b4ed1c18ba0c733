import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ATTEMPTS_PER_CHALLENGE, BUDGETS, days, hours, minutes, seconds } from '../../src/domain/policy.ts'
import type { LoginRecord } from '../../src/login/ports.ts'
import { Entrance, entranceAt, member } from './entrance.ts'
import { type House, openHouse } from './house.ts'
import { arriveAt } from './walk.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const moved = ({ record }: { record: LoginRecord | null }) => record?.moved ?? false
const said = ({ record, due }: { record: Pick<LoginRecord, 'exceeded'> | null; due: unknown }) => (due ? 'sent' : record?.exceeded)
const WRONG = 'no such code'

let networks = 0
async function anew(account: string): Promise<Entrance> {
  const who = new Entrance(house, account)
  who.network = `network ${++networks}`
  await who.open()
  return who
}

/** Logs in as often as that, and waits in between. */
async function logIn(account: string, times: number, apart = 0): Promise<void> {
  for (let i = 0; i < times; i++) {
    const who = await anew(account)
    expect(said(await who.sendCode())).toBe('sent')
    expect(moved(await who.complete())).toBe(true)
    house.now += apart
  }
}

/** J08: what a message is for nothing when its code was never used. */
describe('the messages of a login', () => {
  it('are five in half an hour to one number where no code is used', async () => {
    const account = await member(house)
    for (let i = 0; i < BUDGETS.destinationShort.messages; i++) expect(said(await (await anew(account)).sendCode())).toBe('sent')
    expect(said(await (await anew(account)).sendCode())).toBe('destination')
    expect(said(await (await anew(account)).sendCode('email'))).toBe('sent')
    house.now += minutes(30)
    expect(said(await (await anew(account)).sendCode())).toBe('sent')
  })

  it('do not count once their code was used: nobody who logs in often is stopped', async () => {
    const account = await member(house)
    await logIn(account, 25)
    expect(said(await (await anew(account)).sendCode())).toBe('sent')
  })

  it('are sixty a day to one number, used or not', async () => {
    const account = await member(house)
    await logIn(account, BUDGETS.destinationInAll.messages, minutes(1))
    expect(said(await (await anew(account)).sendCode())).toBe('destination-day')
    house.now += days(1) - hours(1)
    expect(said(await (await anew(account)).sendCode())).toBe('sent')
  })

  it('may be calls for half of it', async () => {
    const account = await member(house)
    for (let i = 0; i < 3; i++) expect(said(await (await anew(account)).sendCode('voice'))).toBe('sent')
    expect(said(await (await anew(account)).sendCode('voice'))).toBe('destination')
    expect(said(await (await anew(account)).sendCode('sms'))).toBe('sent')
  })

  /** N06: whoever registers somebody else's number must not use up what its owner may have. */
  it('are counted apart from those that others have sent to the same number', async () => {
    const account = await member(house)
    await house.rows("update authenticators set destination_key = '+13125550100' where kind = 'phone'")
    for (let i = 0; i < BUDGETS.destinationShort.messages; i++) await (await arriveAt(house, 'give-phone')).givePhone('+13125550100')
    expect(said(await (await arriveAt(house, 'give-phone')).givePhone('+13125550100'))).toBe('destination')
    for (let i = 0; i < BUDGETS.destinationShort.messages; i++) expect((await (await anew(account)).sendCode()).due).not.toBeNull()
    expect(said(await (await anew(account)).sendCode())).toBe('destination')
  })

  /** J08. */
  it('of one account are sixty a day, to however many numbers and however often their codes are used', async () => {
    const who = await arriveAt(house, 'give-phone')
    const call = async () => {
      house.now += minutes(10)
      await house.rows(
        'update flows set expires_at = ?, step = ?, phone_proved_at = null where id = ?',
        house.now + minutes(60),
        'give-phone',
        who.ticket.id,
      )
      const moved = await who.givePhone()
      await house.rows('update challenges set consumed_at = ? where flow_id = ?', house.now, who.ticket.id)
      await house.rows('update deliveries set proved_at = ? where flow_id = ?', house.now, who.ticket.id)
      return moved
    }
    for (let i = 1; i < BUDGETS.accountInAll.messages; i++) expect((await call()).due).not.toBeNull()
    expect(said(await call())).toBe('account')
  })

  it('are twenty-five in five minutes from one network, used or not', async () => {
    for (let i = 0; i < 25; i++) {
      const who = await anew(await member(house))
      who.network = 'a ward'
      await who.sendCode()
      await who.complete()
    }
    const who = await anew(await member(house))
    who.network = 'a ward'
    expect(said(await who.sendCode())).toBe('client')
  })

  it('leave again after the wait alone, up to five of one challenge', async () => {
    const who = await entranceAt(house, 'enter-code')
    for (const wait of [seconds(30), seconds(60), seconds(120), seconds(120)]) {
      house.now += wait - 1
      expect((await who.sendAgain()).due).toBeNull()
      house.now += 1
      expect((await who.sendAgain()).due).not.toBeNull()
    }
    house.now += minutes(10)
    expect((await who.sendAgain()).due).toBeNull()
  })
})

describe('wrong codes of a login', () => {
  const fail = async (who: Entrance, times: number) => {
    for (let i = 0; i < times; i++) await who.complete(WRONG)
  }

  /** B01, B02 */
  it('end it after five, even for the right one, and no new code begins the count anew', async () => {
    const who = await entranceAt(house, 'enter-code')
    await fail(who, 4)
    house.now += seconds(30)
    await who.sendAgain()
    await fail(who, 1)
    expect(moved(await who.complete())).toBe(false)
    expect((await who.read()).challenge?.attempts).toBe(ATTEMPTS_PER_CHALLENGE)
    house.now += seconds(60)
    expect((await who.sendAgain()).due).toBeNull()
  })

  /** B03, B06: neither another login, another way nor another network begins the count anew. */
  it('rest the account’s codes after ten, whichever login, way or network they come through', async () => {
    const account = await member(house)
    const first = await anew(account)
    await first.sendCode()
    await fail(first, 5)
    const second = await anew(account)
    await second.sendCode('email')
    await fail(second, 4)
    const code = await second.code()
    await fail(second, 1)
    const third = await anew(account)
    expect((await third.sendCode()).record).toMatchObject({ moved: false, codesLockedUntil: house.now + minutes(15) })
    house.now += minutes(15)
    expect(moved(await second.complete(code))).toBe(false)
    await third.sendCode()
    expect(moved(await third.complete())).toBe(true)
    expect(await house.rows("select * from failures where subject like 'code:%'")).toEqual([])
  })

  /** B05 */
  it('are taken back by nobody else’s success', async () => {
    const [dana, lee] = [await entranceAt(house, 'enter-code'), await entranceAt(house, 'enter-code')]
    await fail(dana, 3)
    await lee.complete()
    expect(await house.rows('select count from failures where subject = ?', `code:${dana.account}`)).toMatchObject([{ count: 3 }])
  })

  /** B04 */
  it('are no wrong passwords, nor the other way round', async () => {
    const who = await entranceAt(house, 'enter-code')
    const password = { key: 'guest 1', neighbourKey: house.keys.digest('neighbour', 'guest 1') }
    for (let i = 0; i < 12; i++) await house.accounts.tryPassword(house.visit('a stranger'), password, null)
    expect((await who.read()).codesLockedUntil).toBeNull()
    expect(moved(await who.complete())).toBe(true)
  })
})

describe('what a login decides', () => {
  const told = async () => (await house.rows('select event from audit_events order by id')).map(({ event }) => event)

  it('is written down, one row each, in its order', async () => {
    const who = new Entrance(house, await member(house))
    await who.open({ remember: true })
    await who.sendCode()
    await who.complete(WRONG)
    house.now += seconds(30)
    await who.sendAgain('voice')
    await who.otherWay()
    await who.sendCode('email')
    await who.complete()
    expect(await told()).toEqual([
      'login-opened',
      'login-code-asked',
      'code-refused',
      'voice-sent-again',
      'login-other-way',
      'login-code-asked',
      'logged-in',
      'login-proved',
    ])
    for (const row of await house.rows('select account_id, flow_id from audit_events'))
      expect(row).toMatchObject({ account_id: who.account, flow_id: who.ticket.id })
  })

  it('is kept, while the login itself is removed a day after its end, and one that was left after its hour', async () => {
    const who = await entranceAt(house, 'logged-in')
    await entranceAt(house, 'enter-code')
    const before = await told()
    house.now += hours(24) + 1
    await house.outbox.purge(house.now)
    expect(await house.rows('select id, ended_at from flows')).toMatchObject([{ ended_at: house.now }])
    expect(await house.rows('select 1 from challenges where flow_id = ?', who.ticket.id)).toEqual([])
    house.now += hours(24) + 1
    await house.outbox.purge(house.now)
    expect(await house.rows('select id from flows')).toEqual([])
    expect(await told()).toEqual(before)
  })
})
