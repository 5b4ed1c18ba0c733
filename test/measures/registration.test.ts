import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { HTMX, SCRIPT, SESSION } from '../../src/assets.ts'
import { STEPS, type Step } from '../../src/domain/flow.ts'
import { answerAndKey, numberShown, phoneRings } from '../support/call.ts'
import { goWrong } from '../support/carrier.ts'
import {
  chooseMethod,
  giveEmail,
  givePhone,
  setPassword,
  stackNamed,
  type Traveller,
  traveller,
  verifyEmail,
  verifyText,
  walkTo,
  walkToPhone,
} from '../support/journey.ts'
import { Line } from '../support/line.ts'
import { becomes } from '../support/outbox.ts'
import { Visitor } from '../support/visitor.ts'
import { type Cost, costOf, homeCost, KILOBYTE, less, onTheWire, table, total } from './cost.ts'

const stack = stackNamed('quiet')
const line = new Line(stack.line)
const tables: string[] = []

afterAll(() => console.log(`\n${tables.join('\n\n')}\n`))

const file = (path: string) => readFileSync(new URL(`../../public${path}`, import.meta.url))
const scripts = (): Cost => ({
  step: 'htmx, and the scripts of our pages and the portal’s, once',
  requests: 3,
  trips: 0,
  bytes: onTheWire(file(HTMX)) + onTheWire(file(SCRIPT)) + onTheWire(file(SESSION)),
})

/** Steps that compute a password hash between a read and a write. */
const HASHED = ['current-user', 'set-password']

type Walk = readonly [step: string, act: (who: Traveller) => Promise<unknown>][]

const login: Walk[number] = [
  'current-user',
  ({ visitor, person }) => visitor.fill({ Username: person.username, Password: person.password }).press('Login'),
]
const upToPassword = (method: 'Phone' | 'Email'): Walk => [
  login,
  ['choose-method' satisfies Step, (who) => chooseMethod(who, method)],
  ['give-email' satisfies Step, giveEmail],
  ['verify-email' satisfies Step, verifyEmail],
  ['set-password' satisfies Step, setPassword],
]
const BY_TEXT: Walk = [...upToPassword('Phone'), ['give-phone', (who) => givePhone(who)], ['verify-phone', verifyText]]
const BY_EMAIL: Walk = upToPassword('Email')

/** Offers the one encoding that every browser and every edge speaks best. */
const BROTLI = { headers: { 'accept-encoding': 'br' } }
const MANNERS = { 'with htmx': { ...BROTLI, htmx: true }, 'without JavaScript': BROTLI }

/** Each step of a walk with its cost. The portal's home, where the last one leads, is a row of its own. */
async function walk(who: Traveller, steps: Walk): Promise<Cost[]> {
  const costs = [await costOf('current-user, opened', line, who.visitor, () => who.visitor.open('/auth/register'))]
  for (const [step, act] of steps) costs.push(await costOf(step, line, who.visitor, () => act(who)))
  expect(who.visitor.path).toBe('/')
  const home = await homeCost(line, who.visitor)
  const last = costs.pop() as Cost
  return [...costs, less(last, home), home]
}

describe('what the registration costs', () => {
  it('makes the first screen usable in one request of at most 5 KB, with the scripts deferred', async () => {
    const visitor = new Visitor(stack.origin, BROTLI)
    const cost = await costOf('log in', line, visitor, () => visitor.open('/auth/login'))
    expect(visitor.headers['content-encoding']).toBe('br')
    expect(cost).toMatchObject({ requests: 1, trips: 0 })
    expect(cost.bytes).toBeLessThanOrEqual(5 * KILOBYTE)
    expect(onTheWire(visitor.latest?.text ?? '')).toBeLessThanOrEqual(5 * KILOBYTE)
    expect(visitor.page.querySelectorAll('link[rel="stylesheet"], script:not([defer])')).toHaveLength(0)
    expect(visitor.page.querySelectorAll('script[defer]')).toHaveLength(2)
    tables.push(table('first screen', [cost]))
  })

  it.each([
    ['by text message', BY_TEXT],
    ['by email alone', BY_EMAIL],
  ] as const)('takes one request a step %s with htmx, nine trips to the database and 30 KB at most', async (how, steps) => {
    const who = await traveller(stack, MANNERS['with htmx'])
    const [opened, ...costs] = await walk(who, steps)
    for (const { step, requests, trips } of costs) {
      expect({ step, requests, trips }).toEqual({ step, requests: 1, trips: HASHED.includes(step) ? 2 : 1 })
    }
    const registration = total([opened as Cost, ...costs.slice(0, -1)])
    expect(registration.trips).toBeLessThanOrEqual(9)
    const all = [opened as Cost, ...costs, scripts()]
    expect(total(all).bytes).toBeLessThanOrEqual(30 * KILOBYTE)
    tables.push(table(`${how}, with htmx`, [...all, total(all)]))
  })

  it('takes one more request and one more read a step without JavaScript, to show the next page', async () => {
    const who = await traveller(stack, MANNERS['without JavaScript'])
    const [opened, ...costs] = await walk(who, BY_TEXT)
    for (const { step, requests, trips } of costs.slice(0, -2)) {
      expect({ step, requests, trips }).toEqual({ step, requests: 2, trips: HASHED.includes(step) ? 3 : 2 })
    }
    const all = [opened as Cost, ...costs]
    expect(total(all).bytes).toBeLessThanOrEqual(30 * KILOBYTE)
    tables.push(table('by text message, without JavaScript', [...all, total(all)]))
  })

  it('follows a call with one request and one trip a look, and is over with one more', async () => {
    const who = await walkToPhone(await traveller(stack, MANNERS['with htmx']))
    const called = await costOf('give-phone, by a call', line, who.visitor, () => givePhone(who, 'Call Me'))
    const looked = await costOf('each look at how the call goes', line, who.visitor, () => who.visitor.tick())
    await answerAndKey(who, await phoneRings(who), `${numberShown(who)}#`)
    await who.mailbox.spoken(who.phone.e164, /Thank you/)
    const confirmed = await costOf('the look that sees it confirmed, and verify-phone by itself', line, who.visitor, () =>
      who.visitor.tick(),
    )
    expect(who.visitor.path).toBe('/')
    const home = await homeCost(line, who.visitor)
    const costs = [called, looked, less(confirmed, home)]
    expect(costs.map(({ requests, trips }) => [requests, trips])).toEqual([
      [1, 1],
      [1, 1],
      [2, 2],
    ])
    tables.push(table('by a call, with htmx, where it differs', costs))
  })

  it('follows a text with one request, one trip and 0.3 KB a look, and one that tells nothing new with less', async () => {
    const who = await walkToPhone(await traveller(stack, MANNERS['with htmx']))
    await goWrong(stack, { provider: 'telnyx', to: who.phone.e164, webhooks: 'late', event: 'message.finalized', delayMs: 3000 })
    await givePhone(who)
    const same = await costOf('a look that tells nothing new', line, who.visitor, () => who.visitor.tick())
    await becomes(stack, who.phone.e164, 'delivered')
    const news = await costOf('a look that tells that the text has arrived', line, who.visitor, () => who.visitor.tick())
    expect(who.visitor.words).toContain('Delivered to your phone')
    for (const { requests, trips, bytes } of [same, news]) {
      expect([requests, trips]).toEqual([1, 1])
      expect(bytes).toBeLessThanOrEqual(0.3 * KILOBYTE)
    }
    tables.push(table('the live line', [same, news]))
  })

  it.each(STEPS)('shows %s again for one request and one trip', async (step) => {
    const who = await traveller(stack, MANNERS['without JavaScript'])
    await (step === 'give-phone' ? walkToPhone(who) : walkTo(who, step))
    const cost = await costOf(step, line, who.visitor, () => who.visitor.reload())
    expect([who.visitor.status, cost.requests, cost.trips]).toEqual([200, 1, 1])
  })
})
