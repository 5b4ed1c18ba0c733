import { describe, expect, it } from 'vitest'
import { away, gatehouse, noon, onlySeen, passIn, SESSION_COOKIE, SET_PASS, signed, strangersKey } from './gatehouse.ts'

/** K09 */
describe('while the authority is away', () => {
  it('a page says that nothing was done, and when to try again', async () => {
    const house = gatehouse()
    house.renew = away
    const answer = await house.ask('/cases', { cookie: SESSION_COOKIE })
    expect([answer.status, answer.headers.get('Retry-After'), answer.headers.get('Cache-Control')]).toEqual([
      503,
      '10',
      'no-store, private',
    ])
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    const page = await answer.text()
    expect(page).toContain('We can’t check your session at the moment')
    expect(page).toContain('<a href="">Try again</a>')
    expect(house.seen).toEqual([])
  })

  it('a program is told in a problem', async () => {
    const house = gatehouse()
    house.renew = away
    const answer = await house.ask('/cases', { headers: { Accept: 'application/json' }, cookie: SESSION_COOKIE })
    expect([answer.status, answer.headers.get('Retry-After'), await answer.json()]).toEqual([
      ...[503, '10', expect.objectContaining({ status: 503, title: 'We can’t check your session at the moment' })],
    ])
  })

  it.each<[string, () => Promise<string>]>([
    ['by another key', () => signed({}, {}, strangersKey)],
    ['that is over', () => signed({ iat: noon - 61, exp: noon - 1 })],
    ['for somebody else', () => signed({ aud: 'https://other.example.com' })],
  ])('and while it issues passes %s', async (_, pass) => {
    const house = gatehouse()
    house.renew = async () => ({ pass: await pass(), setCookie: SET_PASS })
    const answer = await house.ask('/', { cookie: SESSION_COOKIE })
    expect([answer.status, answer.headers.getSetCookie(), house.seen.length]).toEqual([503, [], 0])
  })

  it.each(['off', 'observe', 'warn'])('the dial at %s stops nobody', async (rollout) => {
    const house = gatehouse({ rollout })
    house.renew = away
    expect((await house.ask('/', { cookie: SESSION_COOKIE })).status).toBe(200)
    expect([onlySeen(house).pass, passIn(onlySeen(house))]).toEqual([null, null])
  })

  it('whoever has no session is led to log in as ever', async () => {
    const house = gatehouse()
    house.renew = away
    expect((await house.ask('/')).status).toBe(303)
  })

  it('the portal’s own page says so, where there is one', async () => {
    const said: unknown[] = []
    const faultPage = (refused: unknown) => {
      said.push(refused)
      return fetch('data:text/html,<h1>Back soon</h1>')
    }
    const house = gatehouse({ faultPage })
    house.renew = away
    const answer = await house.ask('/', { cookie: SESSION_COOKIE })
    expect([await answer.text(), answer.headers.get('Retry-After')]).toEqual(['<h1>Back soon</h1>', '10'])
    expect(said).toEqual([expect.objectContaining({ status: 503, retry: 10, title: 'We can’t check your session at the moment' })])
  })
})
