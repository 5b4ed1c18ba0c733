import { afterEach, describe, expect, it } from 'vitest'
import { stackNamed } from '../support/journey.ts'
import { type Fault, isBookkeeping, Line } from '../support/line.ts'
import { post, tokenOf } from '../support/post.ts'
import { backOf, FORMS, keptOf, NEW_CODES } from './forms.ts'
import { expectWayBack } from './way-back.ts'

const stack = stackNamed('quiet')
const line = new Line(stack.line)
afterEach(() => line.mend())

/** The ways in which nothing reaches the database, or nothing is done there. */
const AWAY: Fault[] = [{ kind: 'refuse' }, { kind: 'busy' }, { kind: 'expired' }, { kind: 'unauthorized' }]

/** P04, P11, faults 5, 7 and 9: no decision is made, nothing is half done, no attempt is lost. */
describe('while the database is away', () => {
  it.each(Object.entries({ ...FORMS, ...NEW_CODES }))('the form of %s changes nothing, and works afterwards', async (_, form) => {
    const dana = await form.arrive(stack)
    const token = tokenOf(dana.visitor)
    const fields = await form.fields(dana)
    const send = () => post(dana.visitor, form.path, fields, { token })
    const before = await keptOf(dana)

    for (const fault of AWAY)
      for (let trip = 0; trip < form.trips; trip++) {
        expectWayBack(await line.failing({ ...fault, after: trip }, send), backOf(form))
        expect(await keptOf(dana)).toEqual(before)
      }
    expect((await dana.visitor.tab().open(backOf(form))).status).toBe(200)

    const trips = await line.tripsOf(async () => {
      const answer = await send()
      expect([answer.status, answer.headers.location]).toEqual([303, form.to])
    })
    // No trip was left out above: each of them failed once.
    expect(trips.filter((trip) => !isBookkeeping(trip))).toHaveLength(form.trips)
    expect(await keptOf(dana)).not.toEqual(before)
  })

  /** P04: a code that is not stored is not sent. */
  it('no code leaves for an address that could not be stored', async () => {
    const dana = await FORMS['give-email'].arrive(stack)
    await line.failing({ kind: 'lose-request' }, () => post(dana.visitor, '/auth/register/give-email', { email: dana.email }))
    await post(dana.visitor, '/auth/register/give-email', { email: dana.email })
    expect(await dana.mailbox.expect(dana.email)).toHaveLength(1)
  })
})
