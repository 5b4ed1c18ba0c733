import type { Kdf } from '../../src/credentials/kdf.ts'
import { line } from '../../src/credentials/line.ts'
import { passwords } from '../../src/credentials/passwords.ts'
import { system } from '../../src/system.ts'

export const PEPPER = 'a pepper for tests, longer than thirty-two characters'

/** Passwords with a line of their own, no waiting, and the list of the runs they made. */
export function counted(options: { pepper?: string; previousPeppers?: string[] } = {}) {
  const runs: (keyof Kdf)[] = []
  const made = passwords({
    ...system,
    pepper: PEPPER,
    line: line(system.now),
    onRun: (primitive) => runs.push(primitive),
    ...options,
  })
  return { ...made, runs }
}
