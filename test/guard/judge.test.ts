import { describe, expect, it } from 'vitest'
import {
  away,
  cookiesOfInes,
  gatehouse,
  INES,
  NOON,
  nobody,
  noon,
  onlySeen,
  passIn,
  renewal,
  SESSION_COOKIE,
  SET_PASS,
  signed,
  strangersKey,
} from './gatehouse.ts'

const OVER = { iat: noon - 61, exp: noon - 1 }

describe('a fresh pass', () => {
  it('is enough: nobody is asked', async () => {
    const house = gatehouse()
    house.renew = away
    const answer = await house.ask('/cases', { cookie: await cookiesOfInes() })
    expect([answer.status, await answer.text(), answer.headers.getSetCookie()]).toEqual([200, 'the portal', []])
    expect([house.asked, onlySeen(house).pass, passIn(onlySeen(house))]).toEqual([[], INES, await signed()])
  })

  /** K09 */
  it('works until it ends while the authority is away, and no longer', async () => {
    const house = gatehouse()
    house.renew = away
    const cookie = await cookiesOfInes()
    house.now = NOON + 59_000
    expect((await house.ask('/', { cookie })).status).toBe(200)
    house.now = NOON + 60_000
    expect((await house.ask('/', { cookie })).status).toBe(503)
    expect(house.seen.length).toBe(1)
  })

  it.each<[string, () => Promise<string>]>([
    ['without a session', async () => `__Host-latchkey-pass=${await signed()}`],
    ['of another session', async () => `__Host-latchkey=another.secret; __Host-latchkey-pass=${await signed()}`],
    ['of a session whose name begins alike', async () => `__Host-latchkey=${INES.sid}x.secret; __Host-latchkey-pass=${await signed()}`],
  ])('counts for nothing %s', async (_, cookie) => {
    const house = gatehouse({ publicPaths: ['/open'] })
    expect((await house.ask('/', { cookie: await cookie() })).status).toBe(303)
    expect((await house.ask('/open', { cookie: await cookie() })).status).toBe(200)
    expect(onlySeen(house).pass).toBeNull()
  })

  it('makes way for that of the session which the browser has now', async () => {
    const house = gatehouse()
    house.renew = () => renewal({ sid: 'session-of-lee', name: 'Lee' })
    const cookie = `__Host-latchkey=session-of-lee.secret; __Host-latchkey-pass=${await signed()}`
    expect((await house.ask('/', { cookie })).headers.getSetCookie()).toEqual([SET_PASS])
    expect([house.asked, onlySeen(house).pass?.name]).toEqual([[null], 'Lee'])
  })

  it('is known to be ours each time: what looks like it is not', async () => {
    const house = gatehouse()
    const pass = await signed()
    expect((await house.ask('/', { cookie: await cookiesOfInes() })).status).toBe(200)
    for (const forged of [`${pass}x`, pass.slice(0, -1), await signed({}, {}, strangersKey)])
      expect((await house.ask('/', { cookie: `${SESSION_COOKIE}; __Host-latchkey-pass=${forged}` })).status).toBe(303)
  })

  it('tells a portal on a public path who asks, and asks nobody', async () => {
    const house = gatehouse({ publicPaths: ['/open'] })
    await house.ask('/open', { cookie: await cookiesOfInes() })
    expect([house.asked, onlySeen(house).pass]).toEqual([[], INES])
  })

  it('is kept from a public path where it must not outlive its session, since nobody is asked there', async () => {
    const house = gatehouse({ publicPaths: ['/open'], revocation: 'immediate' })
    await house.ask('/open', { cookie: await cookiesOfInes() })
    expect([house.asked, onlySeen(house).pass]).toEqual([[], null])
  })

  it('is asked for on a public path that demands more than a session', async () => {
    const house = gatehouse({ publicPaths: ['/open/*'], stepUp: { '/open/pay': { maxAge: 300 } } })
    expect((await house.ask('/open/pay')).status).toBe(303)
    expect((await house.ask('/open/else')).status).toBe(200)
  })
})

describe('a pass that is over', () => {
  it.each([
    ['over', async () => await cookiesOfInes(OVER)],
    ['not there', async () => SESSION_COOKIE],
    ['none', async () => `${SESSION_COOKIE}; __Host-latchkey-pass=rubbish`],
  ])('(%s) is renewed by one question', async (_, cookie) => {
    const house = gatehouse()
    house.renew = renewal
    const answer = await house.ask('/', { cookie: await cookie() })
    expect([answer.status, answer.headers.getSetCookie(), house.asked]).toEqual([200, [SET_PASS], [null]])
    expect([onlySeen(house).pass, passIn(onlySeen(house))]).toEqual([INES, await signed()])
  })

  it('is not renewed where there is no session to ask about', async () => {
    const house = gatehouse()
    house.renew = renewal
    expect((await house.ask('/', { cookie: `__Host-latchkey-pass=${await signed(OVER)}` })).status).toBe(303)
    expect(house.asked).toEqual([])
  })

  it('leads to log in where the session is over', async () => {
    const house = gatehouse()
    const answer = await house.ask('/', { cookie: SESSION_COOKIE })
    expect([answer.status, house.asked.length, house.seen.length]).toEqual([303, 1, 0])
  })

  it('is left alone on a public path', async () => {
    const house = gatehouse({ publicPaths: ['/open'] })
    house.renew = away
    expect((await house.ask('/open', { cookie: await cookiesOfInes(OVER) })).status).toBe(200)
    expect([house.asked, onlySeen(house).pass, passIn(onlySeen(house))]).toEqual([[], null, null])
  })
})

describe('revocation: immediate', () => {
  it('asks each time, about the pass at hand', async () => {
    const house = gatehouse({ revocation: 'immediate' })
    house.renew = async () => 'kept'
    const cookie = await cookiesOfInes()
    for (let time = 0; time < 3; time++) expect((await house.ask('/', { cookie })).headers.getSetCookie()).toEqual([])
    expect([house.asked, house.seen.map(({ pass }) => pass)]).toEqual([
      [INES, INES, INES],
      [INES, INES, INES],
    ])
  })

  it('ends at once with the session', async () => {
    const house = gatehouse({ revocation: 'immediate' })
    house.renew = nobody
    expect((await house.ask('/', { cookie: await cookiesOfInes() })).status).toBe(303)
  })

  it('lets nobody through while the authority is away', async () => {
    const house = gatehouse({ revocation: 'immediate' })
    house.renew = away
    expect((await house.ask('/', { cookie: await cookiesOfInes() })).status).toBe(503)
    expect(house.seen).toEqual([])
  })

  it('lets nobody through whose pass is said to go on, and who has none', async () => {
    const house = gatehouse({ revocation: 'immediate' })
    house.renew = async () => 'kept'
    expect((await house.ask('/', { cookie: SESSION_COOKIE })).status).toBe(303)
  })
})

describe('the facility of a pass sets the dial', () => {
  it.each([
    ['Harbor View: enforce; off', 'enforce'],
    ['Harbor View: off; enforce', 'off'],
  ])('%s', async (rollout, mode) => {
    const house = gatehouse({ rollout })
    await house.ask('/', { cookie: await cookiesOfInes() })
    expect(house.counts).toEqual([{ mode, outcome: 'passed', facility: 'Harbor View' }])
  })
})

it('hands on method and body as they came', async () => {
  const house = gatehouse()
  house.answers = async (request) => new Response(`${request.method} ${request.headers.get('Content-Type')} ${await request.text()}`)
  const init = { method: 'PATCH', body: '{"a":1}', headers: { 'Content-Type': 'application/json' }, cookie: await cookiesOfInes() }
  expect(await (await house.ask('/a', init)).text()).toBe('PATCH application/json {"a":1}')
})
