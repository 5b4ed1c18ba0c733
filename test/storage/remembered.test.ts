import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { days, hours, SESSION_LIFETIME } from '../../src/domain/policy.ts'
import type { BrowserTicket } from '../../src/journey/ports.ts'
import { loginsIn } from '../../src/storage/logins.ts'
import { fingerprint, system } from '../../src/system.ts'
import { type Entrance, entranceAt, member } from './entrance.ts'
import { type House, OPEN_HANDED, openHouse, REMEMBER_DAYS } from './house.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

/** A browser that somebody asked to be remembered when they logged in. */
async function remembered(): Promise<{ who: Entrance; browser: BrowserTicket }> {
  const who = await entranceAt(house, 'logged-in', { remember: true })
  return { who, browser: who.browser() }
}

const newSession = () => ({ id: system.id(), secretHash: fingerprint(system.secret()) })
const enter = (account: string, browser: BrowserTicket, session = newSession()) =>
  house.logins.enter(house.visit(), account, 'password:somebody', browser, session)
const sessions = async () => Number((await house.rows('select count(*) as n from sessions'))[0]?.n)
const told = async () => (await house.rows('select event from audit_events order by id')).map(({ event }) => event)

describe('a browser that is remembered', () => {
  it('lets its person in without a code, with a session that says so', async () => {
    const { who, browser } = await remembered()
    expect(await enter(who.account, browser)).toBe(true)
    const [latest] = await house.rows('select * from sessions order by rowid desc limit 1')
    expect(latest).toMatchObject({ account_id: who.account, amr: 'pwd remembered', flow_id: null })
    expect(latest?.expires_at).toBe(house.now + SESSION_LIFETIME)
    expect((await told()).at(-1)).toBe('logged-in-remembered')
  })

  const strangers: [string, (found: { who: Entrance; browser: BrowserTicket }) => Promise<[string, BrowserTicket]>][] = [
    ['for another account', async ({ browser }) => [await member(house), browser]],
    ['with a secret that was made up', async ({ who, browser }) => [who.account, { ...browser, hash: fingerprint('made up') }]],
    ['under another’s id', async ({ who, browser }) => [who.account, { ...browser, id: (await remembered()).browser.id }]],
    ['that nobody knows', async ({ who }) => [who.account, { id: system.id(), hash: fingerprint('unknown') }]],
  ]
  it.each(strangers)('opens nothing %s', async (_, of) => {
    const [account, browser] = await of(await remembered())
    const before = [await sessions(), await told()]
    expect(await enter(account, browser)).toBe(false)
    expect([await sessions(), await told()]).toEqual(before)
  })

  /** F10 */
  it('is remembered for thirty days, to the millisecond', async () => {
    const { who, browser } = await remembered()
    house.now += days(REMEMBER_DAYS) - 1
    expect(await enter(who.account, browser)).toBe(true)
    house.now += 1
    expect(await enter(who.account, browser)).toBe(false)
  })

  it.each([
    ['was switched off', 'disabled_at = 1'],
    ['has not registered', 'registered_at = null'],
  ])('opens nothing for an account that %s', async (_, change) => {
    const { who, browser } = await remembered()
    await house.rows(`update accounts set ${change}`)
    expect(await enter(who.account, browser)).toBe(false)
  })

  /** F06 */
  it('is forgotten with every other of its person, and of nobody else, when they sign out everywhere', async () => {
    const [dana, lee] = [await remembered(), await remembered()]
    const other = await entranceAt(house, 'logged-in', { remember: true }, dana.who.account)
    const { id, secretHash } = dana.who.session()
    expect(await house.sessions.endAll({ id, hash: secretHash }, house.now)).toBe(true)
    expect(await enter(dana.who.account, dana.browser)).toBe(false)
    expect(await enter(dana.who.account, other.browser())).toBe(false)
    expect(await enter(lee.who.account, lee.browser)).toBe(true)
    expect((await told()).filter((event) => event === 'signed-out-everywhere')).toHaveLength(1)
    expect(await house.rows('select 1 from sessions where account_id = ? and ended_at is null', dana.who.account)).toEqual([])
  })

  it('is not forgotten by whoever only signs out here, nor by a session that is over', async () => {
    const { who, browser } = await remembered()
    const { id, secretHash } = who.session()
    await house.sessions.end({ id, hash: secretHash }, house.now)
    expect(await house.sessions.endAll({ id, hash: secretHash }, house.now)).toBe(false)
    expect(await enter(who.account, browser)).toBe(true)
  })

  /** P01, P06: the session's id and secret follow from the browser's own, so that a repeat names the same. */
  it('begins one session for a double click, and one line in the audit', async () => {
    const { who, browser } = await remembered()
    const session = newSession()
    for (let i = 0; i < 3; i++) expect(await enter(who.account, browser, session)).toBe(true)
    expect(await sessions()).toBe(2)
    expect((await told()).filter((event) => event === 'logged-in-remembered')).toHaveLength(1)
  })

  it('brings no session back that was ended', async () => {
    const { who, browser } = await remembered()
    const session = newSession()
    await enter(who.account, browser, session)
    await house.sessions.end({ id: session.id, hash: session.secretHash }, house.now)
    expect(await enter(who.account, browser, session)).toBe(false)
    expect(await house.rows('select 1 from sessions where id = ? and ended_at is null', session.id)).toEqual([])
  })
})

describe('a browser is remembered', () => {
  const browsers = () => house.rows('select * from remembered_browsers')
  const letters = () => house.rows("select * from deliveries where kind = 'new-browser'")

  it('if that was asked for, and its person is told by mail once', async () => {
    const { who, browser } = await remembered()
    expect(await browsers()).toMatchObject([{ id: browser.id, account_id: who.account, expires_at: house.now + days(REMEMBER_DAYS) }])
    const [address] = await house.rows("select address from authenticators where kind = 'email'")
    expect(await letters()).toMatchObject([{ destination: address?.address, about: '{"days":30}', challenge_id: null }])
    await who.complete('123456')
    expect([(await browsers()).length, (await letters()).length]).toEqual([1, 1])
  })

  it('not if it was not, nor before the code was right', async () => {
    await entranceAt(house, 'logged-in')
    const who = await entranceAt(house, 'enter-code', { remember: true })
    await who.complete('000000' === (await who.code()) ? '000001' : '000000')
    expect([await browsers(), await letters()]).toEqual([[], []])
  })

  it('nowhere that remembers none', async () => {
    const who = await entranceAt(house, 'enter-code', { remember: true })
    const ceilings = { ...OPEN_HANDED, messagesPerDay: 100, callsPerDay: 100 }
    Object.assign(house, { logins: loginsIn(house.database, ceilings, 0) })
    expect((await who.complete()).record?.moved).toBe(true)
    expect([await browsers(), await letters()]).toEqual([[], []])
  })

  it('and its row is removed a day after it is no use any more', async () => {
    await remembered()
    house.now += days(REMEMBER_DAYS) + hours(24)
    await house.outbox.purge(house.now)
    expect(await browsers()).toHaveLength(1)
    house.now += 1
    await house.outbox.purge(house.now)
    expect(await browsers()).toEqual([])
  })
})
