import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const jsx = { runtime: 'automatic', importSource: 'hono/jsx' } as const
const SLOW = 60_000
/** Tests against running processes wait for messages, calls and password hashes. */
const slow = { testTimeout: SLOW, hookTimeout: SLOW }
const stacks = './test/support/stacks.ts'

/** The attack takes as long as all other unit tests together: it begins first, and they run beside it. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const isLong = ({ moduleId }: TestSpecification) => moduleId.endsWith('/pumping-attack.test.ts')
    return (await super.sort(files)).toSorted((one, other) => Number(isLong(other)) - Number(isLong(one)))
  }
}

export default defineConfig({
  oxc: { jsx },
  test: {
    globalSetup: ['./test/support/numbers.ts'],
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './test/support/counts.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/{guide,threats,faults,measures,browser,cli}/**'],
          // No test changes a module: loading each of them once for all files halves the time.
          isolate: false,
          // They work by themselves. All others keep processes busy that they have started, and each of them all cores.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'guide',
          include: ['test/guide/**/*.test.ts'],
          // Its files share nothing but what they import, and importing it for each would take as long as the tests.
          isolate: false,
          globalSetup: [stacks],
          ...slow,
        },
      },
      {
        extends: true,
        // Not isolated, as the guide's.
        test: { name: 'threats', include: ['test/threats/**/*.test.ts'], isolate: false, globalSetup: [stacks], ...slow },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          isolate: false,
          globalSetup: [stacks, './test/support/chromium-setup.ts'],
          ...slow,
        },
      },
      {
        extends: true,
        test: {
          // Faults and counts belong to a stack, not to a test: one file at a time.
          name: 'faults',
          include: ['test/{faults,measures}/**/*.test.ts'],
          globalSetup: [stacks],
          fileParallelism: false,
          ...slow,
        },
      },
      // Each test starts and ends what it needs.
      { extends: true, test: { name: 'cli', include: ['test/cli/**/*.test.ts'], fileParallelism: false, ...slow } },
    ],
  },
})
