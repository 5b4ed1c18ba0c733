import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FLOW_LIFETIME, minutes, PHONE_CODE_LIFETIME, REPEAT_WINDOW } from '../../src/domain/policy.ts'
import { browserTicket, enterCode } from '../../src/login/enter-code.ts'
import { otherWay } from '../../src/login/other-way.ts'
import { system } from '../../src/system.ts'
import { type Entrance, entranceAt } from '../storage/entrance.ts'
import { type House, openHouse } from '../storage/house.ts'
import { type Desk, deskOf, shortOf } from './desk.ts'

let house: House
let desk: Desk
beforeEach(async () => {
  house = await openHouse()
  desk = deskOf(house)
})
afterEach(() => house.close())

const enter = async (who: Entrance, typed: string | null) => (await enterCode(desk, who.visit(), typed)).outcome
const refusalOf = (outcome: Awaited<ReturnType<typeof enter>>) => (outcome.to === 'step' ? outcome.refused : null)
const another = (code: string) => (code === '000000' ? '000001' : '000000')

describe('a code is refused', () => {
  it('when it is wrong, with the tries that are left, down to none', async () => {
    const who = await entranceAt(house, 'enter-code')
    const code = await who.code()
    for (const triesLeft of [4, 3, 2, 1]) expect(refusalOf(await enter(who, another(code)))).toEqual({ reason: 'wrong-code', triesLeft })
    expect(refusalOf(await enter(who, another(code)))).toEqual({ reason: 'tries-spent' })
    expect(refusalOf(await enter(who, code))).toEqual({ reason: 'tries-spent' })
  })

  it('at no cost where it is none', async () => {
    const who = await entranceAt(house, 'enter-code')
    for (const typed of ['', '12345', '1234567', 'abcdef']) expect(shortOf(await enter(who, typed))).toBe('enter-code: not-a-code')
    expect((await who.read()).challenge?.attempts).toBe(0)
    expect(shortOf(await enter(who, ` ${await who.code()} `))).toBe('portal')
  })

  it('when it is too old: after ten minutes, by mail as well', async () => {
    for (const kind of ['phone', 'email'] as const) {
      const who = await entranceAt(house, 'enter-code', { kind })
      house.now += PHONE_CODE_LIFETIME
      expect(shortOf(await enter(who, await who.code()))).toBe('enter-code: code-expired')
    }
  })

  it('while the codes of the account are locked', async () => {
    const who = await entranceAt(house, 'enter-code')
    await house.rows(
      'insert into failures (subject, count, locked_until, updated_at, stamp) values (?, 10, ?, 0, ?)',
      `code:${who.account}`,
      house.now + minutes(15),
      'x',
    )
    expect(refusalOf(await enter(who, await who.code()))).toEqual({ reason: 'codes-locked', until: house.now + minutes(15) })
  })

  it('of somebody who was switched off, who is told so', async () => {
    const who = await entranceAt(house, 'enter-code')
    await house.rows('update accounts set disabled_at = 1')
    expect(shortOf(await enter(who, await who.code()))).toBe('enter-code: account-disabled')
  })

  it('in place of a call that was not confirmed', async () => {
    const who = await entranceAt(house, 'enter-code')
    expect(shortOf(await enter(who, null))).toBe('enter-code: call-not-confirmed')
  })

  it('once the hour of the login is over, which says so', async () => {
    const who = await entranceAt(house, 'enter-code')
    const code = await who.code()
    house.now += FLOW_LIFETIME
    expect(shortOf(await enter(who, code))).toBe('start: expired')
  })
})

/** P06, D01, D08: the answer was lost on the way, and the browser sends the form again with the cookie it has. */
describe('the right code, sent again with the cookie from before', () => {
  let who: Entrance
  let code: string
  let first: Awaited<ReturnType<typeof enterCode>>
  beforeEach(async () => {
    who = await entranceAt(house, 'enter-code', { remember: true })
    code = await who.code()
    first = await enterCode(desk, who.visit(), code)
  })
  const tables = ['flows', 'challenges', 'sessions', 'remembered_browsers', 'deliveries', 'audit_events']
  const state = () => Promise.all(tables.map((table) => house.rows(`select * from ${table}`)))

  it('is answered as the first was, with the same session and the same browser, and changes nothing', async () => {
    const before = await state()
    house.now += REPEAT_WINDOW - 1
    const again = await enterCode(desk, who.visit(), code)
    expect(again).toEqual(first)
    expect(again).toMatchObject({ outcome: { to: 'portal' }, remember: true })
    expect(await state()).toEqual(before)
  })

  it('is answered no more after a minute', async () => {
    house.now += REPEAT_WINDOW
    expect(shortOf(await enter(who, code))).toBe('start: none')
  })

  it.each([
    ['with another code', (right: string) => another(right)],
    ['without a code', () => ''],
    ['as if a call had been confirmed', () => null],
  ])('opens nothing %s', async (_, typed) => {
    expect(shortOf(await enter(who, typed(code)))).toBe('start: none')
  })

  it('is answered to nobody who holds another cookie, and leads to no other step', async () => {
    expect(shortOf(await otherWay(desk, who.visit(), 'email'))).toBe('start: none')
    who.ticket = { id: who.ticket.id, secret: system.secret() }
    expect(shortOf(await enter(who, code))).toBe('start: none')
  })

  it('tells its person of the browser once', async () => {
    await enterCode(desk, who.visit(), code)
    expect(desk.posted).toMatchObject([{ kind: 'new-browser', channel: 'email' }])
  })
})

/** P06 */
it('a call that was confirmed is answered alike when Continue is pressed again', async () => {
  const who = await entranceAt(house, 'send-code')
  await who.keyIn((await who.sendCode('voice')).due)
  const [first, again] = [await enter(who, null), await enter(who, null)]
  expect(again).toEqual(first)
  expect(shortOf(again)).toBe('portal')
})

/** F01 */
describe('the cookie of a remembered browser', () => {
  it('follows from the login’s, and shows neither it nor the session’s', async () => {
    const ticket = { id: 'f'.repeat(22), secret: 's'.repeat(43) }
    const made = browserTicket(desk, ticket)
    expect(made).toEqual(browserTicket(desk, { ...ticket }))
    expect(made).toMatchObject({ id: expect.stringMatching(/^[\w-]{22}$/), secret: expect.stringMatching(/^[\w-]{43}$/) })
    expect(made.id).not.toBe(ticket.id)
    expect(made.secret).not.toBe(browserTicket(desk, { ...ticket, secret: 't'.repeat(43) }).secret)
  })
})
