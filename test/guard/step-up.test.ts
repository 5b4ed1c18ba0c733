import { describe, expect, it } from 'vitest'
import { checkDemands, demandFor, isSatisfied, parseStepUp, type StepUp, stepUpPath } from '../../src/guard/step-up.ts'
import { cookiesOfInes, gatehouse, INES, NOON, noon, PAGE, renewal, SESSION_COOKIE, SET_PASS } from './gatehouse.ts'

describe('the header of the portal', () => {
  it.each<[string, StepUp | null]>([
    ['max-age=300', { maxAge: 300 }],
    ['method=phone', { method: 'phone' }],
    ['max-age=300, method=phone', { maxAge: 300, method: 'phone' }],
    ['method=email,max-age=60', { method: 'email', maxAge: 60 }],
    // Whoever has just confirmed needs some seconds to arrive.
    ['max-age=0', { maxAge: 30 }],
    ['max-age=29', { maxAge: 30 }],
    ['  max-age = 300 ,\tmethod = "email"', { maxAge: 300, method: 'email' }],
    ['reason=payment, max-age=300', { maxAge: 300 }],
    ['max-age=300;x=1, method=phone;y', { maxAge: 300, method: 'phone' }],
    ['', null],
    ['max-age', null],
    ['max-age=', null],
    ['max-age=soon', null],
    ['max-age=-5', null],
    ['method=fax', null],
    ['method=phones', null],
    ['xmax-age=300, my-method=phone', null],
    ['please', null],
  ])('%j demands %j', (text, demand) => {
    expect(parseStepUp(text)).toEqual(demand)
  })

  it('may hold anything of any length', () => {
    expect(parseStepUp(`${'x,'.repeat(50_000)} max-age=45`)).toEqual({ maxAge: 45 })
  })
})

describe('a demand is met', () => {
  it.each<[StepUp, Partial<typeof INES>, boolean]>([
    [{ maxAge: 600 }, { auth_time: noon - 600 }, true],
    [{ maxAge: 600 }, { auth_time: noon - 601 }, false],
    [{ maxAge: 600 }, { auth_time: noon + 2 }, true],
    [{ method: 'phone' }, { amr: ['pwd', 'sms'] }, true],
    [{ method: 'phone' }, { amr: ['pwd', 'tel'] }, true],
    [{ method: 'phone' }, { amr: ['pwd', 'email'] }, false],
    [{ method: 'phone' }, { amr: ['pwd', 'remembered'] }, false],
    [{ method: 'phone' }, { amr: [] }, false],
    [{ method: 'email' }, { amr: ['pwd', 'email'] }, true],
    [{ method: 'email' }, { amr: ['pwd', 'sms', 'mfa'] }, false],
    [{ maxAge: 60, method: 'phone' }, { auth_time: noon, amr: ['email'] }, false],
    [{ maxAge: 60, method: 'phone' }, { auth_time: noon - 61, amr: ['sms'] }, false],
    [{ maxAge: 60, method: 'phone' }, { auth_time: noon - 60, amr: ['sms'] }, true],
  ])('%j by %j: %j', (demand, changed, met) => {
    expect(isSatisfied(demand, { ...INES, ...changed }, NOON)).toBe(met)
  })
})

it('is that of the first rule which holds for the path', () => {
  const rules = { '/payments/help': { maxAge: 3600 }, '/payments/*': { maxAge: 300 }, '/*': { method: 'email' } } as const
  expect(demandFor('/payments/help', rules)).toEqual({ maxAge: 3600 })
  expect(demandFor('/payments/HELP.', rules)).toEqual({ maxAge: 3600 })
  expect(demandFor('/payments/42', rules)).toEqual({ maxAge: 300 })
  expect(demandFor('/cases', rules)).toEqual({ method: 'email' })
  expect(demandFor('/cases', {})).toBeNull()
})

describe('a rule', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ '/a': {} }, '/a demands nothing'],
    [{ '/a': { maxAge: 0 } }, '/a: maxAge must be a number of seconds, at least 30'],
    [{ '/a': { maxAge: -1 } }, '/a: maxAge must be'],
    [{ '/a': { maxAge: Number.NaN } }, '/a: maxAge must be'],
    [{ '/a': { maxAge: '5 min' } }, '/a: maxAge must be'],
    [{ '/a': { method: 'fax' } }, '/a: method must be phone or email'],
    [{ '/a': { maxAge: 60 }, a: { maxAge: 60 } }, 'a is no pattern of a path'],
  ])('%j is refused: %s', (rules, words) => {
    expect(() => checkDemands(rules as Record<string, StepUp>)).toThrow(TypeError)
    expect(() => checkDemands(rules as Record<string, StepUp>)).toThrow(words)
  })
})

it('leads to the page where just that is done, and back', () => {
  expect(stepUpPath({ maxAge: 300, method: 'phone' }, '/a?b=c&d=é', false)).toBe(
    '/auth/step-up?max_age=300&method=phone&return_to=%2Fa%3Fb%3Dc%26d%3D%C3%A9',
  )
  expect(stepUpPath({ method: 'email' }, '/', true)).toBe('/auth/step-up?method=email&return_to=%2F&notice=not-sent')
})

const TO_STEP_UP = '/auth/step-up?max_age=300&return_to=%2Fpayments%2F42%3Fa%3Db'

describe('by path', () => {
  const guarding = () => gatehouse({ stepUp: { '/payments/*': { maxAge: 300 } } })

  it('leads a page to confirm, before the portal hears of it', async () => {
    const house = guarding()
    const answer = await house.ask('/payments/42?a=b', { cookie: await cookiesOfInes() })
    expect([answer.status, answer.headers.get('Location'), house.seen.length]).toEqual([303, TO_STEP_UP, 0])
  })

  it.each(['/PAYMENTS/42', '/%70ayments/42', '/payments./42', '/payments/', '/payments'])('also at %s', async (path) => {
    const house = guarding()
    expect((await house.ask(path, { cookie: await cookiesOfInes() })).status).toBe(303)
    expect(house.seen).toEqual([])
  })

  it('tells a program, and htmx, where', async () => {
    const cookie = await cookiesOfInes()
    const program = await guarding().ask('/payments/42?a=b', { headers: {}, cookie })
    expect([program.status, program.headers.get('WWW-Authenticate')]).toEqual([401, `Latchkey step_up="${TO_STEP_UP}"`])
    expect(await program.json()).toMatchObject({ title: 'Confirm that it is you', status: 401, step_up: TO_STEP_UP })
    const htmx = await guarding().ask('/payments/42', {
      headers: { 'HX-Request': 'true', 'HX-Current-URL': 'https://portal.example.com/pay' },
      cookie,
    })
    expect([htmx.status, htmx.headers.get('HX-Redirect')]).toEqual([401, '/auth/step-up?max_age=300&return_to=%2Fpay'])
  })

  it('lets through who was authenticated within it, and every other path', async () => {
    const house = guarding()
    const fresh = await house.ask('/payments/42', { cookie: await cookiesOfInes({ auth_time: noon - 299 }) })
    const other = await house.ask('/cases', { cookie: await cookiesOfInes() })
    expect([fresh.status, other.status, house.seen.length]).toEqual([200, 200, 2])
  })

  it('asks whoever has no session to log in first', async () => {
    const answer = await guarding().ask('/payments/42')
    expect(answer.headers.get('Location')).toBe('/auth/login?return_to=%2Fpayments%2F42')
  })

  it('gives the browser the new pass on the way', async () => {
    const house = guarding()
    house.renew = renewal
    expect((await house.ask('/payments/42', { cookie: SESSION_COOKIE })).headers.getSetCookie()).toEqual([SET_PASS])
  })
})

describe('by the portal’s answer', () => {
  const demanding = (demand: string | null, status = 401) => {
    const house = gatehouse()
    house.answers = () => new Response('secret', { status, headers: demand === null ? {} : { 'Latchkey-Step-Up': demand } })
    return house
  }

  it('leads a page to confirm, and drops what the portal wrote', async () => {
    const answer = await demanding('max-age=300').ask('/payments/42?a=b', { cookie: await cookiesOfInes() })
    expect([answer.status, answer.headers.get('Location'), await answer.text()]).toEqual([303, TO_STEP_UP, ''])
  })

  it('brings whoever sent a form back to its page', async () => {
    const headers = { ...PAGE, Referer: 'https://portal.example.com/payments/new?for=7' }
    const answer = await demanding('method=email').ask('/payments', { method: 'POST', body: 'a=1', headers, cookie: await cookiesOfInes() })
    expect(answer.headers.get('Location')).toBe('/auth/step-up?method=email&return_to=%2Fpayments%2Fnew%3Ffor%3D7&notice=not-sent')
  })

  it('keeps a new pass for the browser', async () => {
    const house = demanding('max-age=300')
    house.renew = renewal
    expect((await house.ask('/payments', { cookie: SESSION_COOKIE })).headers.getSetCookie()).toEqual([SET_PASS])
  })

  it.each([
    ['a demand that says nothing', 'please', 401],
    ['none', null, 401],
    ['another status', 'max-age=300', 403],
    ['another status', 'max-age=300', 200],
  ])('leaves the answer the portal’s with %s', async (_, demand, status) => {
    const answer = await demanding(demand, status).ask('/payments', { cookie: await cookiesOfInes() })
    expect([answer.status, await answer.text(), answer.headers.get('Latchkey-Step-Up')]).toEqual([status, 'secret', null])
  })

  it('leads to the login where nobody has a session who could confirm', async () => {
    const house = gatehouse({ publicPaths: ['/open'] })
    house.answers = demanding('max-age=300').answers
    const answer = await house.ask('/open')
    expect([answer.status, answer.headers.get('Location'), await answer.text()]).toEqual([303, '/auth/login?return_to=%2Fopen', ''])
  })
})
