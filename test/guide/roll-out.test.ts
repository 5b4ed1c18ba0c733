import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stackNamed } from '../support/journey.ts'
import { type OwnPortal, openPortal } from '../support/own-portal.ts'
import { Visitor } from '../support/visitor.ts'
import { middleware } from '../support/ways.ts'

const stack = stackNamed('workerd')
const dial = 'Observed House: observe; Warned House: warn; Closed House: enforce; observe'
const HOSTS = ['the gateway', 'the middleware on Node', 'the middleware on Deno'] as const

let gateway: OwnPortal
let children: Awaited<ReturnType<typeof middleware>>[] = []
const origins = (): Record<(typeof HOSTS)[number], string> => ({
  'the gateway': gateway.origin,
  'the middleware on Node': children[0]?.origin ?? '',
  'the middleware on Deno': children[1]?.origin ?? '',
})

beforeAll(async () => {
  const told = { rollout: dial, rolloutDate: 'January 15, 2027' }
  gateway = await openPortal({ PORTAL_ORIGIN: stack.environment.PORTAL_ORIGIN ?? '', ROLLOUT: dial, ROLLOUT_DATE: '2027-01-15' })
  children = await Promise.all([middleware('node', stack, told), middleware('deno', stack, told)])
})
afterAll(() => Promise.all([gateway?.close(), ...children.map(({ stop }) => stop())]))

/** While the portal still logs people in itself, it says whose page this is, and the dial goes by that. */
describe.each(HOSTS)('before everybody has registered, %s', (host) => {
  const page = (facility: string, more: Record<string, string> = {}) =>
    `/echo/page?${new URLSearchParams({ 'latchkey-facility': facility, ...more })}`
  const open = (path: string) => new Visitor(origins()[host]).open(path)

  it('lets through who is only observed, and changes nothing of the page', async () => {
    for (const facility of ['Observed House', 'A House of no Rule']) {
      const seen = await open(page(facility))
      expect([seen.status, seen.heading, seen.words]).toEqual([200, 'The page', 'The page'])
      expect(seen.headers['latchkey-facility']).toBeUndefined()
    }
  })

  it('warns whoever is of a house that is warned, with the day, and a way to register that comes back', async () => {
    const path = page('Warned House')
    const seen = await open(path)
    expect([seen.status, seen.heading]).toEqual([200, 'The page'])
    expect(seen.words).toContain('From January 15, 2027 on, logging in takes a second step')
    const link = [...seen.page.querySelectorAll('a')].find((each) => each.textContent?.startsWith('Register now'))
    expect(link?.getAttribute('href')).toBe(`/auth/register?${new URLSearchParams({ return_to: path })}`)
    expect(seen.latest?.text).toMatch(/<body class="a>b"><div role="region"/)
  })

  it('puts its warning into pages only', async () => {
    const path = page('Warned House', { 'content-type': 'application/json' })
    expect((await open(path)).latest?.text).not.toContain('second step')
    const part = await new Visitor(origins()[host]).send(page('Warned House'), { headers: { 'hx-request': 'true' } })
    expect([part.status, part.text.includes('second step')]).toEqual([200, false])
  })

  it('stops whoever is of a house for which it holds, and shows nothing of the page', async () => {
    const answer = await new Visitor(origins()[host]).send(page('  closed  HOUSE '), { headers: { accept: 'text/html' } })
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toMatch(/^\/auth\/login\?return_to=%2Fecho%2Fpage/)
    expect(answer.text).not.toContain('The page')
  })
})
