import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { STEPS, type Step } from '../../src/domain/flow.ts'
import { minutes } from '../../src/domain/policy.ts'
import type { Moved } from '../../src/registration/ports.ts'

import { fingerprint, system } from '../../src/system.ts'
import { type House, openHouse } from './house.ts'
import type { Passage } from './passage.ts'
import { arriveAt } from './walk.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

/** Each verb that moves a flow, and the steps it may be made from. */
const VERBS: Record<string, { from: readonly Step[]; act: (who: Passage) => Promise<Moved> }> = {
  'choose a method': { from: ['choose-method'], act: (who) => who.chooseMethod() },
  'choose again': { from: ['give-email', 'give-phone', 'verify-phone'], act: (who) => who.goBack('choose-method/again', 'choose-method') },
  'give an email': { from: ['give-email'], act: (who) => who.giveEmail() },
  'give another email': {
    from: ['verify-email', 'set-password', 'give-phone', 'verify-phone'],
    act: (who) => who.goBack('give-email/again', 'give-email'),
  },
  'prove the email': { from: ['verify-email'], act: async (who) => who.proveEmail(await who.code().catch(() => '000000')) },
  'set a password': { from: ['set-password'], act: (who) => who.setPassword() },
  'complete with a password alone': { from: [], act: (who) => who.completeWithPassword() },
  'give a phone': { from: ['give-phone'], act: (who) => who.givePhone() },
  'give another phone': { from: ['verify-phone'], act: (who) => who.goBack('give-phone/again', 'give-phone') },
  'complete with the phone': { from: ['verify-phone'], act: async (who) => who.completeWithPhone(await who.code().catch(() => '000000')) },
  'complete after a call that was none': { from: [], act: (who) => who.completeWithPhone(null) },
}

/** G01. */
describe('from no step but its own', () => {
  it.each(Object.entries(VERBS))('does it work to %s', async (_, { from, act }) => {
    for (const step of STEPS) {
      const who = await arriveAt(house, step)
      const before = await house.rows('select * from flows where id = ?', who.ticket.id)
      const moved = await act(who)
      expect([step, moved.record?.moved]).toEqual([step, from.includes(step)])
      if (!from.includes(step)) expect(await house.rows('select * from flows where id = ?', who.ticket.id)).toEqual(before)
    }
  })

  it('also for the email method, which has no phone and needs no phone', async () => {
    const who = await arriveAt(house, 'set-password', 'email')
    expect((await who.setPassword()).record?.moved).toBe(false)
    expect((await who.completeWithPassword()).record?.flow.step).toBe('registered')
  })

  it.each(Object.entries(VERBS))('nor with another cookie, to %s', async (_, { from, act }) => {
    const step = from[0]
    if (!step) return
    const who = await arriveAt(house, step)
    who.ticket = { id: who.ticket.id, secret: system.secret() }
    expect((await act(who)).record?.moved).toBe(false)
  })

  it.each(Object.entries(VERBS))('nor after an hour, to %s', async (_, { from, act }) => {
    const step = from[0]
    if (!step) return
    const who = await arriveAt(house, step)
    house.now += minutes(60)
    expect((await act(who)).record?.moved).toBe(false)
  })
})

/** F01. */
describe('the cookie is a new one, and the old one dead at once', () => {
  it.each([
    ['the email is proved', 'verify-email', 'phone', (who: Passage) => who.proveEmail()],
    ['the password is set', 'set-password', 'phone', (who: Passage) => who.setPassword()],
    ['the registration ends by the phone', 'verify-phone', 'phone', (who: Passage) => who.completeWithPhone()],
    ['the registration ends by the password', 'set-password', 'email', (who: Passage) => who.completeWithPassword()],
  ] as const)('when %s', async (_, step, method, prove) => {
    const who = await arriveAt(house, step, method)
    const old = who.ticket
    await prove(who)
    expect(who.ticket).not.toEqual(old)
    const row = await house.rows('select secret_hash, former_hash from flows where id = ?', old.id)
    expect(row).toMatchObject([{ secret_hash: fingerprint(who.ticket.secret), former_hash: fingerprint(old.secret) }])
    for (const verb of Object.values(VERBS)) {
      who.ticket = old
      expect((await verb.act(who)).record?.moved).toBe(false)
    }
  })
})

/** F08. */
it('keeps of a cookie only what cannot be turned back into it', async () => {
  const who = await arriveAt(house, 'set-password')
  const stored = JSON.stringify(await house.rows('select * from flows'))
  expect(stored).not.toContain(who.ticket.secret)
  expect(stored).toContain(fingerprint(who.ticket.secret))
})

/** P07. */
it('shows the challenge that was made last, though the clock that made it was behind', async () => {
  const who = await arriveAt(house, 'give-phone')
  house.now -= minutes(5)
  await who.givePhone('+13126120123')
  expect((await who.read()).challenge).toMatchObject({ purpose: 'registration-phone', destination: '+13126120123' })
  expect((await who.completeWithPhone()).record?.flow.step).toBe('registered')
})
