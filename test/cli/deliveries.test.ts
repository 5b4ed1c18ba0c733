import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createClient } from '@libsql/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { destinationKeyOf } from '../../src/cli/deliveries.ts'
import { migrateDatabase } from '../../src/cli/migrate.ts'
import { run } from './program.ts'

const SECRET_KEY = 's'.repeat(32)
let folder: string
const url = () => `file:${folder}/portal.db`

beforeEach(async () => {
  folder = mkdtempSync(`${tmpdir()}/latchkey-deliveries-`)
  await migrateDatabase({ url: url() })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function deliveries(...args: string[]): Promise<[number | null, string]> {
  const command = run(process.execPath, ['src/cli/deliveries.ts', ...args], { DATABASE_URL: url(), SECRET_KEY })
  return [await command.ended, command.said()]
}

async function bounced(id: string, to: string): Promise<void> {
  const client = createClient({ url: url() })
  const now = Date.now()
  await client.execute({
    sql: `insert into deliveries (id, kind, channel, destination, destination_key, account_id, client_key, flow_id, state, provider, provider_error,
        leased_until, created_at, updated_at, expires_at, stamp)
      values (?, 'email-code', 'email', ?, ?, 'a', 'c', 'f', 'failed', 'resend', 'Permanent', ?, ?, ?, ?, 's')`,
    args: [id, to, destinationKeyOf(SECRET_KEY, to), now, now, now, now],
  })
  client.close()
}

describe('npm run deliveries', () => {
  it('says that there was nothing', async () => {
    expect(await deliveries()).toEqual([0, 'No message was asked for in this time.\n'])
  })

  it('finds the messages to one address, however it is spelled, and shows it masked', async () => {
    await bounced('one', 'ada@clinic.example')
    await bounced('two', 'ben@clinic.example')
    const [status, said] = await deliveries('--to', ' Ada@CLINIC.example', '--hours', '1')
    expect(status).toBe(0)
    expect(said).toMatch(/email +failed +resend +Permanent +1\n/)
    expect(said).toContain('a•••@clinic.example')
    expect(said).not.toMatch(/b•••|ada@/i)
    expect((await deliveries('--state', 'in-vain', '--last', '0'))[1]).toMatch(/email +failed +resend +Permanent +2\n/)
    expect((await deliveries('--state', 'delivered'))[1]).not.toContain('Permanent')
  })

  it.each([
    [['--hours', '0'], '--hours must be a whole number from 1 to 720.\n'],
    [['--last', 'all'], '--last must be a whole number from 0 to 500.\n'],
    [['--channel', 'fax'], '--channel must be email, sms or voice.\n'],
    [['--to', '555'], '--to must be an email address, or a number such as +12025550123.\n'],
    [['--day'], "Unknown option '--day'. npm run deliveries -- --help lists what there is.\n"],
  ])('is told what is wrong with %j', async (args, words) => {
    expect(await deliveries(...args)).toEqual([1, words])
  })

  it('names every state there is where it does not know one', async () => {
    expect((await deliveries('--state', 'lost'))[1]).toMatch(/^--state must be in-vain or one of due, uncertain, sent, /)
  })
})
