import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeliveryState } from '../../src/domain/delivery.ts'
import { minutes } from '../../src/domain/policy.ts'
import type { CallRecord, Reported } from '../../src/journey/ports.ts'
import { system } from '../../src/system.ts'
import { type House, openHouse } from './house.ts'
import type { Passage } from './passage.ts'
import { arriveAt } from './walk.ts'

let house: House
let dana: Passage
let delivery: string
beforeEach(async () => {
  house = await openHouse()
  dana = await arriveAt(house, 'give-phone')
  delivery = (await dana.givePhone('+13126120001', 'voice')).due?.id ?? ''
})
afterEach(() => house.close())

const event = (more: Partial<Reported> = {}): Reported => ({
  ...{ provider: 'telnyx', eventId: system.id(), providerId: 'v3:call', deliveryId: delivery },
  ...more,
})
const report = async (state: DeliveryState, more: Partial<Reported> = {}) =>
  (await house.calls.report(house.visit(), event(more), state, null)).call
const stateNow = async () => (await house.rows('select state from deliveries where id = ?', delivery))[0]?.state
const record = (more: Partial<CallRecord> = {}): CallRecord => ({
  id: delivery,
  flowId: dana.ticket.id,
  challengeId: '',
  purpose: 'registration-phone',
  state: 'asked',
  provider: null,
  extension: null,
  ...more,
})

/** Keys digits into the call, as its webhook reports them. */
async function key(digits: string, more: Partial<Reported> = {}) {
  const call = await house.calls.find(event(more))
  if (!call) return null
  const touch = { ...house.visit(), ticket: { id: dana.ticket.id } }
  const { judged } = await house.calls.judge(touch, event(more), call, { digest: dana.digest('registration-phone', digits) })
  return judged === 'nothing' ? null : judged
}

describe('digits that are keyed into a call', () => {
  it('prove the number when they are right, and the registration completes', async () => {
    expect(await key(await dana.code())).toBe('confirmed')
    expect(await stateNow()).toBe('confirmed')
    const { record: after } = await dana.completeWithPhone(null)
    expect(after?.flow.step).toBe('registered')
    expect(await house.rows('select amr from sessions')).toMatchObject([{ amr: 'pwd tel mfa' }])
  })

  /** J18. */
  it('sign nobody in by themselves: the browser that asked has to go on', async () => {
    await key(await dana.code())
    expect(await dana.step()).toBe('verify-phone')
    expect(await house.rows('select * from sessions')).toEqual([])
  })

  /** B12. */
  it('cost a try each when they are wrong, of the same five', async () => {
    expect(await key('000000')).toBe('wrong-digits')
    expect(await key('000001')).toBe('wrong-digits')
    expect(await key('000002')).toBe('too-many-tries')
    expect((await dana.read()).challenge?.attempts).toBe(3)
    expect(await key(await dana.code())).toBeNull()
    expect((await dana.completeWithPhone(null)).record?.moved).toBe(false)
  })

  it('are not looked at once the five tries are spent', async () => {
    for (let i = 0; i < 4; i++) await dana.completeWithPhone('no such code')
    expect(await key('000000')).toBe('too-many-tries')
    const { challenge } = await dana.read()
    expect(challenge?.attempts).toBe(5)
    const proof = dana.digest('registration-phone', await dana.code())
    const call = record({ ...(challenge && { challengeId: challenge.id }) })
    const touch = { ...house.visit(), ticket: { id: dana.ticket.id } }
    expect((await house.calls.judge(touch, event(), call, { digest: proof })).judged).toBe('nothing')
    expect((await dana.read()).flow).toMatchObject({ step: 'verify-phone', phoneProvedAt: null })
  })

  it('count once, however often their event comes', async () => {
    const eventId = system.id()
    expect(await key('000000', { eventId })).toBe('wrong-digits')
    expect(await key('000000', { eventId })).toBeNull()
    expect((await dana.read()).challenge?.attempts).toBe(1)
  })

  it('after a confirmation change nothing', async () => {
    await key(await dana.code())
    expect(await key('000000')).toBeNull()
    expect(await report('hung-up')).toBeNull()
    expect(await stateNow()).toBe('confirmed')
  })

  /** M08. */
  it.each([
    ['cancelled', (who: Passage) => who.cancel()],
    ['given up for another number', (who: Passage) => who.goBack('give-phone/again', 'give-phone')],
    ['given up for another address', (who: Passage) => who.goBack('give-email/again', 'give-email')],
    [
      'left for an hour',
      async () => {
        house.now += minutes(61)
      },
    ],
  ])('prove nothing for a registration that was %s', async (_, leave) => {
    const code = await dana.code()
    await leave(dana)
    expect(await key(code)).not.toBe('confirmed')
    expect(await house.rows('select phone_proved_at from flows')).toMatchObject([{ phone_proved_at: null }])
  })

  it('prove nothing once the code is ten minutes old', async () => {
    const code = await dana.code()
    house.now += minutes(10)
    expect(await key(code)).toBe('wrong-digits')
  })

  it('prove nothing with the code of a text', async () => {
    house.now += minutes(1)
    await dana.sendAgain('sms')
    expect(await key(await dana.code(2))).toBe('wrong-digits')
    expect(await key(await dana.code(1))).toBe('confirmed')
  })

  it('are a guess like any other: they count towards the account’s lock', async () => {
    await key('000000')
    expect(await house.rows("select count from failures where subject like 'code:%'")).toMatchObject([{ count: 1 }])
    await key(await dana.code())
    expect(await house.rows("select count from failures where subject like 'code:%'")).toMatchObject([{ count: 1 }])
  })

  /** J13. */
  it('after a machine was heard prove nothing, and cost no try', async () => {
    await report('voicemail')
    const { challenge } = await dana.read()
    const call = record({ ...(challenge && { challengeId: challenge.id }) })
    const touch = { ...house.visit(), ticket: { id: dana.ticket.id } }
    expect((await house.calls.judge(touch, event(), call, { digest: null })).judged).toBe('nothing')
    expect((await dana.read()).challenge?.attempts).toBe(0)
    expect(await house.rows("select count(*) as n from audit_events where event = 'phone-proved'")).toMatchObject([{ n: 0 }])
  })

  /** C07. */
  it('and the same event twenty times at once is one proof', async () => {
    const code = await dana.code()
    const eventId = system.id()
    const all = await Promise.all(Array.from({ length: 20 }, () => key(code, { eventId })))
    expect(all.filter((outcome) => outcome === 'confirmed')).toHaveLength(1)
    expect(await house.rows("select count(*) as n from audit_events where event = 'phone-proved'")).toMatchObject([{ n: 1 }])
  })

  it('where the pound key alone is the proof, prove it without a code', async () => {
    const call = await house.calls.find(event())
    const touch = { ...house.visit(), ticket: { id: dana.ticket.id } }
    expect((await house.calls.judge(touch, event(), call ?? record(), { digest: null })).judged).toBe('confirmed')
  })
})
