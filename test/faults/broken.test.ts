import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { giveEmail, stackNamed, traveller, walkTo } from '../support/journey.ts'
import { rows } from '../support/rows.ts'

const stack = stackNamed('quiet')

/** The log line of a request, by the reference that its page gave. */
const logged = (reference: string) => {
  const line = readFileSync(stack.log, 'utf8')
    .split('\n')
    .find((each) => each.includes(`"id":"${reference}"`))
  return line ? JSON.parse(line.slice(line.indexOf('{'))) : null
}

/** P14. */
describe('a fault that nobody thought of', () => {
  it('is told without a word of its inside, with a reference that finds it in the log', async () => {
    const dana = await walkTo(await traveller(stack), 'give-email')
    // A registration that is over and yet not ended: no batch leaves one behind.
    const owner = 'account_id = (select id from accounts where username = ?)'
    await rows(stack, `update flows set step = 'registered' where ${owner}`, dana.person.username)
    await giveEmail(dana)

    expect(dana.visitor.status).toBe(500)
    const [, reference = ''] = /give this reference: ([\w-]{22})\./.exec(dana.visitor.words) ?? []
    expect(dana.visitor.latest?.text).not.toMatch(/TypeError|\.tsx?\b|node_modules|at \w+ \(/)
    await expect.poll(() => logged(reference)).toMatchObject({ status: 500, fault: 'TypeError' })
  })
})
