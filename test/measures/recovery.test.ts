import { afterAll, expect, it } from 'vitest'
import { stackNamed, type Traveller } from '../support/journey.ts'
import { Line } from '../support/line.ts'
import { enterCode, forgetPassword, LONG_PASSWORD, member } from '../support/member.ts'
import { type Cost, costOf, table, total } from './cost.ts'

const stack = stackNamed('quiet')
const line = new Line(stack.line)
const tables: string[] = []
afterAll(() => console.log(`\n${tables.join('\n\n')}\n`))

const costsOf = (who: Traveller, step: string, act: (who: Traveller) => Promise<unknown>): Promise<Cost> =>
  costOf(step, line, who.visitor, () => act(who))

it('a forgotten password is replaced with one trip a step, and two where it is hashed', async () => {
  const who = await member(stack, { headers: { 'accept-encoding': 'br' }, htmx: true })
  const { visitor, mailbox, email, phone } = who
  const password = `${LONG_PASSWORD} more`
  const asked = await costsOf(who, 'the name, with its form', () => forgetPassword(who, who.person.username))
  const mailed = await mailbox.code(email)
  const proved = await costsOf(who, 'the code from the mail', () => enterCode(who, mailed))
  const sent = await costsOf(who, 'Send Code', () => visitor.press('Send Code'))
  const texted = await mailbox.code(phone.e164)
  const entered = await costsOf(who, 'the code from the text', () => enterCode(who, texted))
  const replaced = await costsOf(who, 'the new password (hashed), to the login page', () =>
    visitor.fill({ 'New password': password, 'Confirm new password': password }).press('Save'),
  )
  expect(visitor.path).toBe('/auth/login')
  const costs = [asked, proved, sent, entered, replaced]
  expect(costs.map(({ requests, trips }) => ({ requests, trips }))).toEqual([
    { requests: 2, trips: 1 },
    { requests: 1, trips: 1 },
    { requests: 1, trips: 1 },
    { requests: 1, trips: 1 },
    { requests: 2, trips: 2 },
  ])
  tables.push(table('a forgotten password, with htmx', [...costs, total(costs)]))
})
