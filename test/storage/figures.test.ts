import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deliveriesReport } from '../../src/cli/deliveries-report.ts'
import { hours, minutes, seconds } from '../../src/domain/policy.ts'
import { readPrices } from '../../src/domain/price.ts'
import { readFigures } from '../../src/storage/figures.ts'
import { readRecent } from '../../src/storage/recent-messages.ts'
import { type House, NOON, openHouse } from './house.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

let made = 0

/** A message as it is kept, asked for so many milliseconds ago. */
async function message(channel: string, ago: number, more: Record<string, string | number> = {}): Promise<void> {
  const at = NOON - ago
  const row: Record<string, string | number> = {
    ...{ id: `m${++made}`, kind: `${channel}-code`, channel, destination: channel === 'email' ? 'ada@clinic.example' : '+13126640199' },
    ...{ destination_key: `to ${channel}`, account_id: 'a', client_key: 'c', flow_id: 'f', state: 'sent', leased_until: at },
    ...{ created_at: at, updated_at: at, expires_at: at + minutes(10), stamp: 's', challenge_id: 'ch', ...more },
  }
  const names = Object.keys(row)
  await house.rows(`insert into deliveries (${names}) values (${names.map(() => '?')})`, ...Object.values(row))
}

const figures = (within = hours(1)) => readFigures(house.database, NOON, within, readPrices('sms 0.01'))

describe('the figures of messages', () => {
  it('are of each channel, over the time that is asked for', async () => {
    await message('email', minutes(5), { state: 'delivered', delivered_at: NOON - minutes(4), proved_at: NOON - minutes(3) })
    await message('email', minutes(6), { state: 'refused' })
    await message('email', minutes(2), { state: 'due' })
    await message('sms', minutes(1), { sent_at: NOON - minutes(1) })
    await message('sms', minutes(61))
    expect((await figures()).channels).toEqual([
      {
        ...{ channel: 'email', messages: 3, due: 1, oldestDueAt: NOON - minutes(2), sent: 0, delivered: 1, failed: 1, codes: 3, used: 1 },
        ...{ toDeliver: { p50: minutes(1), p95: minutes(1) }, toUse: { p50: minutes(2), p95: minutes(2) } },
      },
      {
        ...{ channel: 'sms', messages: 1, due: 0, oldestDueAt: null, sent: 1, delivered: 0, failed: 0, codes: 1, used: 0 },
        ...{ toDeliver: null, toUse: null },
      },
    ])
  })

  it('say how long half of them took, and nineteen in twenty', async () => {
    for (let nth = 1; nth <= 100; nth++) await message('sms', minutes(10), { delivered_at: NOON - minutes(10) + seconds(nth) })
    expect((await figures()).channels[0]?.toDeliver).toEqual({ p50: seconds(50), p95: seconds(95) })
  })

  it('say what the day has cost, by the prices there are', async () => {
    const { spent } = await figures()
    await house.rows("insert into daily_sends values (date(? / 1000, 'unixepoch'), 'sms', 'US', 25)", NOON)
    expect([spent, (await figures()).spent]).toEqual([0, 250_000])
  })

  it('are nothing where there was no message', async () => {
    expect(await figures()).toEqual({ channels: [], spent: 0, today: [], providers: [], switches: [], alarms: [], hooks: [] })
  })
})

describe('the report of messages', () => {
  it('shows what is out of the ordinary first, then how messages ended, then each, with its address masked', async () => {
    await message('sms', minutes(3), { state: 'refused', provider: 'telnyx', provider_error: '40001', detail: 'landline' })
    await message('email', minutes(2), { state: 'delivered', provider: 'resend', delivered_at: NOON - minutes(2) + seconds(3) })
    await house.rows("insert into switches values ('voice', 'the carrier is down', ?)", NOON - minutes(9))
    await house.rows(
      "insert into alarms values ('prefix', '1312664', '2026-11-24T16', 12, ?, ?, null)",
      NOON - minutes(8),
      NOON - minutes(1),
    )
    await house.rows("insert into providers values ('sms/telnyx', 3, ?, ?)", NOON + seconds(20), NOON)
    const report = deliveriesReport(await figures(), await readRecent(house.database, { since: 0 }, 20), NOON)
    expect(report).toMatch(/^voice is switched off since \d{4}-\d\d-\d\d \d\d:\d\d: the carrier is down\nsms\/telnyx does not answer/)
    expect(report).toContain('alarm: prefix 1312664, 12 times')
    expect(report).toMatch(/sms +refused +telnyx +40001 +1/)
    expect(report).toMatch(/email +email-code +delivered +resend +a•••@clinic\.example +0 +3\.0 s/)
    expect(report).toContain('••• ••• 0199')
    expect(report).not.toMatch(/6640199|ada@/)
  })

  it('lists what is asked for only', async () => {
    await message('sms', minutes(3), { state: 'refused' })
    await message('email', minutes(2))
    const ofSms = await readRecent(house.database, { since: 0, channel: 'sms', states: ['refused'] }, 20)
    expect(ofSms.messages.map(({ channel }) => channel)).toEqual(['sms'])
    expect((await readRecent(house.database, { since: 0, destinationKey: 'to email' }, 20)).messages).toHaveLength(1)
    expect((await readRecent(house.database, { since: 0 }, 1)).messages.map(({ channel }) => channel)).toEqual(['email'])
  })
})
