import { describe, expect, it } from 'vitest'
import { JOURNEYS as TABLES } from '../../src/domain/journeys.ts'
import { stackNamed, type Traveller } from '../support/journey.ts'
import { STANDINGS } from '../support/journeys.ts'
import { postAtOnce } from '../support/post.ts'
import { count, flowOf, letPass } from '../support/rows.ts'

const stack = stackNamed('workerd')
const AT_ONCE = 10

/** The code that was sent last to whoever waits for one. */
async function codeFor({ mailbox, email, phone }: Traveller, step: string): Promise<string> {
  const sent = await mailbox.messages(step.includes('email') || step.includes('mailbox') ? email : phone.e164)
  return /\b\d{6}\b/.exec(sent.findLast(({ text }) => /\b\d{6}\b/.test(text))?.text ?? '')?.[0] ?? '000000'
}

const ENDS: Record<string, string> = { registered: 'portal', 'logged-in': 'portal', recovered: 'log in' }

/** C01 to C05, C08, P01: made from the tables of moves. */
describe.each(STANDINGS)('at $step of a $name', ({ step, journey }) => {
  const own = Object.keys(journey.moves).filter((move) => journey.moves[move]?.includes(step))

  it.each(own)('ten presses of %s have the effect of one', async (move) => {
    const dana = await journey.arrive(step)
    const flow = await flowOf(stack, dana.person.username)
    await letPass(stack, flow.id, 121)
    const [code, way] = [await codeFor(dana, step), dana.visitor.page.querySelector('[name="way"]')?.getAttribute('value') ?? '']
    const fields = { ...journey.fields[move]?.(dana), ...(move === step && { code }), ...(way && { way }) }
    const of = () =>
      Promise.all([
        count(stack, 'deliveries', "flow_id = ? and kind not in ('registered', 'password-changed', 'phone-replaced')", String(flow.id)),
        count(stack, 'sessions', 'account_id = ? and ended_at is null', String(flow.account_id)),
        count(stack, 'authenticators', 'account_id = ?', String(flow.account_id)),
      ])
    const before = await of()
    const answers = await postAtOnce(dana.visitor, AT_ONCE, journey.at + move, () => fields)

    // 503 where a password is hashed for each of them, and the line is full.
    expect(answers.filter(({ status }) => ![303, 422, 503].includes(status)).map(({ status }) => status)).toEqual([])
    const after = await of()
    const [messages = 0, sessions = 0, authenticators = 0] = after.map((many, i) => many - (before[i] ?? 0))
    expect({ messages: messages <= 1 || move === 'check-mailbox', sessions: sessions <= 1, authenticators: authenticators <= 2 }).toEqual({
      messages: true,
      sessions: true,
      authenticators: true,
    })
    // A session that is stepped up ends with the batch in which another begins.
    expect(after[1]).toBeLessThanOrEqual(1)
    const leads = move === 'cancel' ? [step] : (TABLES[journey.table].leads[move] ?? [])
    const { step: stands } = await flowOf(stack, dana.person.username)
    expect([...leads, step]).toContain(ENDS[String(stands)] ?? stands)
  })
})
