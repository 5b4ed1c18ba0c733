import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rolloutTable } from '../../src/cli/rollout.ts'
import { guardTally } from '../../src/guard-tally.ts'
import { type GuardCount, guardCountsIn } from '../../src/storage/guard-counts.ts'
import { type House, openHouse } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const NOON = Date.UTC(2026, 10, 24, 12)
const STOPPED = { mode: 'enforce', outcome: 'stopped', facility: 'Harbor View' } as const

describe('what the guard did', () => {
  it('is added up by day, facility, mode and outcome, by whichever isolate counted it', async () => {
    const counts = guardCountsIn(house.database)
    const one: GuardCount = { day: '2026-11-24', requests: 3, ...STOPPED }
    await Promise.all([counts.add([one, { ...one, outcome: 'passed' }]), counts.add([{ ...one, requests: 4 }])])
    await counts.add([{ ...one, day: '2026-11-22' }])
    expect(await counts.since('2026-11-23')).toEqual([
      { ...one, outcome: 'passed' },
      { ...one, requests: 7 },
    ])
  })

  it('is written down every five seconds, and what could not be written with the next', async () => {
    const written: GuardCount[][] = []
    let away = false
    const tally = guardTally(async (counts) => {
      if (away) throw new Error('away')
      written.push([...counts])
    })
    await tally(STOPPED, NOON)
    for (let i = 0; i < 9; i++) expect(tally(STOPPED, NOON + 4999)).toBeNull()
    away = true
    await tally(STOPPED, NOON + 5000)
    away = false
    await tally({ ...STOPPED, facility: 'Elm' }, NOON + 10_000)
    const day = '2026-11-24'
    expect(written).toEqual([
      [{ day, requests: 1, ...STOPPED }],
      [
        { day, requests: 10, ...STOPPED },
        { day, requests: 1, ...STOPPED, facility: 'Elm' },
      ],
    ])
  })

  it('is shown a line for each day, facility and mode, with the share that came with a pass', () => {
    const row = { day: '2026-11-24', facility: 'Harbor View', mode: 'observe', requests: 1 } as const
    const shown = rolloutTable([
      { ...row, outcome: 'passed', requests: 30 },
      { ...row, outcome: 'anonymous', requests: 10 },
      { ...row, facility: '', outcome: 'anonymous' },
    ])
    expect(shown.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['day', 'facility', 'mode', 'passed', 'anonymous', 'warned', 'stopped', 'with a pass'],
      ['2026-11-24', 'Harbor View', 'observe', '30', '10', '0', '0', '75 %'],
      ['2026-11-24', '(not said)', 'observe', '0', '1', '0', '0', '0 %'],
    ])
    expect(rolloutTable([])).toBe('The guard has counted nothing in these days.')
  })
})
