import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { line } from '../../src/credentials/line.ts'
import { passwords } from '../../src/credentials/passwords.ts'
import { minutes, REFUSAL_FLOOR } from '../../src/domain/policy.ts'
import { proveCurrentUser } from '../../src/registration/current-user.ts'
import { system } from '../../src/system.ts'
import { type House, openHouse } from '../storage/house.ts'
import { type Office, officeOf } from './deps.ts'

let house: House
let office: Office
beforeEach(async () => {
  house = await openHouse()
  office = officeOf(house)
  await house.somebody({ username: 'Dana', password: 'harbor' })
  await house.somebody({ username: 'maria', password: 'orchard', registered: { email: 'maria@clinic.example', phone: '+12025550147' } })
  await house.somebody({ username: 'omar', password: 'kettle', disabled: true })
})
afterEach(() => house.close())

const logIn = (username: string, password: string, preSession = 'a browser') =>
  proveCurrentUser(office, house.visit(), preSession, { username, password })
const REFUSED = { to: 'stay', refused: { reason: 'wrong-credentials' } }

/** B09. */
it.each(['Dana', 'dana', ' DANA ', 'ｄａｎａ'])('opens the registration of whoever knows the password (%j)', async (username) => {
  expect(await logIn(username, 'harbor')).toMatchObject({ to: 'flow', record: { flow: { step: 'choose-method', username: 'Dana' } } })
})

it('takes the password as it was typed', async () => {
  for (const password of ['Harbor', 'harbor ', ' harbor', '']) expect(await logIn('dana', password)).toEqual(REFUSED)
})

/** A01, A02, A04. */
describe('a stranger learns nothing', () => {
  it.each([
    ['a known name', 'dana'],
    ['an unknown one', 'nobody'],
    ['a registered one', 'maria'],
    ['one that is switched off', 'omar'],
    ['none', ''],
  ])('from %s: the same answer, after one run of a hash and no sooner than half a second', async (_, username) => {
    expect(await logIn(username, 'no such password')).toEqual(REFUSED)
    expect(office.runs).toEqual(['verify'])
    expect(office.waits).toEqual([REFUSAL_FLOOR])
  })

  it('from an answer that came sooner', async () => {
    let release = () => {}
    office = officeOf(house, { wait: () => new Promise((resolve) => (release = resolve)) })
    let answered = false
    const answer = logIn('nobody', 'no such password').finally(() => (answered = true))
    await house.rows('select 1')
    while (office.runs.length === 0) await new Promise(setImmediate)
    await new Promise(setImmediate)
    expect(answered).toBe(false)
    release()
    expect(await answer).toEqual(REFUSED)
  })

  it('from a name that rests, whose right password is no longer looked at as such', async () => {
    for (let i = 0; i < 10; i++) await logIn('dana', 'no such password')
    office.runs.length = 0
    expect(await logIn('dana', 'harbor')).toEqual(REFUSED)
    expect(office.runs).toEqual(['verify'])
    house.now += minutes(15)
    expect(await logIn('dana', 'harbor')).toMatchObject({ to: 'flow' })
  })
})

describe('whoever knows the password', () => {
  /** G08. */
  it('and has registered is sent to log in, and binds nothing', async () => {
    expect(await logIn('maria', 'orchard')).toEqual({ to: 'log-in' })
    expect(await house.rows('select * from flows')).toEqual([])
  })

  it('and is switched off is told so', async () => {
    expect(await logIn('omar', 'kettle')).toEqual({ to: 'stay', refused: { reason: 'account-disabled' } })
    expect(await house.rows('select * from flows')).toEqual([])
  })

  it.each([
    ['dana', 'harbor'],
    ['maria', 'orchard'],
    ['omar', 'kettle'],
  ])('begins anew with ten tries (%s)', async (username, password) => {
    for (let i = 0; i < 9; i++) await logIn(username, 'no such password')
    await logIn(username, password)
    expect(await house.rows("select * from failures where subject like 'password:%'")).toEqual([])
  })
})

/** P01. */
it('opens one registration for a double click, and gives both answers the same cookie', async () => {
  const [first, second] = await Promise.all([logIn('dana', 'harbor'), logIn('dana', 'harbor')])
  expect(first.to === 'flow' && second.to === 'flow' && first.ticket).toEqual(second.to === 'flow' && second.ticket)
  expect(await house.rows('select count(*) as n from flows')).toMatchObject([{ n: 1 }])
})

it('gives another browser another cookie, and the first one’s is dead', async () => {
  const first = await logIn('dana', 'harbor')
  const second = await logIn('dana', 'harbor', 'another browser')
  expect(second).toMatchObject({ to: 'flow', record: { flow: { resumed: true } } })
  expect(first.to === 'flow' && first.ticket).not.toEqual(second.to === 'flow' && second.ticket)
})

it('stores no name and no password in what it counts', async () => {
  await logIn('somebody unknown', 'a secret of theirs')
  const stored = JSON.stringify(await house.rows('select * from failures'))
  expect(stored).not.toMatch(/somebody|secret/)
})

it('knows our own hashes and their pepper', async () => {
  const real = passwords({ ...system, pepper: 'a pepper for tests, longer than thirty-two characters', line: line(system.now) })
  await house.rows("update accounts set password_hash = ? where username = 'Dana'", await real.hash('tall quiet meadow'))
  office = officeOf(house, { passwords: real })
  expect(await logIn('dana', 'tall quiet meadow')).toMatchObject({ to: 'flow' })
  expect(await logIn('dana', 'tall quiet meadows')).toEqual(REFUSED)
})
