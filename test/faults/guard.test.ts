import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type EchoPortal, startEchoPortal } from '../support/echo-portal.ts'
import { exchange } from '../support/exchange.ts'
import { stackNamed, type Traveller } from '../support/journey.ts'
import { Line } from '../support/line.ts'
import { logInFully, member } from '../support/member.ts'
import { middleware } from '../support/ways.ts'
import { agedPass, passHeldBy } from '../support/ways-passes.ts'

const stack = stackNamed('quiet')
const line = new Line(stack.line)
afterEach(() => line.mend())

const PAGE = { accept: 'text/html', 'sec-fetch-mode': 'navigate' }
const AWAY = 'We can’t check your session at the moment'
const FAULTS = [{ kind: 'refuse' }, { kind: 'lose-request' }, { kind: 'unauthorized' }] as const

let echo: EchoPortal
let children: Awaited<ReturnType<typeof middleware>>[] = []
beforeAll(async () => {
  echo = await startEchoPortal()
  const behind = { ...stack, environment: { ...stack.environment, PORTAL_ORIGIN: echo.origin } }
  children = await Promise.all([middleware('node', behind), middleware('deno', behind)])
})
afterAll(async () => {
  await Promise.all(children.map(({ stop }) => stop()))
  await echo?.close()
})

/** Where a page of the portal is asked for, with words that only somebody with a session sees. */
const GUARDS = {
  'the gateway': () => ({ url: `${stack.origin}/`, shows: (dana: Traveller) => dana.person.name }),
  'the middleware on Node': () => ({ url: `${children[0]?.origin}/echo/who`, shows: (dana: Traveller) => dana.person.username }),
  'the middleware on Deno': () => ({ url: `${children[1]?.origin}/echo/who`, shows: (dana: Traveller) => dana.person.username }),
}

/** Fault 5, K09: nothing fails open, and nothing fails that needs no database. */
describe.each(Object.entries(GUARDS))('while the database is away, %s', (_, guard) => {
  let dana: Traveller
  let session: string
  let held: Record<string, unknown>
  const ask = (cookie?: string, headers: Record<string, string> = PAGE) =>
    exchange(guard().url, { headers: { ...headers, ...(cookie !== undefined && { cookie }) } })

  beforeAll(async () => {
    dana = await member(stack)
    await logInFully(dana)
    session = `latchkey=${dana.visitor.cookies.get('latchkey')}`
    held = passHeldBy(dana)
  })

  it.each(FAULTS)('lets through whoever has a fresh pass, and nobody else ($kind)', async (fault) => {
    const [fresh, old] = [await agedPass(stack, held, 0), await agedPass(stack, held, 61)]
    await line.failing(fault, async () => {
      const through = await ask(`${session}; latchkey-pass=${fresh}`)
      expect(through.status).toBe(200)
      expect(through.text).toContain(guard().shows(dana))
      for (const cookie of [session, `${session}; latchkey-pass=${old}`, `${session}; latchkey-pass=forged`]) {
        const refused = await ask(cookie)
        expect([refused.status, refused.headers['retry-after']]).toEqual([503, '10'])
        expect(refused.text).toContain(AWAY)
        expect(refused.text).not.toContain(guard().shows(dana))
        expect(refused.headers['set-cookie']).toBeUndefined()
      }
    })
  })

  it('tells a stranger to log in, without asking anybody', async () => {
    await line.failing({ kind: 'refuse' }, async () => {
      expect((await ask()).status).toBe(303)
      expect((await ask(`latchkey-pass=${await agedPass(stack, held, 0)}`)).status).toBe(303)
    })
  })

  it('tells a program so, as a problem', async () => {
    const refused = await line.failing({ kind: 'refuse' }, () => ask(session, { 'sec-fetch-mode': 'cors' }))
    expect([refused.status, refused.headers['content-type']]).toEqual([503, 'application/problem+json'])
    expect(JSON.parse(refused.text)).toMatchObject({ title: AWAY, status: 503 })
  })

  it('answers again as soon as it is back, with a new pass', async () => {
    await line.failing({ kind: 'refuse' }, async () => expect((await ask(session)).status).toBe(503))
    const again = await ask(session)
    expect(again.status).toBe(200)
    expect(again.text).toContain(guard().shows(dana))
    expect(again.headers['set-cookie']?.join()).toMatch(/^latchkey-pass=/)
  })
})
