import { describe, expect, it } from 'vitest'
import { stackNamed, type Traveller } from '../support/journey.ts'
import { JOURNEYS, STANDINGS } from '../support/journeys.ts'
import { post } from '../support/post.ts'
import { flowOf, rows } from '../support/rows.ts'

const stack = stackNamed('workerd')
const HTMX = { 'hx-request': 'true', 'hx-request-type': 'partial', 'sec-fetch-mode': 'cors' }

/** All that a journey has in the database, as text. */
async function everythingOf(who: Traveller): Promise<string> {
  const flow = await flowOf(stack, who.person.username)
  const [challenges, codes, messages, failures, sessions, requests, authenticators] = await Promise.all([
    rows(stack, 'select * from challenges where flow_id = ? order by id', String(flow.id)),
    rows(
      stack,
      'select codes.* from codes join challenges on id = challenge_id where flow_id = ? order by challenge_id, send',
      String(flow.id),
    ),
    rows(stack, 'select id, destination, channel from deliveries where flow_id = ? order by id', String(flow.id)),
    rows(stack, "select * from failures where subject = 'code:' || ?", String(flow.account_id)),
    rows(stack, 'select * from sessions where account_id = ?', String(flow.account_id)),
    rows(stack, 'select * from phone_requests where account_id = ?', String(flow.account_id)),
    rows(stack, 'select * from authenticators where account_id = ? order by id', String(flow.account_id)),
  ])
  return JSON.stringify({ flow, challenges, codes, messages, failures, sessions, requests, authenticators })
}

/** G01, G02: the whole matrix, made from the tables of moves. */
describe.each(STANDINGS)('a $name at $step', ({ step, journey }) => {
  const { at, moves, fields } = journey
  const here = `${at}${step}`
  const skips = Object.keys(moves).filter((move) => !moves[move]?.includes(step))

  it(`shows that step again, unchanged, whoever posts to ${skips.length} other places`, async () => {
    const dana = await journey.arrive(step)
    const before = await everythingOf(dana)
    for (const move of skips) {
      const form = fields[move]?.(dana) ?? {}
      const plain = await post(dana.visitor, at + move, form)
      expect({ move, status: plain.status, leads: plain.headers.location }).toEqual({ move, status: 303, leads: here })
      const swapped = await post(dana.visitor, at + move, form, { headers: HTMX })
      expect({ move, status: swapped.status, leads: swapped.headers['hx-push-url'] }).toEqual({ move, status: 200, leads: here })
    }
    expect(await everythingOf(dana)).toBe(before)
  })

  it('is what every other address of it leads to', async () => {
    const dana = await journey.arrive(step)
    for (const other of [...journey.steps, ...Object.keys(moves).filter((move) => move.includes('/new-code')), 'nowhere']) {
      await dana.visitor.open(at + other)
      expect([dana.visitor.status, dana.visitor.path]).toEqual([200, here])
    }
  })

  it('is no place in another journey: its forms lead to where that begins, and its cookie opens nothing there', async () => {
    const dana = await journey.arrive(step)
    const before = await everythingOf(dana)
    const mine = dana.visitor.cookies.get(journey.cookie) ?? ''
    // A step-up is a way into the login, and its places are the login's.
    for (const other of JOURNEYS.filter(({ name, table }) => name === table && table !== journey.table)) {
      const start = { status: 303, leads: other.start }
      const without = { status: 303, leads: dana.visitor.cookies.get('latchkey') ? '/' : other.start }
      for (const [move, fields] of Object.entries(other.fields)) {
        const { status, headers } = await post(dana.visitor, other.at + move, fields(dana))
        expect({ move, status, leads: headers.location }).toEqual({ move, ...without })
        dana.visitor.cookies.set(other.cookie, mine)
        expect({ move, status: (await post(dana.visitor, other.at + move, fields(dana))).status }).toEqual({ move, status: 403 })
        dana.visitor.cookies.delete(other.cookie)
      }
      dana.visitor.cookies.set(other.cookie, mine)
      const { status, headers } = await dana.visitor.send(`${other.at}${other.steps[0]}`)
      expect({ status, leads: headers.location }).toEqual(start)
    }
    expect(await everythingOf(dana)).toBe(before)
  })
})
