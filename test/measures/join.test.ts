import { describe, expect, it } from 'vitest'
import { stackNamed } from '../support/journey.ts'
import { Line } from '../support/line.ts'
import { entriesOf, newcomer, registrationCode } from '../support/newcomer.ts'
import { costOf, KILOBYTE } from './cost.ts'

const stack = stackNamed('quiet')
const line = new Line(stack.line)
const HTMX = { htmx: true, headers: { 'accept-encoding': 'br' } }

describe('joining with a code', () => {
  it('costs no trip to the database to look at, and one to send', async () => {
    const nora = await newcomer(stack, HTMX)
    const opened = await costOf('join, opened', line, nora.visitor, () => nora.visitor.open('/auth/join'))
    expect(opened).toMatchObject({ requests: 1, trips: 0 })
    expect(opened.bytes).toBeLessThan(5 * KILOBYTE)
    const sent = await costOf('join', line, nora.visitor, () => nora.visitor.fill(entriesOf(nora)).press('Continue'))
    expect(nora.visitor.path).toBe('/auth/register/choose-method')
    expect(sent).toMatchObject({ requests: 1, trips: 1 })
    expect(await costOf('join, begun', line, nora.visitor, () => nora.visitor.open('/auth/join'))).toMatchObject({ requests: 1, trips: 1 })
  })

  it('costs one trip with a code that cannot be used, and none where the form itself is wrong', async () => {
    const ada = await newcomer(stack, HTMX, { code: await registrationCode(stack, 0) })
    await ada.visitor.open('/auth/join')
    expect(await costOf('refused', line, ada.visitor, () => ada.visitor.fill(entriesOf(ada)).press('Continue'))).toMatchObject({ trips: 1 })
    const half = { ...entriesOf(ada), 'Registration code': 'AAAA' }
    expect(await costOf('half', line, ada.visitor, () => ada.visitor.fill(half).press('Continue'))).toMatchObject({ trips: 0 })
  })
})
