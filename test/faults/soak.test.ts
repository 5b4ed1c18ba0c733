import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seconds } from '../../src/domain/policy.ts'
import { manyPeople } from '../support/people.ts'
import { count } from '../support/rows.ts'
import { chaos } from '../support/soak/chaos.ts'
import { brokenRules, everything, lateRequests, moreThan, NONE_BROKEN, unstoredCodes } from '../support/soak/findings.ts'
import { type House, layHouse } from '../support/soak/house.ts'
import { plansFor } from '../support/soak/plans.ts'
import { randomOf } from '../support/soak/random.ts'
import { Subscriber } from '../support/soak/subscriber.ts'

/** Takes minutes: it runs where somebody says how many. */
const REGISTRATIONS = Number(process.env.SOAK_REGISTRATIONS ?? 0)
/** What happened once, happens again with the same seed, as far as two processes allow. */
const SEED = Number(process.env.SOAK_SEED ?? Date.now() % 1_000_000)
const AT_ONCE = Number(process.env.SOAK_AT_ONCE ?? 12)
/** Half an hour of budgets, and two mails a second, have to pass within a minute. */
const SPEED = 30
const LONGEST = seconds(120 + REGISTRATIONS)

let house: House
const stuck: string[] = []
let found: Awaited<ReturnType<typeof everything>>

async function registerAll(): Promise<void> {
  const random = randomOf(SEED)
  const people = await manyPeople(house.stack, REGISTRATIONS)
  const plans = plansFor(people, random)
  const one = async (): Promise<void> => {
    for (let plan = plans.pop(); plan; plan = plans.pop()) {
      const subscriber = new Subscriber(house.stack, plan, randomOf(random.whole(0, 2 ** 31)))
      const journey = await subscriber.register().catch((cause: Error) => [...subscriber.journey, cause.message])
      if (journey) stuck.push(`${plan.method} by ${plan.channel}: ${journey.join(', ')}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
}

beforeAll(async () => {
  if (REGISTRATIONS === 0) return
  house = await layHouse(SPEED)
  await house.begin()
  await house.begin()
  const began = Date.now()
  const trouble = chaos(house, randomOf(SEED + 1))
  await registerAll()
  await trouble.stop()
  // An hour later, whatever was still to be sent has been, or is too late.
  for (let minute = 0; minute < 30; minute++) await house.sweep()
  await house.moveOn(seconds(3700))
  for (let minute = 0; minute < 5; minute++) await house.sweep()
  found = await everything(house.stack)
  const tell = { seed: SEED, registrations: REGISTRATIONS, took: Date.now() - began, ...trouble.counts, messages: found.messages.length }
  console.log(`Soak: ${JSON.stringify(tell)}`)
}, LONGEST)
afterAll(() => house?.stop())

/** Faults 1-4, 11 and 12, and the soak at the end of the list. */
describe.runIf(REGISTRATIONS > 0)('thousands who register while everything fails now and then', () => {
  it('all get through, or can', async () => {
    expect(stuck).toEqual([])
    expect(await count(house.stack, 'accounts', "username like 'guest-%' and registered_at is not null")).toBe(REGISTRATIONS)
  })

  it('get no code that is not stored', async () => {
    // Everybody had one at least.
    expect(found.messages.length).toBeGreaterThan(REGISTRATIONS)
    expect(await unstoredCodes(house.stack, found.messages)).toEqual([])
  })

  it('get no mail twice', async () => {
    const mails = found.messages.filter(({ channel }) => channel === 'email')
    expect(
      moreThan(
        1,
        mails.map(({ to, text }) => `${to} ${text}`),
      ),
    ).toEqual([])
    expect(mails.length).toBeLessThanOrEqual(await count(house.stack, 'deliveries', "channel = 'email'"))
  })

  it('get a text twice at most, and a call never', async () => {
    const { messages } = found
    expect(
      moreThan(
        2,
        messages.filter(({ channel }) => channel === 'sms').map(({ to, text }) => `${to} ${text}`),
      ),
    ).toEqual([])
    expect(messages.filter(({ channel }) => channel === 'voice').length).toBeLessThanOrEqual(
      await count(house.stack, 'deliveries', "channel = 'voice'"),
    )
  })

  it('get no message that has expired', async () => expect(await lateRequests(house.stack, found.requests, house.clock)).toEqual([]))

  it('leave nothing behind that breaks a rule', async () => expect(await brokenRules(house.stack)).toEqual(NONE_BROKEN))
})
