/**
 * At most so many pieces of work at once; whoever comes on top is not kept waiting, but told so.
 * @returns the work's result, or null where there was no turn left
 */
export type Turns = <T>(work: () => Promise<T>) => Promise<T> | null

export function turns(most: number): Turns {
  let taken = 0
  return (work) => {
    if (taken >= most) return null
    taken++
    return work().finally(() => {
      taken--
    })
  }
}
