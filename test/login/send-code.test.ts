import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../src/domain/challenge.ts'
import { BUDGETS, minutes, seconds } from '../../src/domain/policy.ts'
import { otherWay } from '../../src/login/other-way.ts'
import { sendLoginCode, sendNewLoginCode } from '../../src/login/send-code.ts'
import { Entrance, entranceAt, member } from '../storage/entrance.ts'
import { type House, openHouse } from '../storage/house.ts'
import { type Desk, deskOf, shortOf } from './desk.ts'

let house: House
let desk: Desk
beforeEach(async () => {
  house = await openHouse()
  desk = deskOf(house)
})
afterEach(() => house.close())

const send = async (who: Entrance, channel: Channel = 'sms', wayId?: string) =>
  sendLoginCode(desk, who.visit(), { channel, wayId: wayId ?? (await who.way(channel === 'email' ? 'email' : 'phone')) })
const again = (who: Entrance, channel: Channel = 'sms') => sendNewLoginCode(desk, who.visit(), channel)
const refusalOf = (outcome: Awaited<ReturnType<typeof send>>) => (outcome.to === 'step' ? outcome.refused : null)

async function anew(account: string): Promise<Entrance> {
  const who = new Entrance(house, account)
  await who.open()
  return who
}

const lock = (account: string, count: number) =>
  house.rows(
    'insert into failures (subject, count, locked_until, updated_at, stamp) values (?, ?, ?, 0, ?)',
    `code:${account}`,
    count,
    house.now + minutes(15),
    'x',
  )

it.each(['sms', 'voice', 'email'] as const)('sends a code by %s, once, and shows what the provider said of it', async (channel) => {
  const who = await entranceAt(house, 'send-code')
  desk.answer = { state: 'refused', detail: 'other' }
  expect(await send(who, channel)).toMatchObject({ to: 'step', refused: null, record: { delivery: { state: 'refused', detail: 'other' } } })
  expect(desk.posted).toMatchObject([{ channel, purpose: 'login', send: 1 }])
  expect(shortOf(await send(who, channel))).toBe('enter-code')
  expect(desk.posted).toHaveLength(1)
})

describe('no code is sent', () => {
  afterEach(() => expect(desk.posted).toEqual([]))

  it('to a way that the account has not', async () => {
    const [dana, lee] = [await entranceAt(house, 'send-code'), await entranceAt(house, 'send-code')]
    for (const way of [await lee.way('phone'), await dana.way('email'), ''])
      expect(shortOf(await send(dana, 'sms', way))).toBe('send-code: no-way')
  })

  it('while the codes of the account are locked, or switched off', async () => {
    const [dana, lee] = [await entranceAt(house, 'send-code'), await entranceAt(house, 'send-code')]
    await lock(dana.account, 10)
    await lock(lee.account, 100)
    expect(refusalOf(await send(dana))).toEqual({ reason: 'codes-locked', until: house.now + minutes(15) })
    expect(refusalOf(await send(lee))).toEqual({ reason: 'codes-disabled' })
  })

  it('where the number has had its share', async () => {
    const account = await member(house)
    for (let i = 0; i < BUDGETS.destinationShort.messages; i++) await (await anew(account)).sendCode()
    expect(refusalOf(await send(await anew(account)))).toEqual({ reason: 'over-budget', budget: 'destination' })
  })

  it('to the same number by the same login within half a minute, by way of another', async () => {
    const who = await entranceAt(house, 'enter-code')
    await otherWay(desk, who.visit(), 'phone')
    expect(refusalOf(await send(who))).toEqual({ reason: 'too-soon', wait: seconds(30) })
  })

  it('again before the wait is over', async () => {
    const who = await entranceAt(house, 'enter-code')
    house.now += seconds(10)
    expect(refusalOf(await again(who, 'voice'))).toEqual({ reason: 'too-soon', wait: seconds(20) })
  })

  it('again after the fifth', async () => {
    const who = await entranceAt(house, 'enter-code')
    await house.rows('update challenges set sends = 5')
    house.now += minutes(5)
    expect(refusalOf(await again(who))).toEqual({ reason: 'no-sends-left' })
  })
})

it('sends the next code of the same challenge after the wait, as a text or by a call', async () => {
  const who = await entranceAt(house, 'enter-code')
  const { challenge } = await who.read()
  for (const [nth, channel] of [
    [2, 'voice'],
    [3, 'sms'],
  ] as const) {
    house.now += minutes(2)
    expect(shortOf(await again(who, channel))).toBe('enter-code')
    expect(desk.posted.at(-1)).toMatchObject({ channel, send: nth, challengeId: challenge?.id })
  }
})
