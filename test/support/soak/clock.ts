/** A clock that can be moved on. Every process of a soak reads the same one. */
export type ClockPlan = {
  /** True times at which it was moved on, and by how much. */
  jumps: [at: number, by: number][]
}

export function clockOf({ jumps: given }: ClockPlan) {
  const jumps = [...given]
  return {
    /** What it shows at a true time. */
    at: (truly: number): number => jumps.reduce((shown, [when, by]) => shown + (when <= truly ? by : 0), truly),
    jump: (by: number) => void jumps.push([Date.now(), by]),
    plan: (): ClockPlan => ({ jumps: [...jumps] }),
  }
}

export type SoakClock = ReturnType<typeof clockOf>
