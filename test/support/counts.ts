import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/** Writes `N passed, N failed` to the file that TEST_SUMMARY names. A file that could not be run counts as one failure. */
export default class Counts implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], faults: readonly unknown[]) {
    const file = process.env.TEST_SUMMARY
    if (!file) return
    const results = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state))
    const count = (state: string) => results.filter((result) => result === state).length
    const broken = modules.filter((module) => module.errors().length > 0).length + faults.length
    const skipped = results.length - count('passed') - count('failed')
    const line = `${count('passed')} passed, ${count('failed') + broken} failed${skipped ? `, ${skipped} skipped` : ''}`
    writeFileSync(file, `${line}\n`)
  }
}
