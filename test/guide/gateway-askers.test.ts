import type { OutgoingHttpHeaders } from 'node:http'
import { describe, expect, it } from 'vitest'
import { exchange } from '../support/exchange.ts'
import { askedOf } from '../support/front.ts'
import { stackNamed } from '../support/journey.ts'
import { logInFully, memberOn } from '../support/member.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import { idleFor, loggedInBefore, passRunsOut } from '../support/session.ts'
import { Visitor } from '../support/visitor.ts'
import { newTrace } from '../support/ways.ts'

const PAGE = { accept: 'text/html', 'sec-fetch-mode': 'navigate' }

/** Each answer of the gateway fits whoever asks. */
describe.concurrent.each(RUNTIMES)('somebody without a session, on %s', (runtime) => {
  const stack = stackNamed(runtime)
  const ask = (path: string, headers: OutgoingHttpHeaders, method = 'GET') => exchange(`${stack.origin}${path}`, { method, headers })

  it('is led to log in, and comes back to the very page, with its query', async () => {
    const dana = await memberOn(runtime)
    await dana.visitor.open('/echo/cases?page=2&q=a%20b')
    expect(dana.visitor.path).toBe('/auth/login')
    await logInFully(dana)
    expect(dana.visitor.url.href).toBe(`${stack.origin}/echo/cases?page=2&q=a%20b`)
    expect(JSON.parse(dana.visitor.latest?.text ?? '')).toMatchObject({ method: 'GET', url: '/echo/cases?page=2&q=a%20b' })
  })

  it('never reaches the portal', async () => {
    const trace = newTrace()
    for (const headers of [PAGE, { 'sec-fetch-mode': 'cors' }, { 'hx-request': 'true' }, {}]) {
      for (const method of ['GET', 'POST', 'OPTIONS', 'HEAD']) await ask('/echo/vault', { ...headers, trace }, method)
    }
    expect(await askedOf(stack, trace)).toEqual([])
    await ask('/echo/health', { trace })
    expect(await askedOf(stack, trace)).toHaveLength(1)
  })

  it('is told with the login page that a form was not received, and comes back to the form', async () => {
    const dana = await memberOn(runtime)
    await logInFully(dana)
    await idleFor(dana, 31 * 60)
    const sent = await dana.visitor.send('/echo/save', {
      ...{ method: 'POST', body: 'note=gone' },
      headers: { ...PAGE, 'content-type': 'application/x-www-form-urlencoded', referer: `${stack.origin}/echo/form?of=7` },
    })
    expect([sent.status, sent.headers.location]).toEqual([303, '/auth/login?return_to=%2Fecho%2Fform%3Fof%3D7&notice=not-sent'])
    await dana.visitor.open(sent.headers.location ?? '')
    expect(dana.visitor.words).toContain('What you sent was not received, because your session was over.')
    await logInFully(dana)
    expect(dana.visitor.url.href).toBe(`${stack.origin}/echo/form?of=7`)
  })

  it('is told by a problem where a program asks', async () => {
    for (const headers of [
      { 'sec-fetch-mode': 'cors' },
      { accept: 'application/json' },
      { accept: 'text/html', 'x-requested-with': 'XMLHttpRequest' },
      {},
    ]) {
      const answer = await ask('/echo/api/cases?page=2', headers)
      expect([answer.status, answer.headers['content-type']]).toEqual([401, 'application/problem+json'])
      const login = '/auth/login?return_to=%2Fecho%2Fapi%2Fcases%3Fpage%3D2'
      expect(JSON.parse(answer.text)).toEqual({
        ...{ type: 'about:blank', status: 401, title: 'Not signed in', login },
        detail: 'There is no session, or it is over. Log in, then ask again.',
      })
      expect(answer.headers['www-authenticate']).toBe(`Latchkey login="${login}"`)
    }
  })

  it('is led by htmx, to the page that the part belongs to', async () => {
    const part = await ask('/echo/part', { 'hx-request': 'true', 'hx-current-url': `${stack.origin}/echo/page?of=7` })
    expect([part.status, part.headers['hx-redirect']]).toEqual([401, '/auth/login?return_to=%2Fecho%2Fpage%3Fof%3D7'])
    const whole = await ask('/echo/next', { 'hx-request': 'true', 'hx-boosted': 'true', 'hx-current-url': `${stack.origin}/echo/page` })
    expect(whole.headers['hx-redirect']).toBe('/auth/login?return_to=%2Fecho%2Fnext')
  })
})

/** The portal says how fresh, or of what kind, the authentication must be. */
describe.concurrent.each(RUNTIMES)('somebody with a session, on %s', (runtime) => {
  const stack = stackNamed(runtime)
  const signedIn = async (kind: 'phone' | 'email' = 'phone') => {
    const dana = await memberOn(runtime)
    await logInFully(dana, kind)
    return dana
  }

  it('goes where fresh authentication is asked for, until it is older than that', async () => {
    const dana = await signedIn()
    expect((await dana.visitor.send('/echo/payments/7', { headers: PAGE })).status).toBe(200)
    await loggedInBefore(dana, 400)
    passRunsOut(dana.visitor.cookies)
    const trace = newTrace()
    for (const path of ['/echo/payments/7?to=lee', '/echo/payments', '/echo/Payments/7', '/echo/%70ayments/7']) {
      const { status, headers } = await dana.visitor.send(path, { headers: { ...PAGE, trace } })
      expect([status, headers.location]).toEqual([303, `/auth/step-up?${new URLSearchParams({ max_age: '300', return_to: path })}`])
    }
    expect(await askedOf(stack, trace)).toEqual([])
    expect((await dana.visitor.send('/echo/other', { headers: PAGE })).status).toBe(200)
  })

  it('goes where a phone is asked for by the phone only', async () => {
    const [dana, lee] = [await signedIn('phone'), await signedIn('email')]
    expect((await dana.visitor.send('/echo/vault', { headers: PAGE })).status).toBe(200)
    const { status, headers } = await lee.visitor.send('/echo/vault', { headers: PAGE })
    expect([status, headers.location]).toEqual([303, '/auth/step-up?method=phone&return_to=%2Fecho%2Fvault'])
  })

  it('is led where the portal’s own answer demands it, and sees nothing of that answer', async () => {
    const dana = await signedIn()
    const path = `/echo/step-up?${new URLSearchParams({ demand: 'max-age=60, method=phone' })}`
    const to = `/auth/step-up?${new URLSearchParams({ max_age: '60', method: 'phone', return_to: path })}`
    const page = await dana.visitor.send(path, { headers: PAGE })
    expect([page.status, page.headers.location, page.text]).toEqual([303, to, ''])
    const program = await dana.visitor.send(path, { headers: { 'sec-fetch-mode': 'cors' } })
    expect([program.status, program.headers['www-authenticate']]).toEqual([401, `Latchkey step_up="${to}"`])
    expect(JSON.parse(program.text)).toMatchObject({ title: 'Confirm that it is you', step_up: to })
    const htmx = await dana.visitor.send(path, { headers: { 'hx-request': 'true', 'hx-current-url': `${stack.origin}/echo/page` } })
    expect([htmx.status, htmx.headers['hx-redirect']]).toEqual([401, to.replace(/return_to=.*/, 'return_to=%2Fecho%2Fpage')])
  })

  it('sees the portal’s 401 that demands nothing as it is', async () => {
    const dana = await signedIn()
    const { status, text, headers } = await dana.visitor.send('/echo/step-up?demand=nonsense', { headers: PAGE })
    expect([status, text, headers['latchkey-step-up']]).toEqual([401, 'secret', undefined])
  })

  it('has pages of the portal at the address that everybody knows', async () => {
    const dana = await signedIn()
    const { visitor } = dana
    expect((await visitor.open('/')).words).toContain(dana.person.name)
    expect((await new Visitor(stack.origin).open('/')).path).toBe('/auth/login')
  })
})
