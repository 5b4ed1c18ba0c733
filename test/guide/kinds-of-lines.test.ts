import { describe, expect, it } from 'vitest'
import { pageSays, phoneRings } from '../support/call.ts'
import { givePhone, stackNamed, traveller, walkToPhone } from '../support/journey.ts'
import { failingPhone } from '../support/people.ts'
import { RUNTIMES } from '../support/runtimes.ts'

/** J06. What kind of line a number is, as the provider's look-up says. */
describe.concurrent.each(RUNTIMES)('a number of one’s own choice on %s', (runtime) => {
  const given = async (ending: string, press: 'Send Code' | 'Call Me') => {
    const dana = { ...(await walkToPhone(await traveller(stackNamed(runtime)))), phone: failingPhone(ending) }
    await givePhone(dana, press)
    return dana
  }

  it.each([
    ['of premium rate', '5550145'],
    ['of a pager', '5550146'],
  ])('%s gets neither texts nor calls, and another is asked for', async (_, ending) => {
    for (const press of ['Send Code', 'Call Me'] as const) {
      const dana = await given(ending, press)
      expect(dana.visitor.words).not.toContain('Enter the code from our text message')
      expect(dana.visitor.words).toContain('Change number')
      expect(await dana.mailbox.messages(dana.phone.e164)).toEqual([])
    }
  })

  it('of a hospital’s desk gets its call', async () => {
    await phoneRings(await given('5550148', 'Call Me'))
  })

  it('that could not be looked up gets its text', async () => {
    const dana = await given('5550149', 'Send Code')
    await dana.mailbox.expect(dana.phone.e164)
    await pageSays(dana, 'Delivered to your phone')
  })
})
