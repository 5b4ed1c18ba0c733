import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MAIL_GAP, minutes, seconds } from '../../src/domain/policy.ts'
import { system } from '../../src/system.ts'
import { type House, openHouse } from './house.ts'
import { freshPhone } from './passage.ts'
import { arriveAt } from './walk.ts'

let house: House
beforeEach(async () => {
  house = await openHouse({ sendsPerClient: 1000 })
})
afterEach(() => house.close())

/** What lies between each mail's turn and the next one's, in milliseconds. */
async function gaps(): Promise<number[]> {
  const turns = (await house.rows("select not_before from deliveries where channel = 'email' order by not_before")).map((row) =>
    Number(row.not_before),
  )
  return turns.slice(1).map((turn, nth) => turn - (turns[nth] ?? 0))
}

async function mailsAtOnce(count: number): Promise<void> {
  const people = []
  for (let nth = 0; nth < count; nth++) people.push(await arriveAt(house, 'give-email'))
  await Promise.all(people.map((person) => person.giveEmail()))
}

/** Fault 3: Resend takes two requests a second of one team, whichever isolate makes them. */
describe('the turns of mails', () => {
  it('lie apart, however many are asked for at the same moment; the first may leave at once', async () => {
    await mailsAtOnce(12)
    expect(await gaps()).toEqual(Array(11).fill(MAIL_GAP))
    const [first] = await house.rows("select min(not_before) as at from deliveries where channel = 'email'")
    expect(first?.at).toBe(house.now)
  })

  it('are not saved up while nothing is sent', async () => {
    await mailsAtOnce(2)
    house.now += minutes(5)
    await mailsAtOnce(2)
    expect(await gaps()).toEqual([MAIL_GAP, minutes(5) - MAIL_GAP, MAIL_GAP])
  })

  it('are given anew to what the minute takes up, behind what was asked for meanwhile', async () => {
    await mailsAtOnce(3)
    house.now += seconds(40)
    await mailsAtOnce(1)
    await house.outbox.claim(house.now, system.id(), 100)
    expect(await gaps()).toEqual([MAIL_GAP, MAIL_GAP, MAIL_GAP])
  })

  it('hold where a clock goes back', async () => {
    await mailsAtOnce(2)
    house.now -= minutes(5)
    await mailsAtOnce(2)
    expect(await gaps()).toEqual(Array(3).fill(MAIL_GAP))
  })

  it('are no matter of texts and calls, which leave at once', async () => {
    await mailsAtOnce(2)
    const person = await arriveAt(house, 'give-phone')
    await person.givePhone(freshPhone(), 'sms')
    expect(await house.rows("select not_before from deliveries where channel = 'sms'")).toMatchObject([{ not_before: house.now }])
  })

  it('are kept in the lease: nobody takes up a mail before its turn has passed in vain', async () => {
    await mailsAtOnce(100)
    house.now += seconds(31)
    const taken = await house.outbox.claim(house.now, system.id(), 100)
    expect(taken.length).toBe(3)
  })
})
