import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createClient } from '@libsql/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrateDatabase } from '../../src/cli/migrate.ts'
import { run } from './program.ts'

let folder: string
const url = () => `file:${folder}/portal.db`

beforeEach(async () => {
  folder = mkdtempSync(`${tmpdir()}/latchkey-codes-`)
  await migrateDatabase({ url: url() })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function codes(args: readonly string[], env: Record<string, string> = {}): Promise<[number | null, string]> {
  const command = run(process.execPath, ['src/cli/registration-codes.ts', ...args], {
    DATABASE_URL: url(),
    SECRET_KEY: 's'.repeat(32),
    ...env,
  })
  return [await command.ended, command.said()]
}

const CODE = /^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/m
const make = (...more: string[]) => codes(['make', '--facility', 'Harbor View Care Center', ...more])

describe('npm run codes', () => {
  it('makes a code, prints it once, and keeps a digest only', async () => {
    const [status, said] = await make('--uses', '3', '--days', '7')
    expect(status).toBe(0)
    expect(said).toMatch(CODE)
    expect(said).toContain('lets 3 people of Harbor View Care Center register until ')
    const code = CODE.exec(said)?.[0] ?? ''
    const client = createClient({ url: url() })
    const { rows } = await client.execute('select * from registration_codes')
    client.close()
    expect(rows).toMatchObject([{ facility: 'Harbor View Care Center', uses_left: 3 }])
    for (const text of [code, code.replaceAll('-', '')]) expect(JSON.stringify(rows)).not.toContain(text)
    const [, listed] = await codes(['list'])
    expect(listed).toMatch(/^[0-9a-f]{8} {5}3 left {2}until \S+ {2}Harbor View Care Center\n$/)
  })

  it('ends a code by the beginning of its id', async () => {
    await make()
    const id = (await codes(['list']))[1].slice(0, 8)
    expect(await codes(['end', id])).toEqual([0, `${id} is over: nobody else can register with it.\n`])
    expect((await codes(['list']))[1]).toContain('20 left  ended ')
    expect(await codes(['end', 'ffffffff'])).toEqual([1, 'There is no code ffffffff.\n'])
  })

  it.each([
    [['make'], 'Say for whom: --facility "Harbor View Care Center".\n'],
    [['make', '--facility', 'X', '--uses', '0'], '--uses must be a whole number from 1 to 1000.\n'],
    [['make', '--facility', 'X', '--days', '1.5'], '--days must be a whole number from 1 to 365.\n'],
    [['end'], 'Say which: npm run codes -- list shows the CODE-ID of each.\n'],
    [['end', '%'], 'Say which: npm run codes -- list shows the CODE-ID of each.\n'],
    [['maek'], "Unexpected argument 'maek'. npm run codes -- --help lists what there is.\n"],
    [['list', '--all'], "Unknown option '--all'. npm run codes -- --help lists what there is.\n"],
  ])('says in one sentence what is wrong with %j', async (args, words) => {
    expect(await codes(args)).toEqual([1, words])
  })

  it('says what it needs, and with --help what it does, without needing it', async () => {
    expect(await codes(['list'], { SECRET_KEY: '' })).toEqual([1, 'SECRET_KEY must be set, as the application has it.\n'])
    for (const args of [['--help'], ['make', '--help']]) {
      const [status, said] = await codes(args, { SECRET_KEY: '' })
      expect([status, said.startsWith('npm run codes -- make --facility')]).toEqual([0, true])
    }
    expect(await codes(['list'])).toEqual([0, 'There are no codes.\n'])
  })
})
