import { describe, expect, it } from 'vitest'
import { bucketOf, dialFrom, drawPlace, type Mode, placeFrom } from '../../src/guard/rollout.ts'
import { cookiesOfInes, gatehouse, nobody, onlySeen } from './gatehouse.ts'

describe('the dial', () => {
  it.each<[string, string | null, number, Mode]>([
    ['', null, 0, 'enforce'],
    ['  \n ; ', 'Anywhere', 99.99, 'enforce'],
    ['off', null, 50, 'off'],
    ['observe', 'Harbor View', 50, 'observe'],
    ['*: warn', 'Harbor View', 50, 'warn'],
    ['enforce 10%, observe', null, 9.99, 'enforce'],
    ['enforce 10%, observe', null, 10, 'observe'],
    ['enforce 10%, warn 40%, observe', null, 49.99, 'warn'],
    ['enforce 10%, warn 40%, observe', null, 50, 'observe'],
    ['enforce 0.01%, off', null, 0, 'enforce'],
    ['enforce 0.01%, off', null, 0.01, 'off'],
    ['enforce 100%, off', null, 99.99, 'enforce'],
    ['enforce 0%, off', null, 0, 'off'],
    ['Harbor View: enforce; off', 'Harbor View', 0, 'enforce'],
    ['Harbor View: enforce; off', ' HARBOR  view ', 0, 'enforce'],
    ['Harbor View: enforce; off', 'Ｈarbor View', 0, 'enforce'],
    ['Harbor View: enforce; off', 'Harbor', 0, 'off'],
    ['Harbor View: enforce; off', null, 0, 'off'],
    ['Harbor View: off', 'Clinic', 0, 'enforce'],
    ['off\nHarbor View: warn\nSt. Anne: the other: observe', 'St. Anne: the other', 0, 'observe'],
    ['Harbor View: enforce 10%, warn ; off', 'Harbor View', 20, 'warn'],
  ])('%j sets %j, at %d %%, to %s', (text, facility, bucket, mode) => {
    expect(dialFrom(text).mode(facility, bucket)).toBe(mode)
  })

  it.each([
    ['on', '"on": on is no mode: write off, observe, warn or enforce'],
    ['Enforce', '"Enforce": Enforce is no mode'],
    ['enforce 10', '"enforce 10": enforce 10 is no mode'],
    ['enforce -1%, off', 'enforce -1% is no mode'],
    ['enforce 0.001%, off', 'enforce 0.001% is no mode'],
    ['Harbor View:', '"Harbor View:": nothing is no mode'],
    ['off,', '"off,": every mode but the last needs a percentage, such as enforce 10%'],
    ['enforce 10%,', '"enforce 10%,": nothing is no mode'],
    ['enforce 10%', '"enforce 10%": every mode but the last needs a percentage, such as enforce 10%'],
    ['enforce, warn', '"enforce, warn": every mode but the last needs a percentage'],
    ['enforce 60%, warn 41%, off', '"enforce 60%, warn 41%, off": the percentages are more than 100 together'],
    ['off; warn', '"warn" is a second rule for all others'],
    ['off; *: warn', '"*: warn" is a second rule for all others'],
    ['Harbor View: off; harbor  VIEW: warn', '"harbor  VIEW: warn" is a second rule for harbor  VIEW'],
  ])('%j is refused: %s', (text, words) => {
    expect(() => dialFrom(text)).toThrow(TypeError)
    expect(() => dialFrom(text)).toThrow(words)
  })

  it('parts people only where it says a percentage', () => {
    expect(['', 'off', 'A: warn; off', 'enforce 10%, off', 'A: enforce 1%, off; warn'].map((text) => dialFrom(text).parts)).toEqual([
      ...[false, false, false, true, true],
    ])
  })
})

describe('waves', () => {
  const places = Array.from({ length: 10_000 }, (_, place) => place)
  const wave = (percent: number) => places.filter((place) => dialFrom(`enforce ${percent}%, off`).mode(null, bucketOf(place)) === 'enforce')

  it('are as large as they say', () => {
    for (const percent of [0, 0.01, 1, 12.5, 33.33, 99.99, 100]) expect([percent, wave(percent).length]).toEqual([percent, percent * 100])
  })

  it('nest: whoever is in 10 % is in 20 %', () => {
    const steps = [0.5, 10, 20, 20.01, 75, 100].map((percent) => new Set(wave(percent)))
    for (const [at, step] of steps.slice(1).entries()) expect([...(steps[at] ?? [])].every((place) => step.has(place))).toBe(true)
  })
})

describe('a place in the line', () => {
  it('is drawn evenly', () => {
    const drawn = Array.from({ length: 20_000 }, drawPlace)
    expect(drawn.every((place) => Number.isInteger(place) && place >= 0 && place < 10_000)).toBe(true)
    const tenths = Array.from({ length: 10 }, (_, tenth) => drawn.filter((place) => Math.floor(place / 1000) === tenth).length)
    // Eight standard deviations: by chance, once in 10^14 runs.
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(340)
  })

  it.each([
    ['0', 0],
    ['42', 42],
    ['9999', 9999],
    ['0042', 42],
    ['', null],
    ['10000', null],
    ['-1', null],
    ['4.2', null],
    ['1e3', null],
    ['٤٢', null],
    [null, null],
  ])('is read from the cookie: %j is %j', (kept, place) => {
    expect(placeFrom(kept)).toBe(place)
  })
})

describe('the guard', () => {
  const WAVE = '__Host-latchkey-wave'
  const parting = (more = {}) => gatehouse({ rollout: 'enforce 50%, observe', ...more })

  it('keeps a browser’s place for a year, so that it stays in its wave', async () => {
    const answer = await parting().ask('/')
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-latchkey-wave=\d{1,4}; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax; Secure$/),
    ])
  })

  it('also when it is led to log in, or has a pass already', async () => {
    const statuses = new Set<number>()
    for (let time = 0; time < 64; time++) {
      const answer = await parting().ask('/')
      statuses.add(answer.status)
      expect(answer.headers.getSetCookie()).toHaveLength(1)
    }
    expect([...statuses].sort()).toEqual([200, 303])
    expect((await parting().ask('/', { cookie: await cookiesOfInes() })).headers.getSetCookie()).toHaveLength(1)
  })

  it('goes by the place that the browser has', async () => {
    for (const [place, status] of [
      [0, 303],
      [4999, 303],
      [5000, 200],
      [9999, 200],
    ]) {
      const answer = await parting().ask('/', { cookie: `${WAVE}=${place}` })
      expect([place, answer.status, answer.headers.getSetCookie()]).toEqual([place, status, []])
    }
  })

  it('draws none on a public path, which anybody’s cache may keep', async () => {
    const house = parting({ publicPaths: ['/assets/*'] })
    house.answers = () => new Response('a', { headers: { 'Cache-Control': 'public, max-age=600' } })
    const answer = await house.ask('/assets/a.css')
    expect([answer.headers.getSetCookie(), answer.headers.get('Cache-Control')]).toEqual([[], 'public, max-age=600'])
  })

  it('draws none where the dial parts nobody', async () => {
    expect((await gatehouse({ rollout: 'observe' }).ask('/')).headers.getSetCookie()).toEqual([])
  })

  it.each(['off', 'observe', 'warn'] as const)('lets everybody through under %s, and tells the portal', async (rollout) => {
    const house = gatehouse({ rollout })
    house.renew = nobody
    expect((await house.ask('/', { cookie: '__Host-latchkey=over.secret', headers: { 'Latchkey-Rollout': 'enforce' } })).status).toBe(200)
    const { request, pass } = onlySeen(house)
    expect([pass, request.headers.get('Latchkey-Rollout'), request.headers.get('Latchkey-Pass')]).toEqual([null, rollout, null])
  })

  it('tells the portal of no dial where it tells of a pass', async () => {
    const house = gatehouse({ rollout: 'warn' })
    await house.ask('/', { cookie: await cookiesOfInes() })
    expect(onlySeen(house).request.headers.get('Latchkey-Rollout')).toBeNull()
  })
})

describe('what each mode did is counted', () => {
  const countOf = async (rollout: string, { cookie = '', facility = '' } = {}) => {
    const house = gatehouse({ rollout, publicPaths: ['/open'] })
    house.answers = () => new Response('', { headers: facility ? { 'Latchkey-Facility': facility } : {} })
    await house.ask('/open', { cookie })
    await house.ask('/', { cookie })
    return house.counts
  }

  it.each([
    ['off', 'anonymous'],
    ['observe', 'anonymous'],
    ['warn', 'warned'],
    ['enforce', 'stopped'],
  ])('%s: somebody without a session is %s', async (mode, outcome) => {
    expect(await countOf(mode)).toEqual([{ mode, outcome, facility: '' }])
  })

  it.each(['off', 'observe', 'warn', 'enforce'])('%s: somebody with a pass has passed', async (mode) => {
    expect(await countOf(mode, { cookie: await cookiesOfInes() })).toEqual([{ mode, outcome: 'passed', facility: 'Harbor View' }])
  })

  it('by the facility that the portal says, while it still logs people in itself', async () => {
    const rollout = 'Harbor View: enforce; Clinic: warn; observe'
    expect(await countOf(rollout, { facility: 'harbor view' })).toEqual([{ mode: 'enforce', outcome: 'stopped', facility: 'harbor view' }])
    expect(await countOf(rollout, { facility: 'Clinic' })).toEqual([{ mode: 'warn', outcome: 'warned', facility: 'Clinic' }])
    expect(await countOf(rollout, { facility: 'Other' })).toEqual([{ mode: 'observe', outcome: 'anonymous', facility: 'Other' }])
    expect(await countOf(rollout)).toEqual([{ mode: 'observe', outcome: 'anonymous', facility: '' }])
  })
})
