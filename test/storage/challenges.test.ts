import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hours, minutes, seconds } from '../../src/domain/policy.ts'
import { type House, openHouse } from './house.ts'
import { freshEmail, type Passage } from './passage.ts'
import { arriveAt, goOn } from './walk.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const WRONG = 'no such code'
const moved = ({ record }: { record: { moved: boolean } | null }) => record?.moved ?? false
const attempts = async (who: Passage) => (await who.read()).challenge?.attempts
const REST = [seconds(30), seconds(60), seconds(120), seconds(120)]

/** Asks for further messages, each as soon as it may be asked for. */
async function sendMore(who: Passage, messages: number, channel: 'email' | 'sms' | 'voice' = 'email') {
  for (const wait of REST.slice(0, messages)) {
    house.now += wait
    expect((await who.sendAgain(channel)).due).not.toBeNull()
  }
}

/** B01, C01 to C03. */
describe('five tries are allowed', () => {
  it('and the fifth may still be right', async () => {
    const who = await arriveAt(house, 'verify-email')
    for (let i = 0; i < 4; i++) expect(moved(await who.proveEmail(WRONG))).toBe(false)
    expect(await attempts(who)).toBe(4)
    expect(moved(await who.proveEmail())).toBe(true)
  })

  it('and after the fifth even the right code is refused', async () => {
    const who = await arriveAt(house, 'verify-email')
    for (let i = 0; i < 5; i++) await who.proveEmail(WRONG)
    expect(moved(await who.proveEmail())).toBe(false)
    expect(await attempts(who)).toBe(5)
  })

  it('also to fifty at once, of which none more is looked at', async () => {
    const who = await arriveAt(house, 'verify-email')
    await Promise.all(Array.from({ length: 50 }, () => who.proveEmail(WRONG)))
    expect(await attempts(who)).toBe(5)
    expect(await house.rows("select count(*) as n from audit_events where event = 'code-refused'")).toMatchObject([{ n: 5 }])
  })

  it('and of fifty right ones at once one moves on', async () => {
    const who = await arriveAt(house, 'verify-email')
    const code = await who.code()
    const all = await Promise.all(Array.from({ length: 50 }, () => who.proveEmail(code)))
    expect(all.filter(moved)).toHaveLength(1)
    expect(await who.step()).toBe('set-password')
  })

  it('and a new message brings no new ones', async () => {
    const who = await arriveAt(house, 'verify-email')
    for (let i = 0; i < 4; i++) await who.proveEmail(WRONG)
    await sendMore(who, 1)
    expect(await attempts(who)).toBe(4)
    await who.proveEmail(WRONG)
    expect(moved(await who.proveEmail())).toBe(false)
  })

  it('after which no further message is sent either', async () => {
    const who = await arriveAt(house, 'verify-email')
    for (let i = 0; i < 5; i++) await who.proveEmail(WRONG)
    house.now += minutes(5)
    expect((await who.sendAgain()).due).toBeNull()
  })
})

describe('a message can be asked for again', () => {
  it('after 30, 60, 120 and 120 seconds, not a moment before', async () => {
    const who = await arriveAt(house, 'verify-email')
    for (const wait of REST) {
      house.now += wait - 1
      expect((await who.sendAgain()).due).toBeNull()
      house.now += 1
      expect((await who.sendAgain()).due).toMatchObject({ kind: 'email-code' })
    }
    expect((await who.read()).challenge?.sends).toBe(5)
  })

  it('and after the fifth not again', async () => {
    const who = await arriveAt(house, 'verify-email')
    await sendMore(who, 4)
    house.now += hours(1) - minutes(10)
    expect((await who.sendAgain()).due).toBeNull()
  })

  /** C04. */
  it('and fifty who ask at once get one', async () => {
    const who = await arriveAt(house, 'verify-email')
    house.now += seconds(30)
    const all = await Promise.all(Array.from({ length: 50 }, () => who.sendAgain()))
    expect(all.filter(({ due }) => due)).toHaveLength(1)
    expect((await who.read()).challenge?.sends).toBe(2)
  })

  it('by the other channel too, at the same count', async () => {
    const who = await arriveAt(house, 'verify-phone')
    expect((await who.sendAgain('voice')).due).toBeNull()
    house.now += seconds(30)
    expect((await who.sendAgain('voice')).due).toMatchObject({ kind: 'call', send: 2 })
    house.now += seconds(30)
    expect((await who.sendAgain('sms')).due).toBeNull()
  })
})

describe('a message that never arrived', () => {
  const lost = (state: string) => house.rows(`update deliveries set state = '${state}', rank = 8`)

  it.each(['refused', 'failed', 'expired'])('is followed by another at once (%s), by either channel', async (state) => {
    const who = await arriveAt(house, 'verify-phone')
    await lost(state)
    expect((await who.sendAgain('voice')).due).toMatchObject({ kind: 'call', send: 2 })
    expect((await who.sendAgain('sms')).due).toBeNull()
    await lost(state)
    expect((await who.sendAgain('sms')).due).toMatchObject({ kind: 'sms-code', send: 3 })
  })

  it('does not make room for a sixth', async () => {
    const who = await arriveAt(house, 'verify-phone')
    for (let send = 2; send <= 5; send++) {
      await lost('refused')
      expect((await who.sendAgain('sms')).due).toMatchObject({ send })
    }
    await lost('refused')
    expect((await who.sendAgain('sms')).due).toBeNull()
  })

  it('does not keep anybody from giving the same address again', async () => {
    const who = await arriveAt(house, 'verify-email')
    const email = (await who.read()).challenge?.destination ?? ''
    await lost('failed')
    await who.goBack('give-email/again', 'give-email')
    expect((await who.giveEmail(email)).due).toMatchObject({ kind: 'email-code' })
    await who.goBack('give-email/again', 'give-email')
    expect((await who.giveEmail(email)).due).toBeNull()
  })
})

describe('a warning goes out in place of a code', () => {
  /** A05. */
  it('to an address that somebody else has confirmed, and the code that was not sent proves nothing', async () => {
    const email = freshEmail()
    const lee = await arriveAt(house, 'give-email')
    await lee.giveEmail(email)
    await goOn(lee, 'registered')
    const dana = await arriveAt(house, 'give-email')
    house.now += minutes(1)
    const { due } = await dana.giveEmail(email.toUpperCase())
    expect(due?.kind).toBe('email-in-use')
    expect(moved(await dana.proveEmail())).toBe(false)
    expect(await attempts(dana)).toBe(1)
  })
})
