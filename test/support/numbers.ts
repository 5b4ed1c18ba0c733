import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { TestProject } from 'vitest/node'

/** One folder for all projects of a run: they share the carrier stand-in, and so its phones. */
const shared = globalThis as { latchkeyNumbers?: string }

/** Where tests take phone numbers for themselves: `freshPhone` and `failingPhone`. */
export default function setup(project: TestProject): () => void {
  shared.latchkeyNumbers ??= mkdtempSync(`${tmpdir()}/latchkey-numbers-`)
  const numbers = shared.latchkeyNumbers
  project.provide('numbers', numbers)
  return () => rmSync(numbers, { recursive: true, force: true })
}
