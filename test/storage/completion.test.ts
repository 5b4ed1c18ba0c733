import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hours } from '../../src/domain/policy.ts'
import { sessionTicket } from '../../src/journey/outcome.ts'
import type { Moved } from '../../src/registration/ports.ts'

import { fingerprint } from '../../src/system.ts'
import { type House, openHouse } from './house.ts'
import { freshEmail, freshPhone, type Passage } from './passage.ts'
import { arriveAt, goOn } from './walk.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const stepOf = ({ record }: Moved) => record?.flow.step
const accountOf = async (who: Passage) => (await house.rows('select * from accounts where id = ?', who.account))[0]
const count = async (table: string) => (await house.rows(`select count(*) as n from ${table}`))[0]?.n

describe('being registered', () => {
  it('with the phone binds both addresses, replaces the password and begins a session', async () => {
    const [email, phone] = [freshEmail(), freshPhone()]
    const who = await arriveAt(house, 'give-email')
    await who.giveEmail(email)
    await goOn(who, 'set-password')
    await who.setPassword('$scrypt$ours')
    await who.givePhone(phone)
    const session = sessionTicket(house.keys, who.ticket)
    const { due } = await who.completeWithPhone()
    expect(await accountOf(who)).toMatchObject({ method: 'phone', password_hash: '$scrypt$ours', registered_at: house.now })
    expect(await house.rows('select kind, address, address_key, confirmed_at from authenticators order by kind')).toMatchObject([
      { kind: 'email', address: email, address_key: email, confirmed_at: house.now },
      { kind: 'phone', address: phone, address_key: phone, confirmed_at: house.now },
    ])
    expect(await house.rows('select * from sessions')).toMatchObject([
      {
        id: session.id,
        secret_hash: fingerprint(session.secret),
        account_id: who.account,
        amr: 'pwd sms mfa',
        expires_at: house.now + hours(12),
      },
    ])
    expect(due).toMatchObject({
      kind: 'registered',
      destination: email,
      about: JSON.stringify({ method: 'phone', phoneEnd: phone.slice(-4), extension: null }),
    })
  })

  it('with email binds the address alone, and is no second factor', async () => {
    const who = await arriveAt(house, 'set-password', 'email')
    const { due } = await who.completeWithPassword('$scrypt$long')
    expect(await accountOf(who)).toMatchObject({ method: 'email', password_hash: '$scrypt$long' })
    expect(await house.rows('select kind from authenticators')).toMatchObject([{ kind: 'email' }])
    expect(await house.rows('select amr from sessions')).toMatchObject([{ amr: 'pwd email' }])
    expect(due).toMatchObject({ kind: 'registered', about: JSON.stringify({ method: 'email', phoneEnd: null, extension: null }) })
  })

  it('forgets in the registration what the account holds now', async () => {
    await arriveAt(house, 'registered')
    expect(await house.rows('select email, phone, password_hash, ended_at from flows')).toMatchObject([
      { email: null, phone: null, password_hash: null, ended_at: house.now },
    ])
  })

  /** I04. */
  it('keeps the address as it was typed, and finds it in any case', async () => {
    const who = await arriveAt(house, 'give-email')
    await who.giveEmail('Dana.Reyes@clinic.example')
    await goOn(who, 'registered')
    expect(await house.rows("select address, address_key from authenticators where kind = 'email'")).toMatchObject([
      { address: 'Dana.Reyes@clinic.example', address_key: 'dana.reyes@clinic.example' },
    ])
  })

  it('cannot be begun again', async () => {
    const who = await arriveAt(house, 'registered')
    expect(await who.open()).toBeNull()
  })
})

/** C02, C08, D08. */
describe('it happens once', () => {
  it('however many requests carry the right code', async () => {
    const who = await arriveAt(house, 'verify-phone')
    const code = await who.code()
    const all = await Promise.all(Array.from({ length: 50 }, () => who.completeWithPhone(code)))
    expect(all.filter(({ record }) => record?.moved)).toHaveLength(1)
    expect(all.filter(({ due }) => due)).toHaveLength(1)
    expect([await count('sessions'), await count('authenticators')]).toEqual([1, 2])
  })

  it('however many requests carry the last password', async () => {
    const who = await arriveAt(house, 'set-password', 'email')
    const all = await Promise.all(Array.from({ length: 20 }, (_, i) => who.completeWithPassword(`$scrypt$${i}`)))
    const winner = all.findIndex(({ record }) => record?.moved)
    expect(all.filter(({ record }) => record?.moved)).toHaveLength(1)
    expect((await accountOf(who))?.password_hash).toBe(`$scrypt$${winner}`)
    expect(await count('sessions')).toBe(1)
  })

  it('and a later repeat begins no session', async () => {
    const who = await arriveAt(house, 'verify-phone')
    const [code, before] = [await who.code(), who.ticket]
    await who.completeWithPhone(code)
    who.ticket = before
    expect((await who.completeWithPhone(code)).record?.moved).toBe(false)
    expect(await count('sessions')).toBe(1)
  })
})

/** C06. */
describe('an address belongs to one account', () => {
  const bothProve = async (method: 'phone' | 'email') => {
    const email = freshEmail()
    const both = [await arriveAt(house, 'give-email', method), await arriveAt(house, 'give-email', method)] as const
    for (const [i, who] of both.entries()) await who.giveEmail(i === 0 ? email : email.toUpperCase())
    for (const who of both) await goOn(who, method === 'phone' ? 'verify-phone' : 'set-password', method)
    return both
  }

  it.each(['phone', 'email'] as const)('of two who proved it, one is registered with it (%s)', async (method) => {
    const [dana, lee] = await bothProve(method)
    const finish = (who: Passage) => (method === 'phone' ? who.completeWithPhone() : who.completeWithPassword())
    const outcomes = await Promise.all([finish(dana), finish(lee)])
    expect(outcomes.filter((outcome) => stepOf(outcome) === 'registered')).toHaveLength(1)
    const loser = outcomes.find((outcome) => stepOf(outcome) !== 'registered')
    expect(loser?.record?.emailTaken).toBe(true)
    expect([await count('sessions'), await count("authenticators where kind = 'email'")]).toEqual([1, 1])
  })

  it('and the other goes back, gives another, and is registered', async () => {
    const [dana, lee] = await bothProve('phone')
    await dana.completeWithPhone()
    await lee.completeWithPhone()
    await lee.goBack('give-email/again', 'give-email')
    await goOn(lee, 'registered')
    expect(await count('sessions')).toBe(2)
  })

  /** A08. */
  it('while a phone may be shared', async () => {
    const phone = freshPhone()
    for (const who of [await arriveAt(house, 'give-phone'), await arriveAt(house, 'give-phone')]) {
      await who.givePhone(phone)
      expect(stepOf(await who.completeWithPhone())).toBe('registered')
    }
    expect(await count("authenticators where kind = 'phone'")).toBe(2)
  })
})

/** G09. */
describe('an account that was switched off on the way', () => {
  it.each(['phone', 'email'] as const)('is not registered (%s), and keeps the portal’s password', async (method) => {
    const who = await arriveAt(house, method === 'phone' ? 'verify-phone' : 'set-password', method)
    await house.rows('update accounts set disabled_at = 1 where id = ?', who.account)
    const { record } = await (method === 'phone' ? who.completeWithPhone() : who.completeWithPassword())
    expect(record).toMatchObject({ moved: false, disabled: true })
    expect(await accountOf(who)).toMatchObject({ registered_at: null, password_hash: "portal's hash of willow" })
    expect(await count('sessions')).toBe(0)
  })

  /** G06, G08. */
  it('or registered elsewhere is not registered again', async () => {
    const who = await arriveAt(house, 'verify-phone')
    await house.rows('update accounts set registered_at = 1 where id = ?', who.account)
    expect((await who.completeWithPhone()).record?.moved).toBe(false)
    expect(await count('authenticators')).toBe(0)
  })
})

it('is all or nothing: where one statement cannot be done, none is', async () => {
  const who = await arriveAt(house, 'verify-phone')
  const code = await who.code()
  await house.rows(
    "insert into sessions select ?, account_id, 'x', 'pwd', null, 1, 1, 1, null from flows",
    sessionTicket(house.keys, who.ticket).id,
  )
  await expect(who.completeWithPhone(code)).rejects.toThrow()
  expect(await accountOf(who)).toMatchObject({ registered_at: null })
  expect(await who.read()).toMatchObject({ flow: { step: 'verify-phone' }, challenge: { attempts: 0, consumedAt: null } })
})
