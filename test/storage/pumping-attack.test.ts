import { performance } from 'node:perf_hooks'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { minutes, seconds } from '../../src/domain/policy.ts'
import { USUAL } from '../../src/domain/price.ts'
import type { Moved } from '../../src/registration/ports.ts'
import { type House, openHouse } from './house.ts'
import type { Passage } from './passage.ts'
import { crowdAtPhone } from './pumping.ts'

const REQUESTS = 10_000
const ACCOUNTS = 2_500
const HONEST = 500
/** As long as the attack lasts: a request every 0.72 s. */
const LASTS = minutes(120)
/** Between a text and the code that is typed. */
const TYPING = seconds(25)
/** The attack's first number: it crosses from one seven-digit prefix into the next. */
const FIRST = 3_125_557_000
/** Where a clinic's thirty register together: their desks' numbers share a prefix too. */
const CLINIC = 30

type Sent = { who: Passage; at: number }

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const honestNumber = (i: number) =>
  i < CLINIC ? `+1617556${String(2_000 + i)}` : `+1${201 + (i % 97)}${200 + ((i * 37) % 700)}${String(1_000 + ((i * 7_919) % 9_000))}`

const channelOf = (i: number) => (i % 3 === 2 ? 'voice' : 'sms')
const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
const p95 = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length * 0.95)] ?? 0

/** J07 to J09: sequential numbers, each request on a network of its own, four an account. */
it(`a pumping attack of ${REQUESTS} requests gets fewer than 50 messages, and ${HONEST} registrations beside it all succeed`, {
  timeout: 300_000,
}, async () => {
  const [attackers, honest] = [await crowdAtPhone(house, ACCOUNTS), await crowdAtPhone(house, HONEST)]
  const waiting: Sent[] = []
  const figures = { pumped: 0, cost: 0, honestSent: 0, proved: 0, refusedBy: new Map<unknown, number>() }
  const took: Record<'attack' | 'honest', number[]> = { attack: [], honest: [] }
  const timed = async (whose: 'attack' | 'honest', act: () => Promise<Moved>) => {
    const began = performance.now()
    const moved = await act()
    took[whose].push(performance.now() - began)
    return moved
  }
  const typeCodes = async (until: number) => {
    while (waiting[0] && waiting[0].at + TYPING <= until) {
      const { who } = waiting.shift() as Sent
      if ((await who.completeWithPhone()).record?.finished) figures.proved++
    }
  }
  const begun = house.now

  for (let i = 0; i < REQUESTS; i++) {
    house.now = begun + Math.round((LASTS * i) / REQUESTS)
    const who = attackers[i % ACCOUNTS] as Passage
    who.network = `network ${i}`
    const moved = await timed('attack', () => who.givePhone(`+1${FIRST + i}`, channelOf(i)))
    if (moved.due) {
      figures.pumped++
      figures.cost += USUAL[channelOf(i)]
      await who.goBack('give-phone/again', 'give-phone')
    } else figures.refusedBy.set(moved.record?.exceeded, (figures.refusedBy.get(moved.record?.exceeded) ?? 0) + 1)
    if (i % (REQUESTS / HONEST) === 0) {
      const nth = i / (REQUESTS / HONEST)
      const person = honest[nth] as Passage
      if ((await timed('honest', () => person.givePhone(honestNumber(nth), 'sms'))).due) figures.honestSent++
      waiting.push({ who: person, at: house.now })
    }
    await typeCodes(house.now)
  }
  await typeCodes(Number.POSITIVE_INFINITY)

  const wanted = Array.from({ length: REQUESTS }, (_, i) => USUAL[channelOf(i)]).reduce((sum, price) => sum + price, 0)
  console.info(
    [
      `pumping: ${figures.pumped} of ${REQUESTS} messages left; $${(figures.cost / 1e6).toFixed(2)} spent of $${(wanted / 1e6).toFixed(2)} asked for`,
      `refused by: ${[...figures.refusedBy].map(([budget, times]) => `${budget} ${times}`).join(', ')}`,
      `honest: ${figures.honestSent} of ${HONEST} were sent their code, ${figures.proved} proved it`,
      `a request: attack ${median(took.attack).toFixed(1)} ms (p95 ${p95(took.attack).toFixed(1)}), honest ${median(took.honest).toFixed(1)} ms (p95 ${p95(took.honest).toFixed(1)})`,
    ].join('\n'),
  )
  expect(figures.pumped).toBeLessThan(50)
  expect(figures.honestSent).toBe(HONEST)
  expect(figures.proved).toBe(HONEST)
  const alarms = await house.rows("select sum(count) as stopped from alarms where kind = 'prefix'")
  expect(Number(alarms[0]?.stopped)).toBe(REQUESTS - figures.pumped)
})
