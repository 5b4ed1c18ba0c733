import type { Person } from '../../src/cli/people.ts'
import type { Method, Step } from '../../src/domain/flow.ts'
import type { House } from './house.ts'
import { Passage } from './passage.ts'

const ONWARD: Record<Step, (who: Passage, method: Method) => Promise<unknown>> = {
  'choose-method': (who, method) => who.chooseMethod(method),
  'give-email': (who) => who.giveEmail(),
  'verify-email': (who) => who.proveEmail(),
  'set-password': (who, method) => (method === 'phone' ? who.setPassword() : who.completeWithPassword()),
  'give-phone': (who) => who.givePhone(),
  'verify-phone': (who) => who.completeWithPhone(),
}

/** Somebody new, who has come as far as a step. */
export async function arriveAt(
  house: House,
  step: Step | 'registered',
  method: Method = 'phone',
  more: Partial<Person> = {},
): Promise<Passage> {
  const who = new Passage(house, await house.somebody(more))
  await who.open()
  return goOn(who, step, method)
}

/** Goes on from where the registration stands. */
export async function goOn(who: Passage, step: Step | 'registered', method: Method = 'phone'): Promise<Passage> {
  for (let at = await who.step(); at !== step; ) {
    await ONWARD[at as Step](who, method)
    const next = await who.step()
    if (next === at) throw new Error(`stays at ${at} on the way to ${step}`)
    at = next
  }
  return who
}
