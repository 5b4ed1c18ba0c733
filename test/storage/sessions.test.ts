import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hours, minutes } from '../../src/domain/policy.ts'
import { sessionTicket } from '../../src/journey/outcome.ts'
import type { SessionTicket } from '../../src/storage/sessions.ts'
import { fingerprint, system } from '../../src/system.ts'
import { type House, openHouse } from './house.ts'
import type { Passage } from './passage.ts'
import { arriveAt } from './walk.ts'

let house: House
let dana: Passage
let cookie: SessionTicket
beforeEach(async () => {
  house = await openHouse()
  dana = await arriveAt(house, 'verify-phone', 'phone', { username: 'dana', name: 'Dana Whitfield', facility: 'Harbor View' })
  const { id, secret } = sessionTicket(house.keys, dana.ticket)
  cookie = { id, hash: fingerprint(secret) }
  await dana.completeWithPhone()
})
afterEach(() => house.close())

const visit = (ticket = cookie) => house.sessions.visit(ticket, house.now)

it('knows whose it is, how they were authenticated and since when', async () => {
  expect(await visit()).toEqual({
    id: cookie.id,
    accountId: dana.account,
    username: 'dana',
    name: 'Dana Whitfield',
    facility: 'Harbor View',
    amr: 'pwd sms mfa',
    since: house.now,
    seenAt: house.now,
    endsAt: house.now + hours(12),
  })
})

it('belongs to whoever has the secret, and to nobody who has the id alone', async () => {
  expect(await visit({ ...cookie, hash: 'another' })).toBeNull()
})

/** F05. */
describe('a session ends', () => {
  it('after 30 minutes without a visit', async () => {
    house.now += minutes(30) - 1
    expect(await visit()).not.toBeNull()
    house.now += minutes(30)
    expect(await visit()).toBeNull()
  })

  it('after 12 hours, however often it is visited', async () => {
    for (let at = 0; at < 12 * 3 - 1; at++) {
      house.now += minutes(20)
      expect(await visit()).not.toBeNull()
    }
    house.now += minutes(20)
    expect(await visit()).toBeNull()
  })

  it('and a visit that came too late does not take it up again', async () => {
    house.now += hours(1)
    expect(await visit()).toBeNull()
    expect(await visit()).toBeNull()
    expect(await house.rows('select seen_at from sessions')).toMatchObject([{ seen_at: house.now - hours(1) }])
  })

  /** F06. */
  it('at once when its person signs out, and stays so', async () => {
    expect(await house.sessions.end(cookie, house.now)).toBe(true)
    expect(await visit()).toBeNull()
    expect(await house.sessions.end(cookie, house.now)).toBe(false)
  })

  it('at once when the account is switched off', async () => {
    await house.rows('update accounts set disabled_at = 1 where id = ?', dana.account)
    expect(await visit()).toBeNull()
  })
})

/** B13. */
describe('a stranger', () => {
  it('has no session with a right id and a wrong secret, nor the other way round', async () => {
    expect(await visit({ id: cookie.id, hash: fingerprint(system.secret()) })).toBeNull()
    expect(await visit({ id: system.id(), hash: cookie.hash })).toBeNull()
    expect(await visit({ id: "' or '1'='1", hash: "' or '1'='1" })).toBeNull()
  })

  it('ends nobody’s session', async () => {
    expect(await house.sessions.end({ id: cookie.id, hash: fingerprint(system.secret()) }, house.now)).toBe(false)
    expect(await visit()).not.toBeNull()
  })

  /** F03. */
  it('has none with the cookie of a registration', async () => {
    const lee = await arriveAt(house, 'verify-phone')
    expect(await visit({ id: lee.ticket.id, hash: fingerprint(lee.ticket.secret) })).toBeNull()
  })
})

it('keeps of its cookie only a fingerprint', async () => {
  const { secret } = sessionTicket(house.keys, dana.ticket)
  expect(JSON.stringify(await house.rows('select * from sessions'))).not.toContain(secret)
})
