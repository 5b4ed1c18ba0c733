import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '../../src/carrier/faults.ts'
import { CALL_PATIENCE, seconds } from '../../src/domain/policy.ts'
import { answerAndKey, numberShown, pageSays, phoneRings, screenSays } from '../support/call.ts'
import { goWrong } from '../support/carrier.ts'
import { giveEmail, givePhone, stackNamed, timePasses, traveller, verifyText, walkTo } from '../support/journey.ts'
import { Line, type Trip } from '../support/line.ts'
import { becomes, providersAreWell } from '../support/outbox.ts'
import { count, flowOf } from '../support/rows.ts'
import type { Manner } from '../support/visitor.ts'

const stack = stackNamed('quiet')
beforeEach(() => providersAreWell(stack))
const line = new Line(stack.line)
afterEach(() => line.mend())

const SILENT = 'We have not heard from the phone network. If your phone is not ringing, call again or get the code by text.'
const LATE = seconds(1.5)
const WAITS = { timeout: seconds(10) }
const isReport = ({ statements }: Trip) => statements.some((sql) => sql.includes('into "provider_events"'))
const MANNERS = { 'without JavaScript': {}, 'with htmx': { htmx: true } }

/** Somebody who is being called, by a provider of whose reports some come as they should not. */
async function called(amiss?: Partial<Fault>, manner: Manner = {}) {
  const dana = await walkTo(await traveller(stack, manner), 'give-phone')
  if (amiss) await goWrong(stack, { provider: 'telnyx', to: dana.phone.e164, times: 99, ...amiss })
  await givePhone(dana, 'Call Me')
  return { dana, call: await phoneRings(dana) }
}

/** Fault 11. */
describe.each(Object.entries(MANNERS))('where no report of a call comes, %s', (_, manner) => {
  it('the screen says so in time, and a text message leads on', async () => {
    const { dana } = await called({ webhooks: 'lost' }, manner)
    await screenSays(dana, 'Calling your phone…')
    await timePasses(dana, CALL_PATIENCE / 1000 + 1)
    await screenSays(dana, SILENT)
    const before = await dana.mailbox.messages(dana.phone.e164)
    await dana.visitor.press('Send Code by text')
    expect(dana.visitor.heading).toBe('Check your phone')
    await dana.mailbox.expect(dana.phone.e164, before.length + 1)
    await verifyText(dana)
    expect(dana.visitor.path).toBe('/')
  })
})

describe('where the reports of a call', () => {
  it('lack its end, it can be called again all the same', async () => {
    const { dana, call } = await called({ webhooks: 'lost', event: 'call.hangup' })
    await dana.mailbox.hangUp(call)
    await timePasses(dana, CALL_PATIENCE / 1000 + 1)
    await pageSays(dana, SILENT)
    await dana.visitor.press('Call again')
    await answerAndKey(dana, await phoneRings(dana, 2), `${numberShown(dana)}#`)
    await pageSays(dana, 'Your phone is confirmed')
  })

  /** Fault 12, M05. */
  it.each(['call.initiated', 'call.answered'])('have %s come after all the others, the screen does not go back', async (event) => {
    const began = Date.now()
    const { dana, call } = await called({ webhooks: 'late', event, delayMs: LATE })
    await answerAndKey(dana, call, `${numberShown(dana)}#`)
    await pageSays(dana, 'Your phone is confirmed')
    await becomes(stack, dana.phone.e164, 'confirmed')
    await expect.poll(async () => (await line.trips()).some((trip) => isReport(trip) && trip.began > began + LATE), WAITS).toBe(true)
    await dana.visitor.reload()
    expect(dana.visitor.words).toContain('Your phone is confirmed')
    await dana.visitor.press('Continue')
    expect(dana.visitor.path).toBe('/')
  })

  it('all come twice, nothing is asked twice', async () => {
    const { dana, call } = await called({ webhooks: 'repeated' })
    await answerAndKey(dana, call, `${numberShown(dana)}#`)
    await pageSays(dana, 'Your phone is confirmed')
    const { text } = await dana.mailbox.spoken(dana.phone.e164, /Key in that number/)
    expect(text.match(/Key in that number/g)).toHaveLength(1)
  })
})

describe('a report that comes while the database is away', () => {
  it('is brought again by the provider, and counts then', async () => {
    const dana = await walkTo(await traveller(stack), 'give-email')
    await line.failingUntilFelt({ kind: 'refuse', holding: 'provider_events' }, () => giveEmail(dana))
    await becomes(stack, dana.email, 'delivered')
  })

  it('of keyed digits that were judged is not judged again', async () => {
    const { dana, call } = await called()
    const key = () => answerAndKey(dana, call, `${numberShown(dana)}#`)
    await line.failingUntilFelt({ kind: 'lose-answer', holding: '"attempts" + 1', times: 1 }, key)
    await pageSays(dana, 'Your phone is confirmed')
    const { id } = await flowOf(stack, dana.person.username)
    expect(await count(stack, 'challenges', "flow_id = ? and purpose = 'registration-phone' and attempts = 1", String(id))).toBe(1)
  })

  it('of keyed digits that could not be judged costs no try, and another call proves the number', async () => {
    const { dana, call } = await called()
    await line.failingUntilFelt({ kind: 'refuse', holding: '"attempts" + 1' }, () => answerAndKey(dana, call, `${numberShown(dana)}#`))
    await dana.mailbox.hangUp(call)
    await pageSays(dana, 'The call ended before it was confirmed. Call again, and stay on the line.')
    await timePasses(dana, 31)
    await dana.visitor.reload()
    await dana.visitor.press('Call again')
    await answerAndKey(dana, await phoneRings(dana, 2), `${numberShown(dana)}#`)
    await pageSays(dana, 'Your phone is confirmed')
  })
})
