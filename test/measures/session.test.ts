import { expect, it } from 'vitest'
import { stackNamed } from '../support/journey.ts'
import { Line } from '../support/line.ts'
import { logInFully, member } from '../support/member.ts'
import { ask, extend, passRunsOut } from '../support/session.ts'
import { costOf, KILOBYTE, table } from './cost.ts'

const stack = stackNamed('quiet')
const line = new Line(stack.line)

it('asking when a session ends, and extending it, take one trip to the database each', async () => {
  const dana = await member(stack, { headers: { 'accept-encoding': 'br' } })
  await logInFully(dana)
  const { visitor } = dana
  const costs = [
    await costOf('asked when it ends', line, visitor, () => ask(dana)),
    await costOf('the dialogs, once and only when needed', line, visitor, () => visitor.send('/auth/session/dialogs')),
    await costOf('extended', line, visitor, () => extend(dana)),
  ]
  expect(costs.map(({ requests, trips }) => [requests, trips])).toEqual([
    [1, 1],
    [1, 0],
    [1, 1],
  ])
  for (const { bytes } of costs) expect(bytes).toBeLessThan(1.5 * KILOBYTE)
  console.log(`\n${table('a session', costs)}\n`)
})

it('a page of the portal takes no trip to the database while its pass is fresh, and one when that is renewed', async () => {
  const { visitor, ...dana } = await member(stack, { headers: { 'accept-encoding': 'br' } })
  await logInFully({ ...dana, visitor })
  const pages = ['/', '/messages', '/help']
  const opened = (path: string) => costOf(path, line, visitor, () => visitor.open(path))
  const costs = []
  for (const path of pages) costs.push(await opened(path))
  passRunsOut(visitor.cookies)
  for (const path of pages) costs.push(await opened(path))
  expect(costs.map(({ requests, trips }) => [requests, trips])).toEqual([
    [1, 0],
    [1, 0],
    [1, 0],
    [1, 1],
    [1, 0],
    [1, 0],
  ])
})
