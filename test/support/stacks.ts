import type { TestProject } from 'vitest/node'
import type { Stack, StackName } from './stack.ts'
import { type Standing, standUp } from './stand-up.ts'

/** Which stacks a project's tests ask for. */
const NEEDED: Record<string, readonly StackName[]> = {
  guide: ['workerd', 'deno'],
  threats: ['workerd', 'deno'],
  browser: ['workerd'],
  faults: ['quiet'],
}

/** Every project loads this file for itself, and all of them share what was started: one process runs them. */
const shared = globalThis as { latchkeyStacks?: Map<StackName, Promise<Standing>> }
shared.latchkeyStacks ??= new Map()
const standing = shared.latchkeyStacks

/** Starts what a project's tests need and nobody has started yet. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const names = NEEDED[project.name] ?? []
  try {
    const stacks = await Promise.all(names.map(start))
    project.provide('stacks', Object.fromEntries(stacks.map((stack) => [stack.name, stack])))
  } catch (cause) {
    // Without its teardown, what did start would outlive the run.
    await stopAll()
    throw cause
  }
  return stopAll
}

async function start(name: StackName): Promise<Stack> {
  const begun = standing.get(name) ?? standUp(name)
  standing.set(name, begun)
  return (await begun).stack
}

/** Teardowns run when all tests of all projects are over: the first ends everything, and waits for it. */
async function stopAll(): Promise<void> {
  const all = [...standing.values()]
  standing.clear()
  await Promise.all(
    all.map((begun) =>
      begun.then(
        ({ stop }) => stop(),
        () => {},
      ),
    ),
  )
}
