/** A clock that runs faster than the true one, and can be moved on. Every process of a soak reads the same one. */
export interface ClockPlan {
  /** Where both clocks showed the same, in milliseconds since 1970. */
  start: number
  /** Milliseconds of this clock in one true millisecond. */
  speed: number
  /** True times at which it was moved on, and by how much. */
  jumps: [at: number, by: number][]
}

export function clockOf(plan: ClockPlan) {
  const jumps = [...plan.jumps]
  return {
    speed: plan.speed,
    /** What it shows at a true time. */
    at(truly: number): number {
      const moved = jumps.reduce((sum, [when, by]) => sum + (when <= truly ? by : 0), 0)
      return Math.round(plan.start + (truly - plan.start) * plan.speed + moved)
    },
    jump: (by: number) => void jumps.push([Date.now(), by]),
    plan: (): ClockPlan => ({ ...plan, jumps: [...jumps] }),
  }
}

export type SoakClock = ReturnType<typeof clockOf>
