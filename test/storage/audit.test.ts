import { afterEach, beforeEach, expect, it } from 'vitest'
import { sessionTicket } from '../../src/journey/outcome.ts'
import { fingerprint, system } from '../../src/system.ts'
import { type House, openHouse } from './house.ts'
import { Passage } from './passage.ts'
import { arriveAt } from './walk.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const told = async () => (await house.rows('select event from audit_events order by id')).map(({ event }) => event)

it('appends one row for each decision of a registration, in their order', async () => {
  const who = new Passage(house, await house.somebody())
  await who.open()
  await who.chooseMethod()
  await who.giveEmail()
  await who.proveEmail('no such code')
  house.now += 30_000
  await who.sendAgain()
  await who.proveEmail()
  await who.setPassword()
  await who.givePhone()
  await who.goBack('give-phone/again', 'give-phone')
  await who.givePhone()
  await who.completeWithPhone('no such code')
  await who.completeWithPhone()
  expect(await told()).toEqual([
    'registration-opened',
    'method-chosen',
    'email-given',
    'code-refused',
    'email-sent-again',
    'email-proved',
    'password-set',
    'phone-given',
    'back-to-give-phone',
    'phone-given',
    'code-refused',
    'registered',
    'phone-proved',
  ])
  const rows = await house.rows('select account_id, flow_id from audit_events')
  for (const row of rows) expect(row).toMatchObject({ account_id: who.account, flow_id: who.ticket.id })
})

it('appends nothing for what was not done', async () => {
  const who = await arriveAt(house, 'verify-email')
  const before = await told()
  await who.chooseMethod()
  await who.setPassword()
  await who.sendAgain()
  await who.givePhone()
  await who.goBack('give-phone/again', 'give-phone')
  who.ticket = { id: who.ticket.id, secret: system.secret() }
  await who.proveEmail()
  await who.cancel()
  expect(await told()).toEqual(before)
})

it('appends one opening for a double click, and none for an account that cannot begin', async () => {
  const who = new Passage(house, await house.somebody())
  const secret = system.secret()
  await who.open(secret)
  await who.open(secret)
  await new Passage(house, await house.somebody({ disabled: true })).open()
  expect(await told()).toEqual(['registration-opened'])
})

it('appends the sign-out of whoever was signed in, once', async () => {
  const who = await arriveAt(house, 'verify-phone')
  const { id, secret } = sessionTicket(house.keys, who.ticket)
  await who.completeWithPhone()
  for (let i = 0; i < 2; i++) await house.sessions.end({ id, hash: fingerprint(secret) }, house.now + i)
  expect((await told()).filter((event) => event === 'signed-out')).toHaveLength(1)
})

it('has no gaps, and no address, number or code in it', async () => {
  const who = await arriveAt(house, 'give-email')
  await who.giveEmail('dana@clinic.example')
  const code = await who.code()
  await who.proveEmail(code)
  const rows = await house.rows('select * from audit_events order by id')
  expect(rows.map(({ id }) => id)).toEqual(rows.map((_, i) => i + 1))
  for (const secret of ['dana@', code, who.ticket.secret]) expect(JSON.stringify(rows)).not.toContain(secret)
})
