import { describe, expect, it } from 'vitest'
import { MOVES, type Move, STEPS, type Step } from '../../src/domain/flow.ts'
import { NEW_PASSWORD, stackNamed, type Traveller, traveller, walkTo } from '../support/journey.ts'
import { post } from '../support/post.ts'
import { flowOf, rows } from '../support/rows.ts'

const stack = stackNamed('workerd')

/** What each form would send; right where a right value can be known. */
const FIELDS: Record<Move, (who: Traveller) => Record<string, string>> = {
  'choose-method': () => ({ method: 'email' }),
  'choose-method/again': () => ({}),
  'give-email': () => ({ email: 'elsewhere@clinic.example' }),
  'give-email/again': () => ({}),
  'verify-email': () => ({ code: '123456' }),
  'verify-email/new-code': () => ({}),
  'set-password': () => ({ password: NEW_PASSWORD, again: NEW_PASSWORD }),
  'give-phone': (who) => ({ country: 'US', number: who.phone.typed, channel: 'sms' }),
  'give-phone/again': () => ({}),
  'verify-phone': () => ({ code: '123456' }),
  'verify-phone/new-code': () => ({}),
  'verify-phone/call-me': () => ({}),
  cancel: () => ({}),
}

const skips = STEPS.map((step) => ({
  step,
  moves: (Object.keys(MOVES) as Move[]).filter((move) => !(MOVES[move] as readonly Step[]).includes(step)),
}))

/** All that a registration has in the database, as text. */
async function everythingOf(who: Traveller): Promise<string> {
  const flow = await flowOf(stack, who.person.username)
  const [challenges, codes, messages, failures] = await Promise.all([
    rows(stack, 'select * from challenges where flow_id = ? order by id', String(flow.id)),
    rows(
      stack,
      'select codes.* from codes join challenges on id = challenge_id where flow_id = ? order by challenge_id, send',
      String(flow.id),
    ),
    rows(stack, 'select id, destination, channel from deliveries where flow_id = ? order by id', String(flow.id)),
    rows(stack, "select * from failures where subject = 'code:' || ?", String(flow.account_id)),
  ])
  return JSON.stringify({ flow, challenges, codes, messages, failures })
}

/** G01, G02: the whole matrix, made from the table of moves. */
describe.each(skips)('a registration at $step', ({ step, moves }) => {
  it(`shows that step again, unchanged, whoever posts to ${moves.length} other places`, async () => {
    const dana = await walkTo(await traveller(stack), step)
    const here = `/auth/register/${step}`
    const before = await everythingOf(dana)
    for (const move of moves) {
      const plain = await post(dana.visitor, `/auth/register/${move}`, FIELDS[move](dana))
      expect({ move, status: plain.status, leads: plain.headers.location }).toEqual({ move, status: 303, leads: here })
      const htmx = { 'hx-request': 'true', 'hx-request-type': 'partial', 'sec-fetch-mode': 'cors' }
      const swapped = await post(dana.visitor, `/auth/register/${move}`, FIELDS[move](dana), { headers: htmx })
      expect({ move, status: swapped.status, leads: swapped.headers['hx-push-url'] }).toEqual({ move, status: 200, leads: here })
    }
    expect(await everythingOf(dana)).toBe(before)
  })

  it('is what every other address of the registration leads to', async () => {
    const dana = await walkTo(await traveller(stack), step)
    for (const other of [...STEPS, 'verify-email/new-code', 'nowhere']) {
      await dana.visitor.open(`/auth/register/${other}`)
      expect(dana.visitor.path).toBe(`/auth/register/${step}`)
      expect(dana.visitor.status).toBe(200)
    }
  })
})
