import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { guard, type LocalOptions, type Pass } from '../../src/guard/mod.ts'
import { cookiesOfInes, gatehouse, INES, ORIGIN, PAGE, renewal, SESSION_COOKIE, SET_PASS, signed } from './gatehouse.ts'

type Env = { Variables: { pass: Pass | null } }

/** A portal on Hono, as its developer writes it. */
function portal(options: Partial<LocalOptions> = {}) {
  const house = gatehouse({ publicPaths: ['/health'], ...options })
  const app = new Hono<Env>()
  app.use(guard(house.options))
  app.get('/health', (c) => c.text(c.get('pass') === null ? 'nobody' : 'somebody'))
  app.get('/', (c) => c.json({ pass: c.get('pass'), headers: c.req.header() }))
  app.post('/echo', async (c) => c.text(`${c.req.query('a')} ${JSON.stringify(await c.req.parseBody())}`))
  app.get('/boom', () => {
    throw new Error('the portal falls over')
  })
  app.get('/stream', (c) => c.body(slowly(['one', 'two']), 200, { 'Content-Type': 'text/event-stream' }))
  app.get('/headers', (c) => {
    c.header('Latchkey-Facility', 'Clinic')
    c.header('Set-Cookie', 'latchkey=forged', { append: true })
    c.header('Set-Cookie', 'own=1', { append: true })
    c.header('CDN-Cache-Control', 'max-age=60')
    c.header('Cache-Control', 'public, max-age=60')
    return c.text('with headers')
  })
  app.get('/pay', (c) => c.text('secret', 401, { 'Latchkey-Step-Up': 'max-age=60' }))
  app.onError((_, c) => c.text('broken', 500, { 'Latchkey-Facility': 'Clinic' }))
  const ask = (path: string, cookie = '', init: RequestInit = {}) =>
    app.request(ORIGIN + path, { ...init, headers: { ...PAGE, ...init.headers, Cookie: cookie } })
  return { house, app, ask }
}

function slowly(words: readonly string[]): ReadableStream<Uint8Array> {
  const left = [...words]
  return new ReadableStream({
    pull(out) {
      const next = left.shift()
      if (next === undefined) out.close()
      else out.enqueue(new TextEncoder().encode(next))
    },
  })
}

describe('a portal on Hono', () => {
  it('finds the pass where its developer looks for it, and none of our cookies', async () => {
    const { ask } = portal()
    const told = await (await ask('/', `own=1; ${await cookiesOfInes()}`, { headers: { 'X-User-Id': 'root' } })).json()
    expect(told.pass).toEqual(INES)
    expect(told.headers).toMatchObject({ 'latchkey-pass': await signed(), cookie: 'own=1', 'x-forwarded-host': 'portal.example.com' })
    expect(Object.keys(told.headers)).not.toContain('x-user-id')
  })

  it('hears of nobody without a session, but on its public paths', async () => {
    const { ask } = portal()
    const stopped = await ask('/')
    expect([stopped.status, stopped.headers.get('Location')]).toEqual([303, '/auth/login?return_to=%2F'])
    expect(await (await ask('/health')).text()).toBe('nobody')
    expect(await (await ask('/health', await cookiesOfInes())).text()).toBe('somebody')
  })

  it('reads what was sent as ever', async () => {
    const init = { method: 'POST', body: new URLSearchParams({ name: 'Ünï' }) }
    expect(await (await portal().ask('/echo?a=b', await cookiesOfInes(), init)).text()).toBe('b {"name":"Ünï"}')
  })

  it('has its headers taken away for good, one by one', async () => {
    const { headers } = await portal().ask('/headers', await cookiesOfInes())
    expect([headers.get('Latchkey-Facility'), headers.get('CDN-Cache-Control'), headers.get('Cache-Control')]).toEqual([
      ...[null, null, 'private, max-age=60'],
    ])
    expect(headers.getSetCookie()).toEqual(['own=1'])
  })

  it.each([
    ['/', 200],
    ['/boom', 500],
    ['/nowhere', 404],
  ])('hands a new pass to the browser at %s', async (path, status) => {
    const { house, ask } = portal()
    house.renew = renewal
    const answer = await ask(path, SESSION_COOKIE)
    expect([answer.status, answer.headers.getSetCookie(), answer.headers.get('Latchkey-Facility')]).toEqual([status, [SET_PASS], null])
  })

  it('streams', async () => {
    const reader = (await portal().ask('/stream', await cookiesOfInes())).body?.getReader()
    for (const word of ['one', 'two']) expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(word)
    expect((await reader?.read())?.done).toBe(true)
  })

  it('demands a step-up by an answer of its own', async () => {
    const answer = await portal().ask('/pay', await cookiesOfInes())
    expect([answer.status, answer.headers.get('Location'), await answer.text()]).toEqual([
      ...[303, '/auth/step-up?max_age=60&return_to=%2Fpay', ''],
    ])
  })

  it('keeps what other middleware adds outside the guard', async () => {
    const { house } = portal()
    const app = new Hono<Env>()
    app.use(async (c, next) => {
      await next()
      c.header('X-Outside', '1')
    })
    app.use(guard(house.options))
    app.use(async (c, next) => {
      await next()
      c.header('X-Inside', '1')
    })
    app.get('/', (c) => c.text('hello'))
    const { headers } = await app.request(ORIGIN, { headers: { Cookie: await cookiesOfInes() } })
    expect([headers.get('X-Outside'), headers.get('X-Inside')]).toEqual(['1', '1'])
    expect((await app.request(ORIGIN)).headers.get('X-Outside')).toBe('1')
  })

  it('is guarded below a path of its own, too', async () => {
    const { house } = portal()
    const app = new Hono<Env>().get('/', (c) => c.text('open')).use('/in/*', guard(house.options))
    app.get('/in/:name', (c) => c.text(`${c.get('pass')?.name} at ${c.req.param('name')}`))
    expect((await app.request(`${ORIGIN}/`)).status).toBe(200)
    expect((await app.request(`${ORIGIN}/in/cases`)).status).toBe(401)
    const answer = await app.request(`${ORIGIN}/in/cases`, { headers: { Cookie: await cookiesOfInes() } })
    expect(await answer.text()).toBe('Ines Castell at cases')
  })

  it('is named in what Hono shows of its routes', () => {
    expect(guard(gatehouse().options).name).toBe('guard')
  })
})
