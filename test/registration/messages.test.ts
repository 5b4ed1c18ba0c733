import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minutes, seconds } from '../../src/domain/policy.ts'
import { type House, openHouse } from '../storage/house.ts'
import { freshEmail } from '../storage/passage.ts'
import { arriveAt } from '../storage/walk.ts'
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

describe('an address that cannot be one is not written to', () => {
  it.each([
    ['', 'email-missing'],
    ['dana', 'email-no-at'],
    ['dana@clinic.org, lee@clinic.org', 'email-several'],
    ['dana@clinic', 'email-no-domain'],
  ])('%j: %s', async (typed, reason) => {
    expect(shortOf(await forms.email(await arriveAt(house, 'give-email'), typed))).toBe(`give-email: ${reason}`)
    expect(office.posted).toEqual([])
  })

  /** J02 to J05. */
  it.each([
    ['202555', 'US', 'phone-not-ten-digits'],
    ['900-234-5678', 'US', 'phone-special-service'],
    ['+1 876 234 5678', 'US', 'phone-other-country'],
    ['876 234 5678', 'JM', 'phone-country-not-offered'],
  ])('nor is a number called: %s', async (number, country, reason) => {
    const who = await arriveAt(house, 'give-phone')
    for (const channel of ['sms', 'voice'] as const) {
      const outcome = await forms.phone(who, number, country, channel)
      expect(refusalOf(outcome)).toEqual({ reason, country })
    }
    expect(office.posted).toEqual([])
  })

  /** J02. */
  it('nor is an extension written to, wherever it was typed', async () => {
    const who = await arriveAt(house, 'give-phone')
    for (const number of ['3126640123x45', '(312) 664-0123,,45', '312 664 0123 ext. 4'])
      expect(refusalOf(await forms.phone(who, number, 'US', 'sms'))).toMatchObject({ reason: 'extension-by-text' })
    expect(office.posted).toEqual([])
  })
})

describe('a message goes out', () => {
  it('once, to the address as it was cleaned', async () => {
    const who = await arriveAt(house, 'give-email')
    expect(shortOf(await forms.email(who, ' Dana @ Clinic.ORG '))).toBe('verify-email')
    expect(office.posted).toMatchObject([{ kind: 'email-code', destination: 'Dana@clinic.org', send: 1 }])
  })

  it('as a call where one was asked for', async () => {
    expect(shortOf(await forms.phone(await arriveAt(house, 'give-phone'), '(312) 612-0001', 'US', 'voice'))).toBe('verify-phone')
    expect(office.posted).toMatchObject([{ kind: 'call', destination: '+13126120001' }])
  })

  /** J11, J12. */
  it('and what the provider says at once is on the very next screen', async () => {
    office.answer = { state: 'refused', detail: 'landline' }
    const outcome = await forms.phone(await arriveAt(house, 'give-phone'), '3126120001')
    expect(outcome.to === 'step' && outcome.record.delivery).toMatchObject({ state: 'refused', detail: 'landline' })
  })
})

describe('another message is refused', () => {
  it('too soon, with the wait', async () => {
    const who = await arriveAt(house, 'verify-email')
    house.now += seconds(10)
    expect(refusalOf(await forms.again(who))).toEqual({ reason: 'too-soon', wait: seconds(20) })
  })

  it('after the fifth', async () => {
    const who = await arriveAt(house, 'verify-email')
    for (let i = 0; i < 4; i++) {
      house.now += minutes(3)
      expect(shortOf(await forms.again(who))).toBe('verify-email')
    }
    house.now += minutes(3)
    expect(shortOf(await forms.again(who))).toBe('verify-email: no-sends-left')
  })

  it('when the tries are spent', async () => {
    const who = await arriveAt(house, 'verify-email')
    for (let i = 0; i < 5; i++) await forms.emailCode(who, await who.wrong())
    house.now += minutes(3)
    expect(shortOf(await forms.again(who))).toBe('verify-email: tries-spent')
  })

  it('when somebody’s share is used up', async () => {
    const address = freshEmail()
    for (let i = 0; i < 5; i++) expect(shortOf(await forms.email(await arriveAt(house, 'give-email'), address))).toBe('verify-email')
    expect(refusalOf(await forms.email(await arriveAt(house, 'give-email'), address))).toEqual({
      reason: 'over-budget',
      budget: 'destination',
    })
    expect(office.posted).toHaveLength(5)
  })

  it('to the same address within half a minute, though it was given anew', async () => {
    const [who, address] = [await arriveAt(house, 'give-email'), freshEmail()]
    await forms.email(who, address)
    await forms.back(who, 'give-email/again')
    expect(refusalOf(await forms.email(who, address))).toEqual({ reason: 'too-soon', wait: seconds(30) })
  })
})
