import { setTimeout as wait } from 'node:timers/promises'
import type { FaultPlan, Trip } from './fault-proxy.ts'

export type { Fault, FaultPlan, Trip } from './fault-proxy.ts'

const BETWEEN_LOOKS = 40
const PATIENCE = 10_000

/** The line between the application and its database, from a test's side. */
export class Line {
  readonly #control: string

  constructor(control: string) {
    this.#control = control
  }

  async trips(): Promise<Trip[]> {
    return (await fetch(`${this.#control}/trips`)).json() as Promise<Trip[]>
  }

  /** The trips that were begun while `act` ran. Only where nothing else uses the application. */
  async tripsOf(act: () => Promise<unknown>): Promise<Trip[]> {
    await fetch(`${this.#control}/trips`, { method: 'DELETE' })
    await act()
    return this.trips()
  }

  /** Lets the line fail as often as the plan says, whoever uses it. */
  async fail(plan: FaultPlan): Promise<void> {
    await fetch(`${this.#control}/fault`, { method: 'PUT', body: JSON.stringify(plan) })
  }

  /** Lets the line fail while `act` runs. */
  async failing<T>(plan: FaultPlan, act: () => Promise<T>): Promise<T> {
    await this.fail(plan)
    try {
      return await act()
    } finally {
      await this.mend()
    }
  }

  /** Lets the line fail while `act` runs, and until it has befallen what comes after the answer. */
  async failingUntilFelt(plan: FaultPlan, act: () => Promise<unknown>): Promise<void> {
    await fetch(`${this.#control}/trips`, { method: 'DELETE' })
    await this.failing(plan, async () => {
      await act()
      const deadline = Date.now() + PATIENCE
      while (!(await this.trips()).some(({ fault }) => fault === plan.kind)) {
        if (Date.now() > deadline) throw new Error(`Nothing felt that the line would ${plan.kind}`)
        await wait(BETWEEN_LOOKS)
      }
    })
  }

  async mend(): Promise<void> {
    await fetch(`${this.#control}/fault`, { method: 'DELETE' })
  }
}

const TRANSACTION = /^\s*(begin|commit|rollback)/i
/** Marking a message as sent, and its provider as well or not, happens after the answer, and is counted apart. */
const MARKING = /^\s*(update\s+["`]?(deliveries|providers)|insert into\s+["`]?(providers|number_lines))\b/i
/** What providers report comes in requests of their own, each of which notes the event first. */
const REPORT = /^\s*insert into\s+["`]?provider_events\b/i

/** What was keyed into a call is judged once the call was looked up. */
const LOOK_UP = /^\s*select\b.*\bfrom\s+["`]?deliveries["`]?\s+where\b.*provider_id/is

/** What the guard let through and stopped is added up, and written down every few seconds after an answer. */
const TALLY = /^\s*insert into\s+["`]?guard_counts\b/i

/** True for a trip that only notes what became of a message, or of requests to the portal: nobody waits for it. */
export const isBookkeeping = ({ statements }: Pick<Trip, 'statements'>): boolean => {
  const decided = statements.filter((sql) => !TRANSACTION.test(sql))
  return (
    decided.some((sql) => REPORT.test(sql)) ||
    (decided.length > 0 && decided.every((sql) => MARKING.test(sql) || TALLY.test(sql) || LOOK_UP.test(sql)))
  )
}
