import { describe, expect, it } from 'vitest'
import { pageSays } from '../support/call.ts'
import { giveEmail, stackNamed, traveller, verifyEmail, walkTo } from '../support/journey.ts'
import { freshEmail } from '../support/people.ts'
import { RUNTIMES } from '../support/runtimes.ts'

const NOT_TAKEN = 'Your mail server did not take our message. Check the address: choose Change email to correct it.'

/** An address whose mail fails on purpose, by what stands before the @. */
const failingEmail = (local: string) => freshEmail().replace(/^(.*)@/, (_, own: string) => `${local}@${own.replaceAll('.', '-')}.`)

describe.concurrent.each(RUNTIMES)('a mail on %s', (runtime) => {
  const given = async (local: string) => {
    const dana = { ...(await walkTo(await traveller(stackNamed(runtime)), 'give-email')), email: failingEmail(local) }
    await giveEmail(dana)
    expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/auth/register/verify-email'])
    return dana
  }

  it('that the provider refuses is told on the very next screen', async () => {
    expect((await given('invalid')).visitor.words).toContain(NOT_TAKEN)
  })

  it.each(['bounce', 'suppressed'])(
    'that comes back (%s) is told when the page is looked at again, and another address helps',
    async (local) => {
      const dana = await given(local)
      await pageSays(dana, NOT_TAKEN)
      await dana.visitor.press('Change email')
      const corrected = { ...dana, email: freshEmail() }
      await giveEmail(corrected)
      await verifyEmail(corrected)
      expect(dana.visitor.path).toBe('/auth/register/set-password')
    },
  )

  it('that its server holds back is told, and its code still works', async () => {
    const dana = await given('slow')
    await pageSays(dana, 'Your mail server is holding our message. It can take a few minutes.')
    await verifyEmail(dana)
    expect(dana.visitor.path).toBe('/auth/register/set-password')
  })

  it('that the provider has no time for yet is said to be on its way', async () => {
    expect((await given('limited')).visitor.words).toMatch(/A verification code is on its way to l•••@/)
  })
})
