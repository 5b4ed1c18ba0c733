import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Method } from '../../src/domain/flow.ts'
import { hours, minutes, SESSION_IDLE } from '../../src/domain/policy.ts'
import { system } from '../../src/system.ts'
import { Entrance, member, signedIn } from './entrance.ts'
import { type House, openHouse } from './house.ts'
import { losePhone } from './replacement.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const moved = ({ record }: { record: { moved: boolean } | null }) => record?.moved ?? false
const rows = (sql: string, ...args: string[]) => house.rows(sql, ...args)
const live = () => rows('select id, amr, created_at, expires_at from sessions where ended_at is null')
const TABLES = 'flows challenges codes deliveries failures sessions remembered_browsers phone_requests audit_events'.split(' ')
const everything = async () => JSON.stringify(await Promise.all(TABLES.map((table) => rows(`select * from ${table}`))))

/** A step-up at the box for the code. */
async function atCode(kind: Method = 'phone', demands: Method | null = null): Promise<Entrance> {
  const who = await signedIn(house, kind)
  house.now += minutes(20)
  await who.stepUp({ demands })
  await who.sendCode(kind === 'phone' ? 'sms' : 'email')
  return who
}

/** What ends a session, or takes it out of the browser. */
const ENDINGS: [string, (who: Entrance) => unknown][] = [
  ['is signed out', (who) => who.held && house.sessions.end(who.held, house.now)],
  ['is signed out everywhere', (who) => who.held && house.sessions.endAll(who.held, house.now)],
  ['was idle for too long', () => (house.now += SESSION_IDLE)],
  ['is over by its twelve hours', () => rows('update sessions set expires_at = 1')],
  ['is of somebody who was switched off', () => rows('update accounts set disabled_at = 1')],
  ['is not held by this browser', (who) => (who.held = null)],
  ['is held by this browser with a made-up secret', (who) => (who.held = { id: who.held?.id ?? '', hash: system.secret() })],
  ['is another person’s in this browser', async (who) => (who.held = (await signedIn(house)).held)],
]

describe('a step-up is opened', () => {
  it('by the session alone, where its code may go', async () => {
    const who = await signedIn(house)
    const record = await who.stepUp()
    expect(record?.flow).toMatchObject({ step: 'send-code', kind: 'phone', stepsUp: true, remember: false, accountId: who.account })
    expect(await rows('select event from audit_events order by id desc limit 1')).toMatchObject([{ event: 'step-up-opened' }])
  })

  it('without forgiving wrong passwords, of which none was shown', async () => {
    const who = await signedIn(house)
    await rows("insert into failures (subject, count, locked_until, updated_at, stamp) values ('password:x', 9, 0, 0, 'x')")
    await who.stepUp()
    expect(await rows('select subject, count from failures')).toMatchObject([{ subject: 'password:x', count: 9 }])
  })

  it('by whoever is there: the session is not idle', async () => {
    const who = await signedIn(house)
    house.now += SESSION_IDLE - 1
    await who.stepUp()
    house.now += SESSION_IDLE - 1
    expect(await who.step()).toBe('send-code')
  })

  it.each(ENDINGS.slice(0, 7))('by no session that %s', async (_, ends) => {
    const who = await signedIn(house)
    await ends(who)
    const before = await everything()
    expect(await who.stepUp()).toBeNull()
    expect(await everything()).toBe(before)
  })

  /** P01 */
  it('once for a double click', async () => {
    const who = await signedIn(house)
    const secret = system.secret()
    const [first, second] = [await who.stepUp({ secret }), await who.stepUp({ secret })]
    expect(second?.flow.id).toBe(first?.flow.id)
    expect(await rows('select id from flows where steps_up is not null')).toHaveLength(1)
  })

  /** 63B-4 §3.1.3.1 */
  it('with a code by mail only beside a password that is known to be long', async () => {
    const short = await signedIn(house, 'phone')
    expect(await short.stepUp({ demands: 'email' })).toBeNull()
    expect((await short.stepUp())?.flow.ways.map(({ kind }) => kind)).toEqual(['phone'])
    const long = await signedIn(house, 'email', short.account)
    expect((await long.stepUp({ demands: 'email' }))?.flow.ways.map(({ kind }) => kind)).toEqual(['email'])
    const registered = await signedIn(house, 'phone')
    await rows("update accounts set method = 'email' where id = ?", registered.account)
    expect((await registered.stepUp({ demands: 'email' }))?.flow.kind).toBe('email')
  })

  it('by nobody who has no such way', async () => {
    const who = await signedIn(house, 'email')
    await rows("delete from authenticators where kind = 'phone'")
    expect(await who.stepUp({ demands: 'phone' })).toBeNull()
    expect((await who.stepUp())?.flow.ways.map(({ kind }) => kind)).toEqual(['email'])
  })
})

describe('where a kind of way is demanded', () => {
  it.each([
    ['phone', 'email'],
    ['email', 'sms'],
  ] as const)('%s, no other will do', async (demands, channel) => {
    const who = await signedIn(house, 'email')
    await who.stepUp({ demands })
    expect((await who.sendCode(channel)).due).toBeNull()
    await who.otherWay(demands === 'phone' ? 'email' : 'phone')
    expect((await who.sendCode(channel)).due).toBeNull()
    expect((await who.read()).flow).toMatchObject({ step: 'send-code', kind: demands })
    expect((await who.sendCode(demands === 'phone' ? 'sms' : 'email')).due).not.toBeNull()
  })
})

/** A stolen session, and the mailbox that is open beside it, must not bind a phone. */
it('nobody says in a step-up that their phone is lost', async () => {
  const who = await signedIn(house)
  await who.stepUp()
  expect((await who.read()).flow.lostPhone.canBeTold).toBe(false)
  await losePhone(who)
  expect(await who.step()).toBe('send-code')
  expect(await rows("select id from deliveries where purpose = 'replacement-email'")).toEqual([])
})

describe('a step-up ends', () => {
  it.each([
    ['phone', 'pwd sms mfa'],
    ['email', 'pwd email'],
  ] as const)('by the %s with a new session in place of the old one, no longer than it', async (kind, amr) => {
    const who = await signedIn(house, kind)
    const [old] = await live()
    house.now += minutes(20)
    await who.stepUp()
    await who.sendCode(kind === 'phone' ? 'sms' : 'email')
    expect(moved(await who.complete())).toBe(true)
    const all = await live()
    expect(all).toEqual([{ id: who.session().id, amr, created_at: house.now, expires_at: old?.expires_at }])
    expect(all[0]?.id).not.toBe(old?.id)
    expect(await house.sessions.look(who.held ?? { id: '', hash: '' }, house.now)).toBeNull()
    expect((await rows('select event from audit_events')).map(({ event }) => event)).toContain('stepped-up')
  })

  it('by a call, too', async () => {
    const who = await signedIn(house)
    await who.stepUp({ demands: 'phone' })
    expect(await who.keyIn((await who.sendCode('voice')).due)).toBe('confirmed')
    await who.complete(null)
    expect(await live()).toMatchObject([{ amr: 'pwd tel mfa' }])
  })

  it('with the domain in the session, where that came first', async () => {
    const who = await signedIn(house)
    await rows("update sessions set amr = 'fed pwd mfa'")
    await who.stepUp()
    await who.sendCode()
    await who.complete()
    expect(await live()).toMatchObject([{ amr: 'fed sms mfa' }])
  })

  it('again and again, within the twelve hours of the login', async () => {
    const who = await signedIn(house)
    const end = house.now + hours(12)
    for (let time = 0; time < 3; time++) {
      house.now += minutes(29)
      await who.stepUp()
      await who.sendCode()
      await who.complete()
      const { id, secretHash } = who.session()
      who.held = { id, hash: secretHash }
    }
    expect(await live()).toMatchObject([{ created_at: house.now, expires_at: end }])
  })

  it.each(ENDINGS)('for nobody whose session %s', async (_, ends) => {
    const who = await atCode()
    const code = await who.code()
    await ends(who)
    const before = await everything()
    for (const act of [() => who.complete(code), () => who.sendAgain(), () => who.otherWay(), () => who.sendCode()])
      expect((await act()).record).toBeNull()
    expect(await everything()).toBe(before)
  })

  it('for nobody with another session of their own', async () => {
    const who = await atCode()
    const code = await who.code()
    const mine = who.held
    who.held = (await signedIn(house, 'email', who.account)).held
    expect((await who.complete(code)).record).toBeNull()
    who.held = mine
    expect(moved(await who.complete(code))).toBe(true)
    // The other one is another browser's, and stays.
    expect(await live()).toHaveLength(2)
  })

  it('without remembering the browser', async () => {
    await (await atCode()).complete()
    expect(await rows('select * from remembered_browsers')).toEqual([])
  })

  /** C03 */
  it('once, of ten at the same time', async () => {
    const who = await atCode()
    const code = await who.code()
    await Promise.all(Array.from({ length: 10 }, () => who.complete(code)))
    expect(await live()).toHaveLength(1)
    expect(await rows("select id from audit_events where event = 'stepped-up'")).toHaveLength(1)
  })

  it('never, where signing out everywhere came first, or leaves nothing where it comes after', async () => {
    const who = await atCode()
    const code = await who.code()
    await Promise.all([who.held && house.sessions.endAll(who.held, house.now), who.complete(code)])
    const [left] = await live()
    // Whichever came first: one session at most, and never the one that was signed out.
    expect(left?.id).not.toBe(who.held?.id)
  })
})

/** 63B-4 §3.2.2 */
it('wrong codes count as those of a login do', async () => {
  const who = await atCode()
  const right = await who.code()
  const wrong = right === '000000' ? '000001' : '000000'
  for (let tries = 0; tries < 5; tries++) await who.complete(wrong)
  expect(moved(await who.complete(right))).toBe(false)
  expect(await rows('select count from failures where subject = ?', `code:${who.account}`)).toMatchObject([{ count: 5 }])
})

describe('whoever holds a session', () => {
  it('is looked at without a trace', async () => {
    const who = await signedIn(house, 'email')
    const [since, before] = [house.now, await everything()]
    house.now += minutes(5)
    expect(await house.stepUps.look(who.held ?? { id: '', hash: '' }, house.visit())).toEqual({
      ...{ name: 'Ines Castell', amr: 'pwd email', since, kinds: ['phone', 'email'], emailSuffices: true },
    })
    expect(await everything()).toBe(before)
  })

  it.each(ENDINGS.slice(0, 7))('is nobody once it %s', async (_, ends) => {
    const who = await signedIn(house)
    await ends(who)
    expect(await house.stepUps.look(who.held ?? { id: '', hash: '' }, house.visit())).toBeNull()
  })
})

it('an ordinary login needs no session, and ends none', async () => {
  const dana = await signedIn(house)
  const login = new Entrance(house, dana.account)
  await login.open()
  await login.sendCode()
  expect(moved(await login.complete())).toBe(true)
  expect(await live()).toHaveLength(2)
  expect(await member(house)).not.toBe(dana.account)
})
