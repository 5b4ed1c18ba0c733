import { afterAll, describe, expect, it } from 'vitest'
import { stackNamed, type Traveller } from '../support/journey.ts'
import { Line } from '../support/line.ts'
import { enterCode, logInFully, member } from '../support/member.ts'
import { type Cost, costOf, homeCost, KILOBYTE, less, table, total } from './cost.ts'

const stack = stackNamed('quiet')
const line = new Line(stack.line)
const tables: string[] = []

afterAll(() => console.log(`\n${tables.join('\n\n')}\n`))

/** Offers the one encoding that every browser and every edge speaks best. */
const WITH_HTMX = { headers: { 'accept-encoding': 'br' }, htmx: true }
const PASSWORD = 'the password (hashed)'

const costsOf = (who: Traveller, step: string, act: (who: Traveller) => Promise<unknown>): Promise<Cost> =>
  costOf(step, line, who.visitor, () => act(who))
const opened = (who: Traveller) => costsOf(who, 'log in with phone, opened', ({ visitor }) => visitor.open('/auth/login/with-phone'))
const proved = (who: Traveller) =>
  costsOf(who, PASSWORD, ({ visitor, person }) =>
    visitor.fill({ 'Username or email address': person.username, Password: person.password }).press('Login'),
  )
const home = ({ visitor }: Traveller) => homeCost(line, visitor)
const spent = ({ requests, trips }: Cost) => ({ requests, trips })

describe('what coming back costs', () => {
  it('logs in by text with one request a step, and four trips to the database in all', async () => {
    const who = await member(stack, WITH_HTMX)
    const first = await opened(who)
    const password = await proved(who)
    const sent = await costsOf(who, 'Send Code', ({ visitor }) => visitor.press('Send Code'))
    const code = await who.mailbox.code(who.phone.e164)
    const entered = await costsOf(who, 'the code', () => enterCode(who, code))
    expect(who.visitor.path).toBe('/')
    const last = less(entered, await home(who))
    expect([first, password, sent, last].map(spent)).toEqual([
      { requests: 1, trips: 0 },
      { requests: 1, trips: 2 },
      { requests: 1, trips: 1 },
      { requests: 1, trips: 1 },
    ])
    const all = total([first, password, sent, last])
    expect(all.trips).toBeLessThanOrEqual(4)
    expect(all.bytes).toBeLessThanOrEqual(5 * KILOBYTE)
    tables.push(table('logging in by text message, with htmx', [first, password, sent, last, all]))
  })

  it('lets a remembered browser in for two', async () => {
    const who = await member(stack, WITH_HTMX)
    await logInFully(who, 'phone', { remember: true })
    await who.visitor.press('Sign out')
    const first = await opened(who)
    const arrived = await proved(who)
    expect(who.visitor.path).toBe('/')
    const entered = less(arrived, await home(who))
    expect([first, entered].map(spent)).toEqual([
      { requests: 1, trips: 0 },
      { requests: 1, trips: 2 },
    ])
    tables.push(table('on a remembered browser', [first, entered, total([first, entered])]))
  })

  /** Signing out leads to the login page, which asks the database for nothing. */
  it('signs out with one trip, here and everywhere', async () => {
    const costs = []
    for (const words of ['Sign out', 'Sign out everywhere']) {
      const who = await member(stack, WITH_HTMX)
      await logInFully(who)
      costs.push(await costsOf(who, words, ({ visitor }) => visitor.press(words)))
      expect(who.visitor.path).toBe('/auth/login')
    }
    expect(costs.map(spent)).toEqual(Array(2).fill({ requests: 2, trips: 1 }))
    tables.push(table('and out, to the login page', costs))
  })

  it('confirms who is signed in with one trip a step: what is asked, the button, the code sent, the code', async () => {
    const who = await member(stack, WITH_HTMX)
    await logInFully(who)
    const page = await costsOf(who, 'what is asked', ({ visitor }) => visitor.open('/auth/step-up'))
    const begun = await costsOf(who, 'Continue', ({ visitor }) => visitor.press('Continue'))
    const sent = await costsOf(who, 'Send Code', ({ visitor }) => visitor.press('Send Code'))
    const code = await who.mailbox.code(who.phone.e164, 2)
    const entered = await costsOf(who, 'the code', () => enterCode(who, code))
    expect(who.visitor.path).toBe('/')
    const last = less(entered, await home(who))
    const all = [page, begun, sent, last]
    expect(all.map(spent)).toEqual(Array(4).fill({ requests: 1, trips: 1 }))
    expect(total(all).bytes).toBeLessThanOrEqual(5 * KILOBYTE)
    tables.push(table('a page that asks again, with htmx', [...all, total(all)]))
  })

  it('sends whoever has shown what a page wants on with one trip, and shows the page to sign out with one', async () => {
    const who = await member(stack, WITH_HTMX)
    await logInFully(who)
    const met = await costsOf(who, 'a page that asks again, met already', ({ visitor }) => visitor.send('/auth/step-up?max_age=300'))
    const out = await costsOf(who, 'the page to sign out', ({ visitor }) => visitor.open('/auth/sign-out'))
    expect([met, out].map(spent)).toEqual(Array(2).fill({ requests: 1, trips: 1 }))
  })
})
