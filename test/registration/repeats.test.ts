import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minutes, seconds } from '../../src/domain/policy.ts'
import { nextSecret, sessionTicket, settle } from '../../src/journey/outcome.ts'
import { chooseMethod } from '../../src/registration/choose-method.ts'
import type { Outcome } from '../../src/registration/ports.ts'
import { setPassword } from '../../src/registration/set-password.ts'
import { verifyEmail } from '../../src/registration/verify-email.ts'
import { verifyPhone } from '../../src/registration/verify-phone.ts'
import { fingerprint, system } from '../../src/system.ts'
import { type House, openHouse } from '../storage/house.ts'
import type { Passage } from '../storage/passage.ts'
import { arriveAt } from '../storage/walk.ts'
import { ask, type Office, officeOf, shortOf } from './deps.ts'

let house: House
let office: Office
beforeEach(async () => {
  house = await openHouse()
  office = officeOf(house)
})
afterEach(() => house.close())

const PASSWORD = { password: 'tall quiet meadow seven', again: 'tall quiet meadow seven' }
const look = async (who: Passage) => settle(house.keys, who.visit(), await house.flows.read(who.visit()), { name: 'look' })

/** Each step that gives a new cookie: the form, and where it leads. */
const STEPS: [
  string,
  {
    at: 'verify-email' | 'set-password' | 'verify-phone'
    method: 'phone' | 'email'
    leads: string
    send: (who: Passage, code: string) => Promise<Outcome>
  },
][] = [
  [
    'the code of the email',
    { at: 'verify-email', method: 'phone', leads: 'set-password', send: (who, code) => verifyEmail(office, who.visit(), code) },
  ],
  ['the password', { at: 'set-password', method: 'phone', leads: 'give-phone', send: (who) => setPassword(office, who.visit(), PASSWORD) }],
  [
    'the last password',
    { at: 'set-password', method: 'email', leads: 'portal', send: (who) => setPassword(office, who.visit(), PASSWORD) },
  ],
  [
    'the code of the phone',
    { at: 'verify-phone', method: 'phone', leads: 'portal', send: (who, code) => verifyPhone(office, who.visit(), code) },
  ],
]

/** P06, D01, D08: the answer was lost on the way, and the browser sends the form again with the cookie it has. */
describe.each(STEPS)('%s, sent again with the cookie from before', (_, { at, method, leads, send }) => {
  let who: Passage
  let code: string
  let first: Outcome
  beforeEach(async () => {
    who = await arriveAt(house, at, method)
    code = await who.code()
    first = await send(who, code)
  })
  const state = async () => [
    await house.rows('select * from flows'),
    await house.rows('select * from challenges'),
    await house.rows('select * from sessions'),
    await house.rows('select count(*) as n from audit_events'),
  ]

  it('is answered as the first was, with the same new cookie, and changes nothing', async () => {
    const before = await state()
    const runs = office.runs.length
    house.now += seconds(59)
    const again = await send(who, code)
    expect([shortOf(first), shortOf(again)]).toEqual([leads, leads])
    expect(cookieOf(again)).toEqual(cookieOf(first))
    expect(await state()).toEqual(before)
    expect(office.runs).toHaveLength(runs)
  })

  it('is answered no more after a minute', async () => {
    house.now += seconds(60)
    expect(shortOf(await send(who, code))).toBe('start: none')
  })

  it('is good for nothing else: neither to look, nor for another step', async () => {
    expect(shortOf(await look(who))).toBe('start: none')
    expect(shortOf(await chooseMethod(office, who.visit(), 'email'))).toBe('start: none')
  })

  it('is answered to nobody who holds another cookie', async () => {
    who.ticket = { id: who.ticket.id, secret: system.secret() }
    expect(shortOf(await send(who, code))).toBe('start: none')
  })
})

it.each(['verify-email', 'verify-phone'] as const)('a repeat of %s must carry the code that proved it', async (at) => {
  const who = await arriveAt(house, at)
  const code = await who.code()
  const send = (typed: string) => (at === 'verify-email' ? verifyEmail : verifyPhone)(office, who.visit(), typed)
  await send(code)
  expect(shortOf(await send(code === '000000' ? '000001' : '000000'))).toBe('start: none')
})

/** F01. */
describe('the secrets that follow from a cookie', () => {
  const ticket = { id: 'f'.repeat(22), secret: 's'.repeat(43) }
  const keys = () => house.keys

  it('are always the same, so that two answers to one form agree', () => {
    expect(nextSecret(keys(), ticket)).toBe(nextSecret(keys(), { ...ticket }))
    expect(sessionTicket(keys(), ticket)).toEqual(sessionTicket(keys(), { ...ticket }))
  })

  it('differ from step to step, from flow to flow, and from each other', () => {
    const second = { ...ticket, secret: nextSecret(keys(), ticket) }
    const other = { ...ticket, id: 'g'.repeat(22) }
    const cookies = [ticket, second, other]
    const secrets = cookies.flatMap((each) => [nextSecret(keys(), each), sessionTicket(keys(), each).secret])
    expect(new Set([...secrets, ticket.secret]).size).toBe(7)
  })

  it('name one session for one registration, whichever cookie ends it', () => {
    const second = { ...ticket, secret: nextSecret(keys(), ticket) }
    expect(sessionTicket(keys(), second).id).toBe(sessionTicket(keys(), ticket).id)
    expect(sessionTicket(keys(), { ...ticket, id: 'g'.repeat(22) }).id).not.toBe(sessionTicket(keys(), ticket).id)
  })

  it('fit into a cookie, and do not show what they came from', () => {
    expect(nextSecret(keys(), ticket)).toMatch(/^[\w-]{43}$/)
    expect(sessionTicket(keys(), ticket)).toMatchObject({
      id: expect.stringMatching(/^[\w-]{22}$/),
      secret: expect.stringMatching(/^[\w-]{43}$/),
    })
  })
})

describe('there is no registration to go on with', () => {
  it('for a cookie of none', async () => {
    const who = await arriveAt(house, 'give-email')
    who.ticket = { id: system.id(), secret: system.secret() }
    expect(shortOf(await look(who))).toBe('start: none')
  })

  it('for one that was cancelled', async () => {
    const who = await arriveAt(house, 'set-password')
    await who.cancel()
    expect(shortOf(await look(who))).toBe('start: none')
  })

  it('for one that is complete, not even with the cookie that follows from its last', async () => {
    const who = await arriveAt(house, 'registered')
    expect(shortOf(await look(who))).toBe('start: none')
  })

  it('for the cookie from before somebody logged in again', async () => {
    const who = await arriveAt(house, 'set-password')
    const before = who.ticket
    await who.open()
    who.ticket = before
    expect(shortOf(await look(who))).toBe('start: none')
  })

  /** G11. */
  it('after an hour, and says so', async () => {
    const who = await arriveAt(house, 'set-password')
    house.now += minutes(60)
    expect(shortOf(await look(who))).toBe('start: expired')
    expect(shortOf(await ask(who, (visit) => setPassword(office, visit, PASSWORD)))).toBe('start: expired')
    expect(office.runs).toEqual([])
  })
})

function cookieOf(outcome: Outcome): string | null {
  const ticket = outcome.to === 'portal' ? outcome.session : outcome.to === 'step' ? outcome.ticket : null
  return ticket && `${ticket.id} ${fingerprint(ticket.secret)}`
}
