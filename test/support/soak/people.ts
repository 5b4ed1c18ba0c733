import { seconds } from '../../../src/domain/policy.ts'
import type { chaos } from './chaos.ts'
import type { Crowd } from './crowd.ts'
import type { House } from './house.ts'
import type { Random } from './random.ts'
import { type Plan, Subscriber } from './subscriber.ts'

/** How many come in the same minute. */
const ARRIVE = 200

/**
 * Lets everybody register. Whenever nobody can do more at once, time passes: the clock is moved on by less than a minute and a half, and
 * the minute strikes.
 * @returns the journeys of those who did not get through
 */
export async function letRegister(house: House, plans: readonly Plan[], crowd: Crowd, random: Random, trouble: ReturnType<typeof chaos>) {
  const stuck: string[] = []
  let left = plans.length
  const one = async (plan: Plan, own: Random): Promise<void> => {
    const subscriber = new Subscriber(house.stack, plan, own, { rest: () => crowd.rest(), before: trouble.mayStrike })
    const journey = await crowd.act(() => subscriber.register().catch((cause: Error) => [...subscriber.journey, cause.message]))
    if (journey) stuck.push(`${plan.method} by ${plan.channel}: ${journey.join(', ')}`)
    left--
  }
  const coming = [...plans]
  let rounds = 0
  for (; left > 0; rounds++) {
    for (const plan of coming.splice(0, ARRIVE)) void one(plan, random.another())
    crowd.wake()
    await crowd.still()
    await house.moveOn(seconds(random.whole(20, 80)))
    await house.sweep()
  }
  return { stuck, rounds }
}
