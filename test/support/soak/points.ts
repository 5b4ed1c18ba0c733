/** Where a process can be made to die: `before-mark:2` is the second time that it comes there. */
export const POINTS = ['after-commit', 'before-provider', 'after-provider', 'before-mark'] as const
export type Point = (typeof POINTS)[number]

export function pointOf(plan: string | undefined, end: () => void): (point: Point) => void {
  const [at, nth = '1'] = (plan ?? '').split(':')
  let passed = 0
  return (point) => {
    if (point === at && ++passed === Number(nth)) end()
  }
}
