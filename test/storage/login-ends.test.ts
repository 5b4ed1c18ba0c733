import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FLOW_LIFETIME } from '../../src/domain/policy.ts'
import { system } from '../../src/system.ts'
import { Entrance, entranceAt, member, signedIn } from './entrance.ts'
import { type House, openHouse } from './house.ts'
import { arriveAt } from './walk.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const moved = ({ record }: { record: { moved: boolean } | null }) => record?.moved ?? false

describe('trying another way', () => {
  /** D06 */
  it('makes what was sent before good for nothing', async () => {
    const who = await entranceAt(house, 'enter-code')
    const code = await who.code()
    await who.otherWay()
    expect((await who.read()).challenge).toBeNull()
    await who.sendCode('email')
    expect(moved(await who.complete(code))).toBe(false)
    expect(moved(await who.complete())).toBe(true)
  })

  it('forgets a call that was confirmed', async () => {
    const who = await entranceAt(house, 'send-code')
    expect(await who.keyIn((await who.sendCode('voice')).due)).toBe('confirmed')
    await who.otherWay()
    expect(moved(await who.complete(null))).toBe(false)
    await who.sendCode('email')
    expect(moved(await who.complete(null))).toBe(false)
  })
})

describe('a login ends', () => {
  const amr = async () => (await house.rows('select amr from sessions')).map((session) => session.amr)

  it.each([
    ['phone', 'pwd sms mfa'],
    ['email', 'pwd email'],
  ] as const)('by the %s with a session that says so', async (kind, said) => {
    const who = await entranceAt(house, 'logged-in', { kind })
    expect(await amr()).toEqual([said])
    expect(await house.rows('select account_id, flow_id from sessions')).toMatchObject([
      { account_id: who.account, flow_id: who.ticket.id },
    ])
  })

  it('by a call that was confirmed, and not before', async () => {
    const who = await entranceAt(house, 'send-code')
    const { due } = await who.sendCode('voice')
    const shown = await who.code()
    expect(moved(await who.complete(null))).toBe(false)
    // What a screen shows would otherwise prove itself.
    expect(moved(await who.complete(shown))).toBe(false)
    expect(await who.keyIn(due, '000000')).toBe('wrong-digits')
    expect(await who.keyIn(due)).toBe('confirmed')
    expect(moved(await who.complete(null))).toBe(true)
    expect(await amr()).toEqual(['pwd tel mfa'])
  })

  /** D04 */
  it('by no code of another login, not even of one’s own', async () => {
    const dana = await entranceAt(house, 'enter-code')
    const others = [await entranceAt(house, 'enter-code'), await entranceAt(house, 'enter-code', { kind: 'email' }, dana.account)]
    for (const other of others) expect(moved(await dana.complete(await other.code()))).toBe(false)
    expect(moved(await dana.complete())).toBe(true)
  })

  /** G09 */
  it('for nobody who was switched off meanwhile', async () => {
    const who = await entranceAt(house, 'enter-code')
    await house.rows('update accounts set disabled_at = 1')
    expect((await who.complete()).record).toMatchObject({ moved: false, disabled: true })
    expect(await amr()).toEqual([])
  })
})

describe('a login is opened', () => {
  it('for somebody who has registered and is not switched off, and for nobody else', async () => {
    expect(await new Entrance(house, await house.somebody()).open()).toBeNull()
    const account = await member(house)
    await house.rows('update accounts set disabled_at = 1')
    expect(await new Entrance(house, account).open()).toBeNull()
    expect(await house.rows('select * from flows')).toEqual([])
  })

  /** P01, P06 */
  it('once for a double click: the second finds the first, where it stands', async () => {
    const who = new Entrance(house, await member(house))
    const secret = system.secret()
    const first = await who.open({ secret })
    await who.sendCode()
    expect(await who.open({ secret })).toMatchObject({ flow: { id: first?.flow.id, step: 'enter-code' } })
    expect(await house.rows('select count(*) as n from flows')).toMatchObject([{ n: 1 }])
  })

  it('anew where that one is over, by time or by its end', async () => {
    const who = new Entrance(house, await member(house))
    const secret = system.secret()
    const first = await who.open({ secret })
    house.now += FLOW_LIFETIME
    const second = await who.open({ secret })
    expect(second).toMatchObject({ flow: { step: 'send-code' }, expiresAt: house.now + FLOW_LIFETIME })
    await who.sendCode()
    await who.complete()
    const third = await who.open({ secret })
    expect(new Set([first, second, third].map((record) => record?.flow.id)).size).toBe(3)
  })

  it('beside another of the same person, and beside nobody’s registration', async () => {
    const dana = await entranceAt(house, 'enter-code')
    await entranceAt(house, 'logged-in', { kind: 'email' }, dana.account)
    expect(moved(await dana.complete())).toBe(true)
    expect(await house.rows('select count(*) as n from sessions')).toMatchObject([{ n: 2 }])
  })
})

/** F06: whoever knows the password, and waits for a code, is out as well. */
describe('signing out everywhere', () => {
  it.each(['send-code', 'enter-code', 'check-mailbox'] as const)('ends a login that stands at %s, wherever it was begun', async (step) => {
    const thief = await entranceAt(house, step)
    const code = step === 'enter-code' ? await thief.code() : '123456'
    const dana = await signedIn(house, 'phone', thief.account)
    expect(await house.sessions.endAll(dana.held ?? { id: '', hash: '' }, house.now)).toBe(true)
    expect(await house.logins.read(thief.visit())).toBeNull()
    expect((await thief.complete(code)).record).toBeNull()
    expect(await house.rows('select * from sessions where ended_at is null')).toEqual([])
  })

  it('ends nobody else’s login, and no registration', async () => {
    const [lee, ruth] = [await entranceAt(house, 'enter-code'), await arriveAt(house, 'give-email')]
    const dana = await signedIn(house)
    await house.sessions.endAll(dana.held ?? { id: '', hash: '' }, house.now)
    expect(await ruth.step()).toBe('give-email')
    expect(moved(await lee.complete())).toBe(true)
  })

  it('ends nothing for whoever only knows the session’s id', async () => {
    const dana = await signedIn(house)
    const login = await entranceAt(house, 'enter-code', {}, dana.account)
    expect(await house.sessions.endAll({ id: dana.held?.id ?? '', hash: 'another' }, house.now)).toBe(false)
    expect(moved(await login.complete())).toBe(true)
  })
})
