import { describe, expect, it } from 'vitest'
import { cookiesOfInes, gatehouse, renewal, SESSION_COOKIE, SET_PASS } from './gatehouse.ts'

const answering = (headers: Record<string, string>, status = 200, options = {}) => {
  const house = gatehouse(options)
  house.answers = () => new Response(status === 204 || status === 304 ? null : 'the portal', { status, headers })
  return house
}

/** L01 */
describe('what somebody with a pass is answered is in no cache but their own', () => {
  it.each([
    [null, 'private, no-store'],
    ['', 'private'],
    ['public, max-age=600', 'private, max-age=600'],
    ['PUBLIC,S-MaxAge=600 , max-age=5', 'private, max-age=5'],
    ['private, no-cache', 'private, no-cache'],
    ['no-store', 'private, no-store'],
    ['max-age=0, must-revalidate, proxy-revalidate', 'private, max-age=0, must-revalidate'],
    ['max-age=60, stale-while-revalidate=30', 'private, max-age=60, stale-while-revalidate=30'],
    ['publicly', 'private, publicly'],
  ])('%j becomes %s', async (asked, kept) => {
    const cdn = { 'CDN-Cache-Control': 'max-age=60', 'Cloudflare-CDN-Cache-Control': 'max-age=60', 'Surrogate-Control': 'max-age=60' }
    const house = answering({ ...cdn, ...(asked !== null && { 'Cache-Control': asked }) })
    const { headers } = await house.ask('/', { cookie: await cookiesOfInes() })
    expect(headers.get('Cache-Control')).toBe(kept)
    expect(Object.keys(cdn).filter((name) => headers.has(name))).toEqual([])
  })

  it('also on a public path, where the portal may greet them', async () => {
    const house = answering({ 'Cache-Control': 'public, max-age=60' }, 200, { publicPaths: ['/'] })
    expect((await house.ask('/', { cookie: await cookiesOfInes() })).headers.get('Cache-Control')).toBe('private, max-age=60')
  })

  it('but an answer to nobody is kept as the portal says', async () => {
    const asked = { 'Cache-Control': 'public, s-maxage=60', 'CDN-Cache-Control': 'max-age=60' }
    for (const options of [{ publicPaths: ['/'] }, { rollout: 'observe' }]) {
      const { headers } = await answering(asked, 200, options).ask('/')
      expect([headers.get('Cache-Control'), headers.get('CDN-Cache-Control')]).toEqual(['public, s-maxage=60', 'max-age=60'])
    }
  })
})

describe('a new pass reaches the browser', () => {
  it.each([200, 204, 301, 303, 304, 400, 401, 404, 500, 503])('also on %d', async (status) => {
    const house = answering({ 'Set-Cookie': 'own=1', Location: '/next' }, status)
    house.renew = renewal
    const answer = await house.ask('/', { cookie: SESSION_COOKIE })
    expect([answer.status, answer.headers.getSetCookie(), answer.headers.get('Location')]).toEqual([status, ['own=1', SET_PASS], '/next'])
  })

  it('also where the portal’s answer can’t be changed', async () => {
    const house = gatehouse()
    house.renew = renewal
    house.answers = () => Response.redirect('https://portal.example.com/next', 303)
    const answer = await house.ask('/', { cookie: SESSION_COOKIE })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([303, [SET_PASS]])
  })

  it('beside a cookie of ours that the portal tried to set', async () => {
    const house = answering({ 'Set-Cookie': '__Host-latchkey-pass=forged' })
    house.renew = renewal
    expect((await house.ask('/', { cookie: SESSION_COOKIE })).headers.getSetCookie()).toEqual([SET_PASS])
  })
})

describe('the portal’s answer', () => {
  it('is the portal’s but for what it says to the guard, or to this hop', async () => {
    const own = {
      'Content-Type': 'text/csv',
      ETag: '"1"',
      'X-Own': '1',
      Vary: 'Accept',
      'WWW-Authenticate': 'Basic',
      'Access-Control-Allow-Origin': '*',
    }
    const dropped = { 'Latchkey-Pass': 'echoed', 'Latchkey-Facility': 'Clinic', 'Latchkey-Anything': '1', 'Latchkey-Step-Up': 'max-age=5' }
    const hop = {
      Connection: 'close',
      'Keep-Alive': 'timeout=5',
      'Transfer-Encoding': 'chunked',
      'Proxy-Authenticate': 'Basic',
      Trailer: 'x',
    }
    const house = answering({ ...own, ...dropped, ...hop, 'Cache-Control': 'private' }, 418, { publicPaths: ['/'] })
    const answer = await house.ask('/')
    const lower = Object.entries({ ...own, 'Cache-Control': 'private' }).map(([name, value]) => [name.toLowerCase(), value])
    expect(Object.fromEntries(answer.headers)).toEqual(Object.fromEntries(lower))
    expect([answer.status, await answer.text()]).toEqual([418, 'the portal'])
  })

  it('arrives while the portal is writing it', async () => {
    const house = gatehouse({ publicPaths: ['/'] })
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    house.answers = () => new Response(readable)
    const reader = (await house.ask('/')).body?.getReader()
    const writer = writable.getWriter()
    for (const word of ['one', 'two']) {
      void writer.write(new TextEncoder().encode(word))
      expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(word)
    }
    void writer.close()
    expect((await reader?.read())?.done).toBe(true)
  })
})

describe('a portal that says whose page this is, while it still logs people in itself', () => {
  const rollout = 'Harbor View: enforce; Clinic: warn; observe'

  it('has it kept back where the dial is at enforce, with its cookies', async () => {
    const house = answering({ 'Latchkey-Facility': 'Harbor View', 'Set-Cookie': 'own=1' }, 200, { rollout })
    const answer = await house.ask('/cases')
    expect([answer.status, answer.headers.get('Location'), await answer.text()]).toEqual([303, '/auth/login?return_to=%2Fcases', ''])
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('is not said to have lost what it has dealt with', async () => {
    const house = answering({ 'Latchkey-Facility': 'Harbor View' }, 303, { rollout })
    const answer = await house.ask('/cases', { method: 'POST', body: 'a=1' })
    expect([answer.headers.get('Location'), house.seen.length]).toEqual(['/auth/login?return_to=%2Fcases', 1])
  })

  it('has its page carry the banner at warn', async () => {
    const house = answering({ 'Latchkey-Facility': 'Clinic', 'Content-Type': 'text/html' }, 200, { rollout })
    expect(await (await house.ask('/')).text()).toContain('role="region"')
  })

  it('changes nothing on a public path, or for whoever has a pass', async () => {
    const house = answering({ 'Latchkey-Facility': 'Harbor View' }, 200, { rollout: 'Harbor View: enforce; off', publicPaths: ['/open'] })
    expect((await house.ask('/open')).status).toBe(200)
    expect((await house.ask('/', { cookie: await cookiesOfInes({ facility: 'Clinic' }) })).status).toBe(200)
    expect(house.counts).toEqual([{ mode: 'off', outcome: 'passed', facility: 'Clinic' }])
  })

  it('drops the connection of a page that is kept back', async () => {
    const house = gatehouse({ rollout })
    let isCancelled = false
    const body = new ReadableStream({
      cancel() {
        isCancelled = true
      },
    })
    house.answers = () => new Response(body, { headers: { 'Latchkey-Facility': 'Harbor View' } })
    await house.ask('/')
    expect(isCancelled).toBe(true)
  })
})
