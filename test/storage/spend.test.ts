import { afterEach, describe, expect, it } from 'vitest'
import { days, hours } from '../../src/domain/policy.ts'
import { dollars, readPrices } from '../../src/domain/price.ts'
import type { Moved } from '../../src/registration/ports.ts'
import { alarmsIn } from '../../src/storage/alarms.ts'
import type { Ceilings } from '../../src/storage/budgets.ts'
import { switchesIn } from '../../src/storage/switches.ts'
import { system } from '../../src/system.ts'
import { Entrance, member } from './entrance.ts'
import { type House, OPEN_HANDED, openHouse } from './house.ts'
import { freshEmail, freshPhone } from './passage.ts'
import { crowdAtPhone } from './pumping.ts'
import { arriveAt } from './walk.ts'

let house: House
afterEach(() => house.close())

const said = ({ record, due }: Moved) => (due ? 'sent' : record?.exceeded)
const at = async (ceilings: Partial<Ceilings>) => {
  house = await openHouse(ceilings)
}

/** J08. */
describe('the money of a day', () => {
  const fourTexts = { prices: readPrices('sms 0.01, voice 0.02, email 0, lookup 0'), spendPerDay: dollars(0.04) }

  it('stops texts and calls when it is spent, and mail goes on', async () => {
    await at(fourTexts)
    const people = await crowdAtPhone(house, 5)
    for (const who of people.slice(0, 4)) expect(said(await who.givePhone())).toBe('sent')
    expect(said(await (people[4] as (typeof people)[0]).givePhone())).toBe('spend')
    expect(said(await (await arriveAt(house, 'give-email')).giveEmail())).toBe('sent')
    const login = new Entrance(house, await member(house))
    await login.open()
    expect((await login.sendCode('sms')).record?.exceeded).toBe('spend')
    expect((await login.sendCode('email')).due).not.toBeNull()
    house.now += days(1)
    expect(said(await (await arriveAt(house, 'give-phone')).givePhone())).toBe('sent')
  })

  it('counts calls at their price, and by country', async () => {
    await at({ ...fourTexts, prices: readPrices('sms 0.01, email 0, lookup 0; US: sms 0.04') })
    const people = await crowdAtPhone(house, 2)
    expect(said(await (people[0] as (typeof people)[0]).givePhone())).toBe('sent')
    expect(said(await (people[1] as (typeof people)[0]).givePhone())).toBe('spend')
  })

  it('counts the look-up of a number that nobody asked about before', async () => {
    await at({ ...fourTexts, prices: readPrices('sms 0.01, email 0, lookup 0.02') })
    const people = await crowdAtPhone(house, 3)
    const [known, other] = [freshPhone(), freshPhone()]
    await house.rows("insert into number_lines (destination_key, line, asked_at) values (?, 'mobile', ?)", known, house.now)
    expect(said(await (people[0] as (typeof people)[0]).givePhone(known))).toBe('sent')
    expect(await house.rows("select * from daily_sends where channel = 'lookup'")).toEqual([])
    expect(said(await (people[1] as (typeof people)[0]).givePhone(other))).toBe('sent')
    expect(said(await (people[2] as (typeof people)[0]).givePhone())).toBe('spend')
  })
})

/** J08. */
it('a message that costs as much as five plain ones counts as five in every budget', async () => {
  await at({ prices: readPrices('sms 0.50'), spendPerDay: dollars(1_000) })
  const people = await crowdAtPhone(house, 5)
  const phone = freshPhone()
  expect(said(await (people[0] as (typeof people)[0]).givePhone(phone))).toBe('sent')
  expect(said(await (people[1] as (typeof people)[0]).givePhone(phone))).toBe('destination')
  for (const who of people.slice(2, 5)) expect(said(await who.givePhone())).toBe('sent')
  const [late] = await crowdAtPhone(house, 1)
  expect(said(await (late as (typeof people)[0]).givePhone())).toBe('prefix')
})

/** Fault 23. */
describe('a channel that is switched off', () => {
  it('sends nothing, and the other one does', async () => {
    await at({})
    const switches = switchesIn(house.database)
    expect(await switches.off('sms', 'no texts arrive', house.now)).toMatchObject([{ channel: 'sms', reason: 'no texts arrive' }])
    const who = await arriveAt(house, 'give-phone')
    const phone = freshPhone()
    expect(said(await who.givePhone(phone))).toBe('switched-off')
    expect(said(await who.givePhone(phone, 'voice'))).toBe('sent')
    expect(await switches.on('sms')).toEqual([])
    expect(said(await (await arriveAt(house, 'give-phone')).givePhone())).toBe('sent')
  })

  it('keeps what was due until it is on again', async () => {
    await at({})
    const who = await arriveAt(house, 'give-phone')
    await who.givePhone()
    const switches = switchesIn(house.database)
    await switches.off('sms', 'no texts arrive', house.now)
    house.now += 60_000
    const claimed = async () => (await house.outbox.claim(house.now, system.id(), 20)).filter(({ channel }) => channel === 'sms').length
    expect(await claimed()).toBe(0)
    await switches.on('sms')
    expect(await claimed()).toBe(1)
  })
})

/** I05. */
describe('an address whose mail came back, or was not wanted', () => {
  const event = (providerId: string) => ({ provider: 'resend', eventId: system.id(), providerId, deliveryId: providerId })
  const mailTo = async (email: string) => {
    const who = await arriveAt(house, 'give-email')
    return { who, id: String((await who.giveEmail(email)).due?.id) }
  }

  it.each(['bounced', 'complained'] as const)('that %s gets no more for a month, and it is said', async (reason) => {
    await at({})
    const email = freshEmail()
    const { id } = await mailTo(email)
    if (reason === 'bounced') await house.calls.report(house.visit(), event(id), 'failed', 'invalid-address')
    else await house.calls.complained(house.visit(), event(id))
    house.now += hours(1)
    expect(await house.rows('select reason from suppressions')).toEqual([{ reason }])
    const other = await arriveAt(house, 'give-email')
    expect(said(await other.giveEmail(email))).toBe('suppressed')
    expect(await other.step()).toBe('give-email')
    house.now += days(30)
    expect(said(await (await arriveAt(house, 'give-email')).giveEmail(email))).toBe('sent')
  })

  it('is not remembered for a delay', async () => {
    await at({})
    const { id } = await mailTo(freshEmail())
    await house.calls.report(house.visit(), event(id), 'delayed', null)
    expect(await house.rows('select * from suppressions')).toEqual([])
  })
})

/** J16. */
it('a number whose owner asked for no call gets none for a day, nor texts of registrations; its owner logs in by text', async () => {
  await at({})
  const account = await member(house)
  const phone = freshPhone()
  await house.rows("update authenticators set destination_key = ? where kind = 'phone'", phone)
  await house.rows("insert into suppressions values (?1, 'not-asked', ?2, ?2 + 86400000)", phone, house.now)
  const [who] = await crowdAtPhone(house, 1)
  expect(said(await (who as NonNullable<typeof who>).givePhone(phone))).toBe('not-asked')
  const login = new Entrance(house, account)
  await login.open()
  expect((await login.sendCode('voice')).record?.exceeded).toBe('not-asked')
  expect((await login.sendCode('sms')).due).not.toBeNull()
})

describe('alarms', () => {
  const money = { prices: readPrices('sms 0.01, email 0, lookup 0'), spendPerDay: dollars(0.1) }

  it('are told once, and again in the hour after', async () => {
    await at({ callsPerDay: 1 })
    const people = await crowdAtPhone(house, 4)
    const alarms = alarmsIn(house.database, OPEN_HANDED, undefined)
    for (const who of people.slice(0, 3)) await who.givePhone(undefined, 'voice')
    expect(await alarms.tell(house.now, system.id())).toMatchObject([{ kind: 'day', subject: 'voice', count: 2 }])
    await (people[3] as (typeof people)[0]).givePhone(undefined, 'voice')
    expect(await alarms.tell(house.now, system.id())).toEqual([])
    house.now += hours(1)
    await (people[3] as (typeof people)[0]).givePhone(undefined, 'voice')
    expect(await alarms.tell(house.now, system.id())).toMatchObject([{ kind: 'day', subject: 'voice', count: 1 }])
  })

  it('say when four fifths of the money are spent, and by mail where somebody wants it', async () => {
    await at(money)
    const people = await crowdAtPhone(house, 8)
    const alarms = alarmsIn(house.database, money, 'operators@clinic.example')
    for (const who of people.slice(0, 7)) await who.givePhone()
    expect(await alarms.tell(house.now, system.id())).toEqual([])
    await (people[7] as (typeof people)[0]).givePhone()
    expect(await alarms.tell(house.now, system.id())).toMatchObject([{ kind: 'spend-near', subject: 'day' }])
    const claimed = await house.outbox.claim(house.now, system.id(), 20)
    expect(claimed.filter(({ kind }) => kind === 'alarm')).toMatchObject([
      { destination: 'operators@clinic.example', about: expect.stringContaining('spend-near') },
    ])
    house.now += hours(2)
    expect(await alarms.tell(house.now, system.id())).toEqual([])
  })

  it('name a provider that is down', async () => {
    await at({})
    await house.rows('insert into providers (name, failures, down_until, updated_at) values (?, 3, ?, 0)', 'sms/telnyx', house.now + 30_000)
    expect(await alarmsIn(house.database, OPEN_HANDED, undefined).tell(house.now, system.id())).toMatchObject([
      { kind: 'provider', subject: 'sms/telnyx' },
    ])
  })
})
