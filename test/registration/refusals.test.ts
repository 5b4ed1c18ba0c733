import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { days, minutes } from '../../src/domain/policy.ts'
import { type House, openHouse } from '../storage/house.ts'
import { freshEmail, type Passage } from '../storage/passage.ts'
import { arriveAt, goOn } from '../storage/walk.ts'
import { type Office, officeOf, shortOf } from './deps.ts'
import { formsOf, refusalOf } from './verbs.ts'

let house: House
let office: Office
let forms: ReturnType<typeof formsOf>
beforeEach(async () => {
  house = await openHouse()
  office = officeOf(house)
  forms = formsOf(office)
})
afterEach(() => house.close())

it('wants a method', async () => {
  const who = await arriveAt(house, 'choose-method')
  expect(shortOf(await forms.method(who, null))).toBe('choose-method: no-method')
  expect(shortOf(await forms.method(who, 'phone'))).toBe('give-email')
})

describe('a code is refused', () => {
  it('when it is wrong, with the tries that are left, down to none', async () => {
    const who = await arriveAt(house, 'verify-email')
    for (const triesLeft of [4, 3, 2, 1])
      expect(refusalOf(await forms.emailCode(who, await who.wrong()))).toEqual({ reason: 'wrong-code', triesLeft })
    expect(refusalOf(await forms.emailCode(who, await who.wrong()))).toEqual({ reason: 'tries-spent' })
    expect(refusalOf(await forms.emailCode(who, await who.code()))).toEqual({ reason: 'tries-spent' })
  })

  it('when it is too old', async () => {
    const who = await arriveAt(house, 'verify-phone')
    const old = await who.code()
    house.now += minutes(10)
    expect(shortOf(await forms.phoneCode(who, old))).toBe('verify-phone: code-expired')
  })

  it('when it was retired by a fourth message', async () => {
    const who = await arriveAt(house, 'verify-email')
    const first = await who.code(1)
    for (let i = 0; i < 3; i++) {
      house.now += minutes(3)
      await forms.again(who)
    }
    expect(shortOf(await forms.emailCode(who, first))).toBe('verify-email: code-expired')
  })

  it('while the codes of the account are locked, and so is every message', async () => {
    const who = await arriveAt(house, 'verify-email')
    for (let i = 0; i < 10; i++) {
      if (i === 5) await who.goBack('give-email/again', 'give-email')
      await goOn(who, 'verify-email')
      await forms.emailCode(who, await who.wrong())
    }
    const locked = { reason: 'codes-locked', until: house.now + minutes(15) }
    expect(refusalOf(await forms.emailCode(who, await who.code()))).toEqual(locked)
    expect(refusalOf(await forms.again(who))).toEqual(locked)
    await who.goBack('give-email/again', 'give-email')
    expect(refusalOf(await forms.email(who, freshEmail()))).toEqual(locked)
    await house.rows('update failures set count = 100')
    house.now += minutes(20)
    expect(refusalOf(await forms.email(who, freshEmail()))).toEqual({ reason: 'codes-disabled' })
  })

  it.each([
    ['code-expired', async (who: Passage) => who.code(5)],
    ['wrong-code', async (who: Passage) => who.wrong()],
  ])('and one that never was sent is a wrong one (%s would tell)', async (_, guess) => {
    const who = await arriveAt(house, 'verify-email')
    expect(refusalOf(await forms.emailCode(who, await guess(who)))).toEqual({ reason: 'wrong-code', triesLeft: 4 })
  })
})

it.each(['', '12345', '4829131', 'plum', '48291x'])('what is no code (%j) costs no try', async (typed) => {
  const who = await arriveAt(house, 'verify-email')
  expect(refusalOf(await forms.emailCode(who, typed))).toEqual({ reason: 'not-a-code' })
  expect(refusalOf(await forms.emailCode(who, await who.wrong()))).toEqual({ reason: 'wrong-code', triesLeft: 4 })
  await goOn(who, 'verify-phone')
  expect(refusalOf(await forms.phoneCode(who, typed))).toEqual({ reason: 'not-a-code' })
  expect(refusalOf(await forms.phoneCode(who, await who.wrong()))).toEqual({ reason: 'wrong-code', triesLeft: 4 })
})

describe('a password is refused without the cost of a hash', () => {
  it.each([
    ['too short', ['plum 7'], 'password-too-short'],
    ['common', ['password123'], 'password-common'],
    ['not the same twice', ['plum tractor 77', 'plum tractor 78'], 'passwords-differ'],
    ['the person’s name', ['whitfield1'], 'password-has-name'],
    ['the address', ['quarrytown7'], 'password-has-name'],
    ['ours', ['latchkey77x'], 'password-has-name'],
  ])('%s', async (_, [typed = '', twice], reason) => {
    const who = await arriveAt(house, 'give-email', 'phone', { name: 'Dana Whitfield' })
    await forms.email(who, 'dana@quarrytown.example')
    await goOn(who, 'set-password')
    expect(shortOf(await forms.password(who, typed, twice))).toBe(`set-password: ${reason}`)
    expect(office.runs).toEqual([])
  })

  it('and one that stands alone has to be longer', async () => {
    expect(refusalOf(await forms.password(await arriveAt(house, 'set-password', 'email'), 'plum tractor'))).toEqual({
      reason: 'password-too-short',
      shortest: 15,
    })
    expect(shortOf(await forms.password(await arriveAt(house, 'set-password'), 'plum tractor'))).toBe('give-phone')
  })
})

it('the password that the portal knew is no new one', async () => {
  const who = await arriveAt(house, 'set-password', 'phone', { password: 'tall quiet meadow' })
  expect(shortOf(await forms.password(who, 'tall quiet meadow'))).toBe('set-password: password-unchanged')
  expect(office.runs).toEqual(['verify'])
  expect(shortOf(await forms.password(who, 'tall quiet meadows'))).toBe('give-phone')
})

describe('the last step is refused', () => {
  it('while the call has not confirmed anything', async () => {
    const who = await arriveAt(house, 'give-phone')
    await forms.phone(who, '3126120001', 'US', 'voice')
    expect(shortOf(await forms.phoneCode(who, null))).toBe('verify-phone: call-not-confirmed')
    expect(shortOf(await forms.phoneCode(who, await who.code()))).toBe('verify-phone: wrong-code')
  })

  /** C06. */
  it.each(['phone', 'email'] as const)('where the address was confirmed by somebody else meanwhile (%s)', async (method) => {
    const address = freshEmail()
    const both = [await arriveAt(house, 'give-email', method), await arriveAt(house, 'give-email', method)] as const
    for (const who of both) await forms.email(who, address)
    for (const who of both) await goOn(who, method === 'phone' ? 'verify-phone' : 'set-password', method)
    const last = async (who: Passage) =>
      method === 'phone' ? forms.phoneCode(who, await who.code()) : forms.password(who, 'tall quiet meadow seven')
    expect(shortOf(await last(both[0]))).toBe('portal')
    expect(shortOf(await last(both[1]))).toMatch(/: email-taken$/)
  })

  /** G09. */
  it('where the account was switched off meanwhile', async () => {
    const who = await arriveAt(house, 'verify-phone')
    await house.rows('update accounts set disabled_at = 1')
    expect(shortOf(await forms.phoneCode(who, await who.code()))).toBe('verify-phone: account-disabled')
  })

  it('and whoever is registered gets one notice of it', async () => {
    const who = await arriveAt(house, 'verify-phone')
    expect(shortOf(await forms.phoneCode(who, await who.code()))).toBe('portal')
    expect(office.posted).toMatchObject([{ kind: 'registered', channel: 'email' }])
    house.now += days(1)
    expect(shortOf(await forms.phoneCode(who, '000000'))).toBe('start: none')
    expect(office.posted).toHaveLength(1)
  })
})

/** G01. */
describe('a form from a step that is not reached leads to the one that is, without a refusal', () => {
  it.each([
    ['an email', 'choose-method', (who: Passage) => forms.email(who, 'dana')],
    ['a phone', 'choose-method', (who: Passage) => forms.phone(who, '1')],
    ['a code', 'choose-method', async (who: Passage) => forms.emailCode(who, await who.wrong())],
    ['a code of an address that is proved', 'verify-phone', async (who: Passage) => forms.emailCode(who, await who.wrong())],
    ['another message', 'verify-email', (who: Passage) => forms.again(who, 'sms')],
    ['a password', 'verify-phone', (who: Passage) => forms.password(who, 'a')],
    ['the last code', 'give-phone', async (who: Passage) => forms.phoneCode(who, await who.wrong())],
    ['no method', 'verify-phone', (who: Passage) => forms.method(who, null)],
  ] as const)('%s, at %s', async (_, step, send) => {
    expect(shortOf(await send(await arriveAt(house, step)))).toBe(step)
    expect(office.runs).toEqual([])
  })
})
