import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minutes, seconds } from '../../src/domain/policy.ts'
import { type House, openHouse } from './house.ts'
import { freshEmail, type Passage } from './passage.ts'
import { arriveAt, goOn } from './walk.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const moved = ({ record }: { record: { moved: boolean } | null }) => record?.moved ?? false
const REST = [seconds(30), seconds(60), seconds(120), seconds(120)]

/** Asks for further messages, each as soon as it may be asked for. */
async function sendMore(who: Passage, messages: number, channel: 'email' | 'sms' | 'voice' = 'email') {
  for (const wait of REST.slice(0, messages)) {
    house.now += wait
    expect((await who.sendAgain(channel)).due).not.toBeNull()
  }
}

/** D01, D02. */
describe('three codes live at once', () => {
  it.each([1, 2, 3])('and each of them proves the address: the one of message %i', async (send) => {
    const who = await arriveAt(house, 'verify-email')
    await sendMore(who, 2)
    expect(moved(await who.proveEmail(await who.code(send)))).toBe(true)
  })

  it('and a fourth message retires the oldest of them', async () => {
    const who = await arriveAt(house, 'verify-email')
    await sendMore(who, 3)
    expect(moved(await who.proveEmail(await who.code(1)))).toBe(false)
    expect(moved(await who.proveEmail(await who.code(2)))).toBe(true)
  })

  it('and one that was not sent yet proves nothing', async () => {
    const who = await arriveAt(house, 'verify-email')
    expect(moved(await who.proveEmail(await who.code(2)))).toBe(false)
  })

  it('and once one was accepted, none is good any more', async () => {
    const who = await arriveAt(house, 'verify-phone')
    await sendMore(who, 1, 'sms')
    const [first, second] = [await who.code(1), await who.code(2)]
    expect((await who.completeWithPhone(first)).record?.flow.step).toBe('registered')
    expect(moved(await who.completeWithPhone(second))).toBe(false)
  })
})

describe('a code expires', () => {
  it.each([
    ['an email code after an hour', 'verify-email', minutes(60)],
    ['a phone code after ten minutes', 'verify-phone', minutes(10)],
  ] as const)('%s', async (_, step, life) => {
    for (const [late, works] of [
      [-1, true],
      [0, false],
    ] as const) {
      const who = await arriveAt(house, step)
      const code = await who.code()
      house.now += life + late
      await house.rows('update flows set expires_at = expires_at + 10000000 where id = ?', who.ticket.id)
      const outcome = await (step === 'verify-email' ? who.proveEmail(code) : who.completeWithPhone(code))
      expect(moved(outcome)).toBe(works)
    }
  })

  it('each from its own message on', async () => {
    const who = await arriveAt(house, 'verify-phone')
    await sendMore(who, 1, 'sms')
    house.now += minutes(10) - seconds(30)
    expect(moved(await who.completeWithPhone(await who.code(1)))).toBe(false)
    expect(moved(await who.completeWithPhone(await who.code(2)))).toBe(true)
  })

  /** P07. */
  it('and what expired by a fourth message stays so when the clock jumps back', async () => {
    const who = await arriveAt(house, 'verify-email')
    await sendMore(who, 3)
    const retired = await who.code(1)
    house.now -= seconds(1)
    const late = await who.proveEmail(retired)
    expect(moved(late)).toBe(false)
  })
})

/** D04 to D07. */
describe('a code proves one address, in one registration, for one purpose', () => {
  it('not an address that was given after it', async () => {
    const who = await arriveAt(house, 'verify-email')
    const code = await who.code()
    await who.goBack('give-email/again', 'give-email')
    await who.giveEmail(freshEmail())
    expect(moved(await who.proveEmail(code))).toBe(false)
  })

  it('not the same address given again, so that no try comes for free', async () => {
    const who = await arriveAt(house, 'give-email')
    await who.giveEmail('dana@clinic.example')
    const code = await who.code()
    await who.goBack('give-email/again', 'give-email')
    house.now += seconds(30)
    await who.giveEmail('dana@clinic.example')
    expect(moved(await who.proveEmail(code))).toBe(false)
  })

  it('not in another registration', async () => {
    const [dana, lee] = [await arriveAt(house, 'verify-email'), await arriveAt(house, 'verify-email')]
    expect(moved(await lee.proveEmail(await dana.code()))).toBe(false)
    expect(moved(await dana.proveEmail(await lee.code()))).toBe(false)
  })

  it('not the phone, where it was the email’s', async () => {
    const who = await arriveAt(house, 'verify-email')
    const code = await who.code()
    await goOn(who, 'verify-phone')
    expect(moved(await who.completeWithPhone(code))).toBe(false)
  })

  it('not on the screen, where it was to be keyed into a call', async () => {
    const who = await arriveAt(house, 'give-phone')
    await who.givePhone('+13126120001', 'voice')
    expect(moved(await who.completeWithPhone(await who.code()))).toBe(false)
  })

  it('and what is stored is the address that was proved, whatever comes later', async () => {
    const who = await arriveAt(house, 'give-email')
    await who.giveEmail('Dana@clinic.example')
    await goOn(who, 'registered')
    expect(await house.rows("select address from authenticators where kind = 'email' and account_id = ?", who.account)).toMatchObject([
      { address: 'Dana@clinic.example' },
    ])
  })
})

it('keeps of a code only a digest', async () => {
  const who = await arriveAt(house, 'verify-email')
  const stored = JSON.stringify([
    await house.rows('select * from codes'),
    await house.rows('select * from deliveries'),
    await house.rows('select * from challenges'),
  ])
  for (const send of [1, 2, 3, 4, 5]) expect(stored).not.toContain(await who.code(send))
})
