import { isCommon } from '../../src/credentials/blocklist.ts'
import type { DeliveryState, RefusedDetail } from '../../src/domain/delivery.ts'

import type { DueDelivery, FlowVisit } from '../../src/journey/ports.ts'
import type { Outcome, Registration } from '../../src/registration/ports.ts'
import { system } from '../../src/system.ts'
import type { House } from '../storage/house.ts'
import type { Passage } from '../storage/passage.ts'

/** What the registration speaks to: the real storage, and a post office that only takes notes. */
export interface Office extends Registration {
  posted: DueDelivery[]
  /** What the provider says of every further message. */
  answer: { state: DeliveryState; detail: RefusedDetail | null }
  /** Passwords that were hashed or compared: each costs a run of the KDF. */
  runs: string[]
  waits: number[]
}

export function officeOf(house: House, more: Partial<Registration> = {}): Office {
  const runs: string[] = []
  const waits: number[] = []
  const posted: DueDelivery[] = []
  /** As the storage's tests write them, at no cost. */
  const verify = async (stored: string, password: string) => {
    runs.push('verify')
    return stored === `portal's hash of ${password}`
  }
  const cheap = {
    async hash(password: string) {
      runs.push('hash')
      return `$ours$${password}`
    },
    async replace(stored: string, password: string) {
      return (await verify(stored, password)) ? null : cheap.hash(password)
    },
    verify,
    seat: () => ({ verify, leave() {} }),
  }
  const office: Office = {
    flows: house.flows,
    accounts: house.accounts,
    passwords: cheap,
    isCommon,
    keys: house.keys,
    id: system.id,
    wait: async (ms) => void waits.push(ms),
    post: async (due) => {
      posted.push(due)
      return office.answer
    },
    countries: ['US', 'CA'],
    houseNames: ['Latchkey', 'Provider Portal'],
    posted,
    answer: { state: 'sent', detail: null },
    runs,
    waits,
    ...more,
  }
  return office
}

/** Makes a request of the registration with the cookie of this passage, and keeps the cookie that comes back. */
export async function ask(who: Passage, verb: (visit: FlowVisit) => Promise<Outcome>): Promise<Outcome> {
  const outcome = await verb(who.visit())
  if (outcome.to === 'step' && outcome.ticket) who.ticket = outcome.ticket
  return outcome
}

/** Where an outcome leads, in short: the step, with the reason when it stays; the portal; the start. */
export function shortOf(outcome: Outcome): string {
  if (outcome.to !== 'step') return outcome.to === 'start' ? `start: ${outcome.because}` : outcome.to
  return outcome.refused ? `${outcome.record.flow.step}: ${outcome.refused.reason}` : outcome.record.flow.step
}
