/** Random choices that follow from a seed, so that what failed can be played again (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    whole,
    one: <T>(of: readonly T[]): T => of[whole(0, of.length - 1)] as T,
    /** For somebody whose choices are to be theirs, whatever others choose meanwhile. */
    another: () => randomOf(whole(0, 2 ** 31)),
  }
}

export interface Random {
  next(): number
  whole(from: number, to: number): number
  one<T>(of: readonly T[]): T
  another(): Random
}
