import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { STEPS } from '../../src/domain/flow.ts'
import { days, minutes } from '../../src/domain/policy.ts'
import { system } from '../../src/system.ts'
import { type House, openHouse } from './house.ts'
import { Passage } from './passage.ts'
import { arriveAt, goOn } from './walk.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const openFlows = async (account: string) =>
  (await house.rows('select id from flows where account_id = ? and ended_at is null', account)).length

describe('opening a registration', () => {
  it('begins at the choice of method, with nothing proved', async () => {
    const who = new Passage(house, await house.somebody({ username: 'dana', name: 'Dana Whitfield' }))
    expect((await who.open())?.flow).toMatchObject({ step: 'choose-method', username: 'dana', name: 'Dana Whitfield', resumed: false })
  })

  it('again goes on where it was left, under a new cookie; the old one is dead', async () => {
    const who = await arriveAt(house, 'set-password')
    const before = who.ticket
    expect((await who.open())?.flow).toMatchObject({ step: 'set-password', resumed: true })
    expect(who.ticket.id).toBe(before.id)
    const moved = await house.flows.setPassword(who.visit(before), '$scrypt$other')
    expect(moved.record?.moved).toBe(false)
    expect(await who.step()).toBe('set-password')
  })

  it('with the same secret twice is one opening, and rotates nothing', async () => {
    const who = new Passage(house, await house.somebody())
    const secret = system.secret()
    const [first, second] = await Promise.all([who.open(secret), who.open(secret)])
    expect(second?.flow).toEqual(first?.flow)
    expect(second?.flow.resumed).toBe(false)
    expect(await openFlows(who.account)).toBe(1)
  })

  it('from many places at once leaves one registration, which the last cookie holds', async () => {
    const who = new Passage(house, await house.somebody())
    await Promise.all(Array.from({ length: 20 }, () => who.open()))
    expect(await openFlows(who.account)).toBe(1)
  })

  it('gives an hour anew', async () => {
    const who = await arriveAt(house, 'give-email')
    house.now += minutes(61)
    expect((await who.giveEmail()).record?.moved).toBe(false)
    await who.open()
    expect((await who.giveEmail()).record?.moved).toBe(true)
  })

  it('after a week begins anew', async () => {
    const who = await arriveAt(house, 'set-password')
    const left = who.ticket.id
    house.now += days(7)
    expect((await who.open())?.flow).toMatchObject({ step: 'choose-method', resumed: false })
    expect(who.ticket.id).not.toBe(left)
    expect(await openFlows(who.account)).toBe(1)
  })

  it.each([
    ['registered', { registered: { email: 'maria@clinic.example', phone: '+12025550147' } }],
    ['disabled', { disabled: true }],
  ])('is refused to who is %s', async (_, more) => {
    const who = new Passage(house, await house.somebody(more))
    expect(await who.open()).toBeNull()
    expect(await openFlows(who.account)).toBe(0)
  })
})

describe('going back', () => {
  it('to the address forgets its proof and the password, and keeps the address to be mended', async () => {
    const who = await arriveAt(house, 'give-phone')
    const { record } = await who.goBack('give-email/again', 'give-email')
    expect(record?.flow).toMatchObject({ step: 'give-email', email: expect.stringContaining('@clinic.example') })
    const [row] = await house.rows('select email_proved_at, password_hash, phone_proved_at from flows where id = ?', who.ticket.id)
    expect(row).toMatchObject({ email_proved_at: null, password_hash: null, phone_proved_at: null })
  })

  it('to the choice of method keeps what is proved', async () => {
    const who = await arriveAt(house, 'give-phone')
    await who.goBack('choose-method/again', 'choose-method')
    expect((await who.chooseMethod('phone')).record?.flow.step).toBe('give-phone')
  })

  it('and choosing email instead asks for a longer password', async () => {
    const who = await arriveAt(house, 'give-phone')
    await who.goBack('choose-method/again', 'choose-method')
    expect((await who.chooseMethod('email')).record?.flow).toMatchObject({ step: 'set-password', method: 'email' })
  })

  it('from the choice of email to the phone and on completes with both', async () => {
    const who = await arriveAt(house, 'give-email', 'email')
    await who.goBack('choose-method/again', 'choose-method')
    await goOn(who, 'registered', 'phone')
    expect(await house.rows('select method from accounts where id = ?', who.account)).toMatchObject([{ method: 'phone' }])
  })

  it('from where there is no way back, or with another’s cookie, leaves the code alive', async () => {
    const who = await arriveAt(house, 'verify-email')
    await who.goBack('give-phone/again', 'give-phone')
    await house.flows.goBack(who.visit({ id: who.ticket.id, secret: system.secret() }), 'give-email/again', 'give-email')
    expect((await who.proveEmail()).record?.moved).toBe(true)
  })
})

describe('cancelling', () => {
  it.each(STEPS)('at %s ends the registration and forgets what was entered', async (step) => {
    const who = await arriveAt(house, step)
    await who.cancel()
    expect(await house.flows.read(who.visit())).toBeNull()
    const [row] = await house.rows('select ended_at, email, phone, password_hash from flows where id = ?', who.ticket.id)
    expect(row).toMatchObject({ ended_at: house.now, email: null, phone: null, password_hash: null })
  })

  it('leaves the account as it was, ready to begin again', async () => {
    const who = await arriveAt(house, 'verify-phone')
    const account = await house.rows('select * from accounts where id = ?', who.account)
    await who.cancel()
    expect(await house.rows('select * from accounts where id = ?', who.account)).toEqual(account)
    expect((await who.open())?.flow).toMatchObject({ step: 'choose-method', resumed: false })
  })

  it('is the holder’s alone', async () => {
    const who = await arriveAt(house, 'give-email')
    await house.flows.cancel(who.visit({ id: who.ticket.id, secret: system.secret() }))
    expect(await who.step()).toBe('give-email')
  })
})
