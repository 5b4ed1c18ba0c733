import { afterEach, beforeEach, expect, it } from 'vitest'
import { hours, minutes } from '../../src/domain/policy.ts'
import { limitsOf } from '../../src/domain/session.ts'
import { sessionTicket } from '../../src/journey/outcome.ts'
import { counted } from '../../src/storage/database.ts'
import { type SessionTicket, sessionsIn } from '../../src/storage/sessions.ts'
import { fingerprint, system } from '../../src/system.ts'
import { type House, NOON, openHouse } from './house.ts'
import { arriveAt } from './walk.ts'

let house: House
let cookie: SessionTicket
beforeEach(async () => {
  house = await openHouse()
  const dana = await arriveAt(house, 'verify-phone')
  const { id, secret } = sessionTicket(house.keys, dana.ticket)
  cookie = { id, hash: fingerprint(secret) }
  await dana.completeWithPhone()
})
afterEach(() => house.close())

const look = (ticket = cookie) => house.sessions.look(ticket, house.now)
const extend = () => house.sessions.visit(cookie, house.now)
const row = async () => (await house.rows('select seen_at, expires_at, ended_at from sessions'))[0]

it('whoever only looks is told all of the session, and moves nothing', async () => {
  const before = await row()
  house.now += minutes(20)
  expect(await look()).toMatchObject({ id: cookie.id, amr: 'pwd sms mfa', since: NOON, seenAt: NOON, endsAt: NOON + hours(12) })
  expect(await row()).toEqual(before)
})

it('looking is no activity: the session ends 30 minutes after its last page, however often one looked', async () => {
  for (let minute = 1; minute < 30; minute++) {
    house.now = NOON + minutes(minute)
    expect(await look()).not.toBeNull()
  }
  house.now = NOON + minutes(30)
  expect(await look()).toBeNull()
  expect(await extend()).toBeNull()
})

it('an extension moves the idle end on, and never the one after 12 hours', async () => {
  for (house.now += minutes(29); house.now < NOON + hours(12); house.now += minutes(29)) {
    const extended = await extend()
    expect(extended && limitsOf(extended)).toMatchObject({ idleEndsAt: house.now + minutes(30), endsAt: NOON + hours(12) })
  }
  house.now = NOON + hours(12)
  expect(await extend()).toBeNull()
  expect(await row()).toMatchObject({ expires_at: NOON + hours(12) })
})

it('an extension that comes too late takes nothing up again', async () => {
  const before = await row()
  house.now += minutes(30)
  expect(await extend()).toBeNull()
  expect(await row()).toEqual(before)
})

it('a look is told of nothing to a stranger, after a sign-out, or of an account that is switched off', async () => {
  expect(await look({ ...cookie, hash: fingerprint(system.secret()) })).toBeNull()
  await house.rows('update accounts set disabled_at = 1')
  expect(await look()).toBeNull()
  await house.rows('update accounts set disabled_at = null')
  expect(await look()).not.toBeNull()
  await house.sessions.end(cookie, house.now)
  expect(await look()).toBeNull()
})

it('looking and extending take one round trip each', async () => {
  const { database, trips } = counted(house.database)
  await sessionsIn(database).look(cookie, house.now)
  expect(trips()).toBe(1)
  await sessionsIn(database).visit(cookie, house.now)
  expect(trips()).toBe(2)
})
