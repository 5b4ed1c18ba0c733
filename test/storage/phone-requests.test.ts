import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  BUDGETS,
  days,
  hours,
  KEPT_FOR_SUPPORT,
  minutes,
  PHONE_REPLACEMENT_WAIT,
  PHONE_REQUEST_OPEN,
  PHONE_REQUESTS,
} from '../../src/domain/policy.ts'
import { Entrance, entranceAt, member } from './entrance.ts'
import { type House, openHouse } from './house.ts'
import { recoveringAt } from './recovering.ts'
import { cancelCode, cancelWith, giveNewPhone, losePhone, proveMailbox, replacePhone } from './replacement.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const requests = () => house.rows('select created_at, ended_at, ending from phone_requests order by rowid')
const endings = async () => (await requests()).map(({ ending }) => ending)
const usernameOf = async (account: string) => String((await house.rows('select username from accounts where id = ?', account))[0]?.username)

/** Logs in again, and says that the phone is lost. */
async function atMailbox(account: string): Promise<Entrance> {
  const who = new Entrance(house, account)
  await who.open({ emailSuffices: false })
  await losePhone(who)
  return who
}

/** The same, with the code from the mail. @returns the step that it led to */
async function comeBack(account: string): Promise<string> {
  const who = await atMailbox(account)
  await proveMailbox(who)
  return who.step()
}

const cancelAs = async (account: string, network?: string) =>
  cancelWith(house, await usernameOf(account), await cancelCode(house, account), network)

describe('the wait', () => {
  it('is a day to the millisecond, counted in the statement', async () => {
    const { account } = await entranceAt(house, 'phone-requested')
    house.now += PHONE_REPLACEMENT_WAIT - 1
    expect(await comeBack(account)).toBe('phone-requested')
    house.now += 1
    expect(await comeBack(account)).toBe('new-phone')
    expect(await requests()).toHaveLength(1)
  })

  it('is not over for a clock that is behind, nor begun anew by it', async () => {
    const { account } = await entranceAt(house, 'phone-requested')
    house.now -= minutes(10)
    expect(await comeBack(account)).toBe('phone-requested')
    house.now += PHONE_REPLACEMENT_WAIT
    expect(await comeBack(account)).toBe('phone-requested')
    expect(await requests()).toHaveLength(1)
  })

  it('ends after a week, for good: a clock that is behind does not find the request open', async () => {
    const { account } = await entranceAt(house, 'phone-requested')
    house.now += PHONE_REQUEST_OPEN
    await house.outbox.purge(house.now)
    house.now -= minutes(10)
    expect(await comeBack(account)).toBe('phone-requested')
    expect(await endings()).toEqual(['expired', null])
  })

  it('is asked about again where the number is given and where it is proved', async () => {
    const given = await entranceAt(house, 'new-phone')
    await cancelAs(given.account)
    expect((await giveNewPhone(given)).due).toBeNull()
    const proved = await entranceAt(house, 'check-new-phone')
    const code = await proved.code()
    await cancelAs(proved.account)
    expect((await replacePhone(proved, code)).record?.moved).toBe(false)
    expect(await house.rows('select id from sessions')).toEqual([])
  })
})

describe('a request', () => {
  it('is one, however many ask at once', async () => {
    const account = await member(house)
    const all = [await atMailbox(account), await atMailbox(account), await atMailbox(account)]
    const told = (await Promise.all(all.map((who) => proveMailbox(who)))).flatMap((moved) => moved.told)
    expect(await requests()).toHaveLength(1)
    expect(told.map(({ channel }) => channel).sort()).toEqual(['email', 'sms'])
  })

  it(`is made ${PHONE_REQUESTS.requests} times a week at most, cancelled ones among them`, async () => {
    const account = await member(house)
    for (let nth = 0; nth < PHONE_REQUESTS.requests; nth++) {
      expect(await comeBack(account)).toBe('phone-requested')
      await cancelAs(account, `network ${nth}`)
      house.now += hours(1)
    }
    expect(await (await atMailbox(account)).step()).toBe('send-code')
    house.now += days(7)
    expect(await comeBack(account)).toBe('phone-requested')
  })

  it('is told to the phone, although somebody has used up what may go there', async () => {
    const account = await member(house)
    for (let sent = 0; sent < BUDGETS.destinationShort.messages; sent++) {
      const who = new Entrance(house, account)
      await who.open({ emailSuffices: false })
      await who.sendCode('sms')
    }
    const { told } = await proveMailbox(await atMailbox(account))
    expect(told.map(({ kind, channel }) => [kind, channel])).toContainEqual(['phone-request', 'sms'])
  })

  it('is not for whoever could log in by mail, nor for whoever has no phone', async () => {
    const [dana, lee] = [await entranceAt(house, 'send-code'), new Entrance(house, await member(house))]
    await lee.open({ emailSuffices: false })
    await house.rows("delete from authenticators where account_id = ? and kind = 'phone'", lee.account)
    for (const who of [dana, lee]) expect((await losePhone(who)).due).toBeNull()
  })

  it('is forgotten a month after it ended', async () => {
    const { account } = await entranceAt(house, 'phone-requested')
    await cancelAs(account)
    await house.outbox.purge(house.now + KEPT_FOR_SUPPORT)
    expect(await requests()).toHaveLength(1)
    await house.outbox.purge(house.now + KEPT_FOR_SUPPORT + 1)
    expect(await requests()).toEqual([])
  })
})

describe('the phone itself', () => {
  it('cancels the request, and everybody is told', async () => {
    const { account } = await entranceAt(house, 'phone-requested')
    const found = await entranceAt(house, 'enter-code', { emailSuffices: false }, account)
    const { told } = await found.complete()
    expect(await endings()).toEqual(['cancelled'])
    expect(told.map(({ kind, channel }) => [kind, channel]).sort()).toEqual([
      ['phone-request-cancelled', 'email'],
      ['phone-request-cancelled', 'sms'],
    ])
  })

  it('does so when the code is right, and not before; a login by mail shows no phone', async () => {
    const { account } = await entranceAt(house, 'phone-requested')
    await (await entranceAt(house, 'enter-code', {}, account)).complete('no such code')
    await (await entranceAt(house, 'enter-code', { kind: 'email' }, account)).complete()
    expect(await endings()).toEqual([null])
  })

  it('does so in the recovery of a password, once it was shown there and the password is set', async () => {
    const { account } = await entranceAt(house, 'phone-requested')
    house.now += minutes(1)
    const name = await usernameOf(account)
    const recovery = await recoveringAt(house, 'new-password', name)
    expect(await endings()).toEqual([null])
    await recovery.setPassword()
    expect(await endings()).toEqual(['cancelled'])
    const kinds = await house.rows(
      "select channel from deliveries where kind = 'phone-request-cancelled' and state = 'due' order by channel",
    )
    expect(kinds.map(({ channel }) => channel)).toEqual(['email', 'sms'])
  })
})
