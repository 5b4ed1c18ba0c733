import type { Runtime } from '../../src/cli/ground/application.ts'

/**
 * The product, running: application, database, carrier stand-in, and the line between the first two.
 * `workerd` and `deno` are shared by whatever runs at the same time; `quiet` is a second workerd whose line may be cut and counted.
 * `spare` has a second account at Telnyx, and is started by the tests of what takes over alone.
 */
export type StackName = 'workerd' | 'deno' | 'quiet' | 'spare'

export interface Stack {
  name: StackName
  runtime: Runtime
  origin: string
  carrier: string
  /** The database itself, past the line. */
  database: { url: string; token: string }
  /** Where the line is counted and cut: for `Line`. */
  line: string
  /** The portal of the guide itself, past the guard. */
  portal: string
  /** Where it is told what the portal was asked, all of it and whoever answered: for `askedOf`. */
  front: string
  /** What the application was told. */
  environment: Record<string, string>
  /** A file with every line that any of its processes wrote. */
  log: string
}

declare module 'vitest' {
  interface ProvidedContext {
    stacks: Partial<Record<StackName, Stack>>
    /** A folder with a file for every phone number that a test of this run has taken for itself. */
    numbers: string
    chromium: { program: string; environment: Record<string, string> }
  }
}
