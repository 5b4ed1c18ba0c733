import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LOGIN_MOVES, LOGIN_STEPS, type LoginMove } from '../../src/domain/login.ts'
import { FLOW_LIFETIME, minutes, seconds } from '../../src/domain/policy.ts'
import { system } from '../../src/system.ts'
import { type Entrance, entranceAt } from './entrance.ts'
import { type House, openHouse } from './house.ts'
import { changeNewPhone, giveNewPhone, losePhone, proveMailbox, replacePhone } from './replacement.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const TABLES =
  'flows challenges codes deliveries failures sessions remembered_browsers phone_requests authenticators daily_totals audit_events'.split(
    ' ',
  )
const everything = async () => JSON.stringify(await Promise.all(TABLES.map((table) => house.rows(`select * from ${table}`))))

/** What each form asks of the storage. */
const VERBS: Record<LoginMove, (who: Entrance) => Promise<unknown>> = {
  'send-code': (who) => who.sendCode('email'),
  'other-way': (who) => who.otherWay(),
  'enter-code': (who) => who.complete('123456'),
  'enter-code/new-code': (who) => who.sendAgain('sms'),
  'enter-code/call-me': (who) => who.sendAgain('voice'),
  'lost-phone': (who) => losePhone(who),
  'check-mailbox': (who) => proveMailbox(who, '123456'),
  'check-mailbox/new-code': (who) => house.requests.sendMailAgain(who.visit(), { deliveryId: system.id(), channel: 'email' }),
  'new-phone': (who) => giveNewPhone(who),
  'new-phone/again': (who) => changeNewPhone(who),
  'check-new-phone': (who) => replacePhone(who, '123456'),
  'check-new-phone/new-code': (who) => house.requests.sendAgain(who.visit(), { deliveryId: system.id(), channel: 'sms' }),
  'check-new-phone/call-me': (who) => house.requests.sendAgain(who.visit(), { deliveryId: system.id(), channel: 'voice' }),
}
const MOVES = Object.keys(LOGIN_MOVES) as LoginMove[]
const skips = [...LOGIN_STEPS, 'logged-in' as const].flatMap((step) =>
  MOVES.filter((move) => !(LOGIN_MOVES[move] as readonly string[]).includes(step)).map((move) => ({ step, move })),
)

/** G01: made from the table of moves. */
describe('a step that was not reached', () => {
  it.each(skips)('is not taken: $move from $step changes nothing', async ({ step, move }) => {
    const who = await entranceAt(house, step)
    house.now += minutes(5)
    const before = await everything()
    await VERBS[move](who)
    expect(await everything()).toBe(before)
  })
})

/** B13, G11. */
describe.each(LOGIN_STEPS)('a login at %s', (step) => {
  it.each([
    ['with a cookie that was made up', (who: Entrance) => (who.ticket = { ...who.ticket, secret: system.secret() })],
    ['after an hour', () => (house.now += FLOW_LIFETIME)],
  ])('is moved by nothing %s', async (_, happens) => {
    const who = await entranceAt(house, step)
    const code = step === 'enter-code' ? await who.code() : '123456'
    happens(who)
    const before = await everything()
    for (const move of MOVES) await VERBS[move](who)
    await who.complete(code)
    await who.complete(null)
    expect(await everything()).toBe(before)
  })
})

describe('a code goes', () => {
  const refused = async (send: () => Promise<{ due: unknown }>) => {
    const before = await everything()
    expect((await send()).due).toBeNull()
    expect(await everything()).toBe(before)
  }

  it.each([
    ['sms', 'phone'],
    ['voice', 'phone'],
    ['email', 'email'],
  ] as const)('by %s to the %s that was confirmed, whatever way was shown', async (channel, kind) => {
    const who = await entranceAt(house, 'send-code', { kind: kind === 'phone' ? 'email' : 'phone' })
    const [way] = await house.rows('select address from authenticators where id = ?', await who.way(kind))
    expect((await who.sendCode(channel)).due).toMatchObject({ channel, destination: way?.address, purpose: 'login' })
    expect((await who.read()).flow).toMatchObject({ step: 'enter-code', kind })
  })

  it('no way of another account', async () => {
    const [dana, lee] = [await entranceAt(house, 'send-code'), await entranceAt(house, 'send-code')]
    for (const [channel, kind] of [
      ['sms', 'phone'],
      ['voice', 'phone'],
      ['email', 'email'],
    ] as const) {
      const foreign = await lee.way(kind)
      await refused(() => dana.sendCode(channel, foreign))
    }
    await refused(() => dana.sendCode('sms', 'nobody’s'))
  })

  it('as a text or a call to no mailbox, and as a mail to no phone', async () => {
    const who = await entranceAt(house, 'send-code')
    const [phone, email] = [await who.way('phone'), await who.way('email')]
    await refused(() => who.sendCode('sms', email))
    await refused(() => who.sendCode('voice', email))
    await refused(() => who.sendCode('email', phone))
  })

  it.each([
    ['phone', 'email'],
    ['email', 'sms'],
    ['email', 'voice'],
  ] as const)('again by the kind of way that was taken: after one by %s none by %s', async (kind, channel) => {
    const who = await entranceAt(house, 'enter-code', { kind })
    house.now += seconds(30)
    await refused(() => who.sendAgain(channel))
    expect((await who.sendAgain(kind === 'phone' ? 'voice' : 'email')).due).not.toBeNull()
  })

  /** 63B-4 §3.1.3.1: a mailbox is no second factor. */
  it('by mail only beside a password that could stand alone', async () => {
    const who = await entranceAt(house, 'send-code', { emailSuffices: false })
    await refused(() => who.sendCode('email'))
    expect((await who.read()).flow.ways.map(({ kind }) => kind)).toEqual(['phone'])
    await who.otherWay('email')
    await refused(() => who.sendCode('email'))
    expect((await who.sendCode('sms')).due).not.toBeNull()
  })
})
