import { beforeEach, describe, expect, it } from 'vitest'
import { hours, minutes, seconds, TOO_LATE_TO_SEND } from '../../src/domain/policy.ts'
import { goWrong, requestsTo } from '../support/carrier.ts'
import { giveEmail, givePhone, stackNamed, timePasses, traveller, verifyEmail, walkTo } from '../support/journey.ts'
import { Line, type Trip } from '../support/line.ts'
import { becomes, marked, providersAreWell, sweep, sweepAfterRest } from '../support/outbox.ts'
import { count, flowOf, rows } from '../support/rows.ts'
import { passRunsOut } from '../support/session.ts'

const stack = stackNamed('quiet')
beforeEach(() => providersAreWell(stack))
const line = new Line(stack.line)

/** What the providers report of the messages comes in requests of its own. */
const isOfSweep = ({ statements }: Trip) => !statements.some((sql) => sql.includes('provider_events" ('))

/** Somebody whose message could not be sent. */
async function unsent(step: 'give-email' | 'give-phone') {
  const dana = await walkTo(await traveller(stack), step)
  const to = step === 'give-email' ? dana.email : dana.phone.e164
  await goWrong(stack, { provider: step === 'give-email' ? 'resend' : 'telnyx', to, status: 429 })
  await (step === 'give-email' ? giveEmail(dana) : givePhone(dana))
  await marked(stack, to)
  return { dana, to }
}

describe('a message that waits', () => {
  /** P12, fault 4. */
  it.each(['give-email', 'give-phone'] as const)(
    'from %s is not sent any more when its code has less than a minute to live',
    async (step) => {
      const { dana, to } = await unsent(step)
      await rows(stack, 'update deliveries set expires_at = ? where destination = ?', Date.now() + TOO_LATE_TO_SEND - seconds(1), to)
      await sweepAfterRest(stack, to)
      await becomes(stack, to, 'expired')
      expect(await requestsTo(stack, to)).toHaveLength(1)
      expect(await dana.mailbox.messages(to)).toEqual([])
    },
  )

  /** P12: nobody swept for ten minutes. */
  it('keeps nobody from asking for another, and only what was asked for comes', async () => {
    const { dana, to } = await unsent('give-email')
    await timePasses(dana, 600)
    await dana.visitor.press('Send new code')
    expect(dana.visitor.status).toBe(200)
    await verifyEmail(dana)
    expect(dana.visitor.path).toBe('/auth/register/set-password')
    expect(await dana.mailbox.messages(to)).toHaveLength(1)
  })

  /** Row 13: two that sweep at once share the work. */
  it('is sent once, however many sweep at the same time', async () => {
    const { dana, to } = await unsent('give-email')
    await rows(stack, 'update deliveries set leased_until = 0 where destination = ?', to)
    await Promise.all(Array.from({ length: 5 }, () => sweep(stack)))
    await becomes(stack, to, 'delivered')
    expect(await requestsTo(stack, to)).toHaveLength(2)
    expect(await dana.mailbox.messages(to)).toHaveLength(1)
  })

  /** Fault 20: a Worker may make 50 requests of its own at a time. */
  it('shares a sweep with so many others as a Worker can send', async () => {
    const { to } = await unsent('give-email')
    const columns = (await columnsOfDeliveries()).filter((name) => name !== 'id')
    const copy = `insert into deliveries (id, ${columns}) select id || '-' || value, ${columns} from deliveries, generate_series(1, 60) where destination = ?`
    await rows(stack, copy, to)
    const before = await requestsTo(stack)
    const trips = await line.tripsOf(() => sweepAfterRest(stack, to))
    const handed = (await requestsTo(stack)).length - before.length
    expect(handed).toBe(40)
    expect(trips.filter(isOfSweep).length + handed).toBeLessThanOrEqual(50)
    await sweepAfterRest(stack, to)
    expect(await count(stack, 'deliveries', "destination = ? and state = 'due'", to)).toBe(0)
  })
})

const columnsOfDeliveries = async () =>
  (await rows(stack, "select name from pragma_table_info('deliveries')")).map(({ name }) => String(name))

/** Fault 19. */
describe('the minute’s sweep', () => {
  it('forgets what was over a day ago, and touches nobody who is on the way or signed in', async () => {
    const over = await walkTo(await traveller(stack), 'verify-email')
    const onTheWay = await walkTo(await traveller(stack), 'verify-email')
    const registered = await walkTo(await traveller(stack), 'portal')
    await over.visitor.follow('Cancel')
    const { id } = await flowOf(stack, over.person.username)
    await over.visitor.press('Yes, cancel')
    await rows(stack, 'update flows set ended_at = ended_at - ? where id = ?', hours(24) + minutes(1), String(id))

    await sweep(stack)
    await expect.poll(() => count(stack, 'flows', 'id = ?', String(id))).toBe(0)
    expect(await count(stack, 'challenges', 'flow_id = ?', String(id))).toBe(0)
    expect(await count(stack, 'audit_events', 'flow_id = ?', String(id))).toBeGreaterThan(0)
    await verifyEmail(onTheWay)
    expect(onTheWay.visitor.path).toBe('/auth/register/set-password')
    passRunsOut(registered.visitor.cookies)
    expect((await registered.visitor.reload()).words).toContain(registered.person.name)
  })
})
