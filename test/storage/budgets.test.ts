import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { days, hours, minutes, seconds } from '../../src/domain/policy.ts'
import type { Moved } from '../../src/registration/ports.ts'

import { type House, openHouse } from './house.ts'
import { freshEmail, freshPhone, type Passage } from './passage.ts'
import { arriveAt } from './walk.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const said = ({ record, due }: Moved) => (due ? 'sent' : record?.exceeded)

let networks = 0
/** Somebody on a network of their own, who has to give an address. */
async function somebodyElse(at: 'give-email' | 'give-phone' = 'give-email'): Promise<Passage> {
  const who = await arriveAt(house, at)
  who.network = `network ${++networks}`
  return who
}

/** Gives an address, goes back, and gives the next: each a message. */
async function giveAll(who: Passage, addresses: string[]): Promise<(string | null | undefined)[]> {
  const all = []
  for (const address of addresses) {
    all.push(said(await who.giveEmail(address)))
    await who.goBack('give-email/again', 'give-email')
  }
  return all
}

const many = (n: number) => Array.from({ length: n }, freshEmail)

/** J08, N09. */
describe('one address', () => {
  const fill = async (email: string, messages: number, apart = 0) => {
    for (let i = 0; i < messages; i++) {
      expect(said(await (await somebodyElse()).giveEmail(email))).toBe('sent')
      house.now += apart
    }
  }

  it('gets five messages in half an hour, whoever asks', async () => {
    const email = freshEmail()
    await fill(email, 5)
    expect(said(await (await somebodyElse()).giveEmail(email))).toBe('destination')
    expect(said(await (await somebodyElse()).giveEmail(email.toUpperCase()))).toBe('destination')
    expect(said(await (await somebodyElse()).giveEmail(freshEmail()))).toBe('sent')
    house.now += minutes(30)
    expect(said(await (await somebodyElse()).giveEmail(email))).toBe('sent')
  })

  it('and ten a day', async () => {
    const email = freshEmail()
    await fill(email, 10, minutes(10))
    house.now += hours(1)
    expect(said(await (await somebodyElse()).giveEmail(email))).toBe('destination-day')
    house.now += days(1) - hours(2)
    expect(said(await (await somebodyElse()).giveEmail(email))).toBe('sent')
  })

  it('and the refusal moves nothing', async () => {
    const email = freshEmail()
    await fill(email, 5)
    const who = await somebodyElse()
    const before = await house.rows('select * from deliveries')
    await who.giveEmail(email)
    expect(await who.step()).toBe('give-email')
    expect(await house.rows('select * from deliveries')).toEqual(before)
    expect(await house.rows('select count(*) as n from challenges')).toMatchObject([{ n: 5 }])
  })

  it('is not written to twice in half a minute by one registration', async () => {
    const [who, email] = [await somebodyElse(), freshEmail()]
    expect(await giveAll(who, [email, email])).toEqual(['sent', 'soon'])
    house.now += seconds(30)
    expect(said(await who.giveEmail(email))).toBe('sent')
  })

  it('also counts what is sent again', async () => {
    const [email, who] = [freshEmail(), await somebodyElse()]
    await who.giveEmail(email)
    await fill(email, 4)
    house.now += seconds(30)
    expect(said(await who.sendAgain())).toBe('destination')
  })
})

it('gives one account twenty messages a day, through however many registrations', async () => {
  const who = await somebodyElse()
  for (let i = 0; i < 4; i++) {
    expect(await giveAll(who, many(5))).toEqual(Array(5).fill('sent'))
    await who.cancel()
    who.network = `network ${++networks}`
    await who.open()
    await who.chooseMethod()
    house.now += minutes(1)
  }
  expect(said(await who.giveEmail())).toBe('account')
  house.now += days(1)
  await who.open()
  expect(said(await who.giveEmail())).toBe('sent')
})

describe('one network', () => {
  it('gets twenty-five messages in five minutes, whoever it stands for', async () => {
    for (let i = 0; i < 25; i++) {
      const who = await somebodyElse()
      who.network = 'a ward'
      expect(said(await who.giveEmail())).toBe('sent')
    }
    const late = await somebodyElse()
    late.network = 'a ward'
    expect(said(await late.giveEmail())).toBe('client')
    late.network = 'another'
    expect(said(await late.giveEmail())).toBe('sent')
    house.now += minutes(5)
    const later = await somebodyElse()
    later.network = 'a ward'
    expect(said(await later.giveEmail())).toBe('sent')
  })

  it('or as many as the installation says', async () => {
    await house.close()
    house = await openHouse({ sendsPerClient: 2 })
    const who = await somebodyElse()
    expect(await giveAll(who, many(3))).toEqual(['sent', 'sent', 'client'])
  })
})

describe('calls get half', () => {
  it('of what one number gets: three in half an hour, after which a text still goes', async () => {
    const phone = freshPhone()
    for (let i = 0; i < 3; i++) expect(said(await (await somebodyElse('give-phone')).givePhone(phone, 'voice'))).toBe('sent')
    expect(said(await (await somebodyElse('give-phone')).givePhone(phone, 'voice'))).toBe('destination')
    for (let i = 0; i < 2; i++) expect(said(await (await somebodyElse('give-phone')).givePhone(phone, 'sms'))).toBe('sent')
    expect(said(await (await somebodyElse('give-phone')).givePhone(phone, 'sms'))).toBe('destination')
  })

  it('of what one network gets: thirteen in five minutes', async () => {
    for (let i = 0; i < 14; i++) {
      const who = await somebodyElse('give-phone')
      who.network = 'a ward'
      expect(said(await who.givePhone(freshPhone(), 'voice'))).toBe(i < 13 ? 'sent' : 'client')
    }
  })
})

/** J08. */
describe('a day has a ceiling for all', () => {
  it('of each channel its own, which the next day lifts', async () => {
    await house.close()
    house = await openHouse({ callsPerDay: 2 })
    for (let i = 0; i < 2; i++) expect(said(await (await somebodyElse('give-phone')).givePhone(freshPhone(), 'voice'))).toBe('sent')
    const late = await somebodyElse('give-phone')
    expect(said(await late.givePhone(freshPhone(), 'voice'))).toBe('day')
    expect(said(await late.givePhone(freshPhone(), 'sms'))).toBe('sent')
    house.now += days(1)
    expect(said(await (await somebodyElse('give-phone')).givePhone(freshPhone(), 'voice'))).toBe('sent')
  })

  it('for mail too, however many ask at once', async () => {
    await house.close()
    house = await openHouse({ messagesPerDay: 3 })
    const everyone = await Promise.all(Array.from({ length: 8 }, () => somebodyElse()))
    const all = await Promise.all(everyone.map((who) => who.giveEmail()))
    expect(all.map(said).sort()).toEqual([...Array(5).fill('day'), ...Array(3).fill('sent')])
  })
})
