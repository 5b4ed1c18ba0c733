import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { days, FAILURES_BEFORE_LOCK, FLOW_LIFETIME, minutes } from '../../src/domain/policy.ts'
import type { BrowserTicket } from '../../src/journey/ports.ts'
import { fingerprint } from '../../src/system.ts'
import { entranceAt } from './entrance.ts'
import { type House, openHouse } from './house.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

async function remembered() {
  const who = await entranceAt(house, 'logged-in', { remember: true })
  return { who, browser: who.browser() }
}

async function forgotten(browser: BrowserTicket): Promise<BrowserTicket> {
  await house.rows('update remembered_browsers set ended_at = 1 where id = ?', browser.id)
  return browser
}

/** N06 */
describe('the failures of a remembered browser', () => {
  const name = (key: string) => ({ key, neighbourKey: house.keys.digest('neighbour', key) })
  const attempt = (key: string, browser: BrowserTicket | null = null) => house.accounts.tryPassword(house.visit(), name(key), browser)
  async function rest(key: string, browser: BrowserTicket | null = null) {
    for (let i = 0; i < FAILURES_BEFORE_LOCK; i++) expect((await attempt(key, browser)).allowed).toBe(true)
    expect((await attempt(key, browser)).allowed).toBe(false)
  }
  const nameOf = async (account: string) => String((await house.rows('select username from accounts where id = ?', account))[0]?.username)

  it('are counted apart from those of the name, both ways', async () => {
    const { who, browser } = await remembered()
    const key = await nameOf(who.account)
    await rest(key)
    expect(await attempt(key, browser)).toMatchObject({ allowed: true, remembered: true, failureSubject: `browser:${browser.id}` })
    await house.accounts.clearFailures(house.visit(), `browser:${browser.id}`)
    expect((await attempt(key)).allowed).toBe(false)
    await rest(key, browser)
    house.now += minutes(15)
    expect((await attempt(key)).allowed).toBe(true)
  })

  it.each([
    ['is another’s', async () => (await remembered()).browser],
    ['is not the one it says', async (browser: BrowserTicket) => ({ ...browser, hash: fingerprint('made up') })],
    ['is remembered no more', forgotten],
  ])('are the name’s where the browser %s', async (_, of) => {
    const { who, browser } = await remembered()
    const key = await nameOf(who.account)
    await rest(key)
    const other = await of(browser)
    expect(await attempt(key, other)).toMatchObject({ allowed: false, remembered: false })
  })

  /** B09: whoever may be named in several ways has one count. */
  it('of one person are one count under the name and under each confirmed address', async () => {
    const account = await house.somebody({ username: 'Dana', registered: { email: 'Dana.W@clinic.example', phone: '+13126120001' } })
    const subjects = await Promise.all(['dana', 'dana.w@clinic.example'].map(async (key) => (await attempt(key)).failureSubject))
    expect(new Set(subjects).size).toBe(1)
    expect((await attempt('dana.w@clinic.example')).subscriber).toMatchObject({ id: account })
    expect((await attempt('nobody@clinic.example')).failureSubject).not.toBe(subjects[0])
    for (let i = 4; i < FAILURES_BEFORE_LOCK; i++) await attempt(i % 2 ? 'dana' : 'dana.w@clinic.example')
    for (const key of ['dana', 'dana.w@clinic.example']) expect((await attempt(key)).allowed).toBe(key === 'dana')
  })

  it('are removed when nobody has failed for a month', async () => {
    const { who, browser } = await remembered()
    await attempt(await nameOf(who.account), browser)
    house.now += days(30) + FLOW_LIFETIME
    await house.outbox.purge(house.now)
    expect(await house.rows("select * from failures where subject like 'browser:%'")).toEqual([])
  })
})
