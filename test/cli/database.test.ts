import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { PEOPLE } from '../../src/cli/people.ts'
import { run } from './program.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/latchkey-database-`)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a command on a database that is a file, and gives its status and its words. */
async function on(script: 'migrate' | 'seed'): Promise<[number | null, string]> {
  const secrets = { SECRET_KEY: 's'.repeat(32), PASSWORD_PEPPER: 'p'.repeat(32) }
  const command = run(process.execPath, [`src/cli/${script}.ts`], { DATABASE_URL: `file:${folder}/portal.db`, ...secrets })
  return [await command.ended, command.said()]
}

it('gives an empty database the schema and then its people, and changes nothing when it is asked again', async () => {
  const migrated = [0, `file:${folder}/portal.db has the schema of this version.\n`]
  expect(await on('migrate')).toEqual(migrated)
  expect(await on('migrate')).toEqual(migrated)
  expect(await on('seed')).toEqual([0, `Added: ${Object.keys(PEOPLE).join(', ')}.\n`])
  expect(await on('seed')).toEqual([0, 'Everybody is there already.\n'])
})

it('says in one sentence that nobody was added where the schema is missing', async () => {
  const [status, said] = await on('seed')
  expect(status).toBe(1)
  expect(said).toMatch(/^Nobody was added: /)
  expect(said).not.toMatch(/ at .*\.ts:\d+/)
})
