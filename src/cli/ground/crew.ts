import { type Child, type Command, startChild } from './child.ts'

/** The processes that stand and fall together. */
export interface Crew {
  start(command: Command): Child
  /** Settles with the first that ends by itself. */
  firstToEnd(): Promise<Child>
  stop(): Promise<void>
}

export function crew(heard: (name: string, line: string) => void): Crew {
  const children: Child[] = []
  return {
    start(command) {
      const child = startChild(command, heard)
      children.push(child)
      return child
    },
    firstToEnd: () => Promise.race(children.map((child) => child.ended.then(() => child))),
    async stop() {
      await Promise.all(children.map((child) => child.stop()))
    },
  }
}
