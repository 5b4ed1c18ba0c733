import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BREAKERS, hours, minutes, seconds } from '../../src/domain/policy.ts'
import type { Moved } from '../../src/registration/ports.ts'
import { Entrance, member } from './entrance.ts'
import { type House, openHouse } from './house.ts'
import type { Passage } from './passage.ts'
import { crowdAtPhone } from './pumping.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const said = ({ record, due }: Moved) => (due ? 'sent' : record?.exceeded)
const { prefix, country } = BREAKERS

/** Numbers of one exchange. */
const number = (line: number, exchange = '1312777') => `+${exchange}${String(line).padStart(4, '0')}`
const areas = (n: number) => Array.from({ length: n }, (_, i) => `+1${202 + Math.floor(i / 7)}${230 + (i % 7)}0000`)

async function ask(people: Passage[], numbers: string[], channel: 'sms' | 'voice' = 'sms') {
  const all = []
  for (const [i, to] of numbers.entries()) all.push(said(await (people[i] as Passage).givePhone(to, channel)))
  return all
}

/** J07, J09. */
describe('numbers that share seven digits', () => {
  it('get twenty messages whose codes nobody enters, by text and by call together', async () => {
    const people = await crowdAtPhone(house, prefix.base + 3)
    const numbers = people.map((_, i) => number(i))
    expect(await ask(people, numbers.slice(0, 10))).toEqual(Array(10).fill('sent'))
    expect(await ask(people.slice(10), numbers.slice(10, prefix.base), 'voice')).toEqual(Array(prefix.base - 10).fill('sent'))
    expect(await ask(people.slice(prefix.base), numbers.slice(prefix.base, prefix.base + 2))).toEqual(['prefix', 'prefix'])
    expect(await ask(people.slice(prefix.base + 2), [number(1, '1312778')])).toEqual(['sent'])
    expect(await house.rows('select kind, subject, count from alarms')).toMatchObject([{ kind: 'prefix', subject: '1312777', count: 2 }])
  })

  it('and a probe every half hour, whose proof makes room for more', async () => {
    const people = await crowdAtPhone(house, prefix.base + 8)
    await ask(
      people,
      people.slice(0, prefix.base).map((_, i) => number(i)),
    )
    house.now += prefix.probe
    const [probe, other, ...rest] = people.slice(prefix.base) as [Passage, Passage, ...Passage[]]
    expect(said(await probe.givePhone(number(100)))).toBe('sent')
    expect(said(await other.givePhone(number(101)))).toBe('prefix')
    await probe.completeWithPhone()
    expect(
      await ask(
        [other, ...rest],
        [101, 102, 103, 104].map((line) => number(line)),
      ),
    ).toEqual(['sent', 'sent', 'prefix', 'prefix'])
    house.now += prefix.within
    expect(await ask(rest.slice(2), [number(110)])).toEqual(['sent'])
  })

  it('are no obstacle to a clinic of thirty that registers together, and enters its codes', async () => {
    const people = await crowdAtPhone(house, 30)
    expect(
      await ask(
        people.slice(0, prefix.base),
        people.slice(0, prefix.base).map((_, i) => number(i)),
      ),
    ).not.toContain('prefix')
    for (const who of people.slice(0, 5)) await who.completeWithPhone()
    expect(
      await ask(
        people.slice(prefix.base),
        people.slice(prefix.base).map((_, i) => number(prefix.base + i)),
      ),
    ).not.toContain('prefix')
  })

  it('never hold back the logins of a number that is confirmed', async () => {
    const account = await member(house)
    const [{ address } = { address: '' }] = await house.rows(
      "select address from authenticators where account_id = ? and kind = 'phone'",
      account,
    )
    const people = await crowdAtPhone(house, prefix.base + 1)
    const like = String(address).slice(1, 8)
    const all = await ask(
      people,
      people.map((_, i) => number(i, like)),
    )
    expect(all.at(-1)).toBe('prefix')
    const login = new Entrance(house, account)
    await login.open()
    expect((await login.sendCode()).due).not.toBeNull()
  })

  it('are not counted where no provider took the message', async () => {
    const people = await crowdAtPhone(house, prefix.base + 1)
    await ask(
      people.slice(0, prefix.base),
      people.slice(0, prefix.base).map((_, i) => number(i)),
    )
    await house.rows("update deliveries set state = 'failed', rank = 8")
    expect(await ask(people.slice(prefix.base), [number(50)])).toEqual(['sent'])
  })
})

/** J07. */
it('a country gets a hundred messages an hour whose codes nobody enters, and one a minute after', async () => {
  const people = await crowdAtPhone(house, country.base + 4)
  const numbers = areas(country.base + 4)
  expect(new Set(await ask(people, numbers.slice(0, country.base)))).toEqual(new Set(['sent']))
  const late = people.slice(country.base)
  expect(await ask(late, numbers.slice(country.base, country.base + 1))).toEqual(['country'])
  house.now += minutes(1) + seconds(1)
  expect(await ask(late, numbers.slice(country.base, country.base + 2))).toEqual(['sent', 'country'])
  house.now += hours(1)
  expect(await ask(late.slice(2), numbers.slice(country.base + 2))).toEqual(['sent', 'sent'])
})
