import { describe, expect, it } from 'vitest'
import { pageSays } from '../support/call.ts'
import { giveEmail, stackNamed, traveller, verifyEmail, walkTo } from '../support/journey.ts'
import { freshEmail } from '../support/people.ts'
import { RUNTIMES } from '../support/runtimes.ts'

const INVALID = 'Mail cannot go to this address. Check it for a slip: choose Change email to correct it.'
const BOUNCED = 'Your mail server sent our message back. Check the address: choose Change email to correct it.'
const FULL = 'Your mail server did not take our message: the mailbox may be full. Choose Send new code, or Change email.'
const SUPPRESSED = 'Earlier mail to this address came back, so nothing was sent. Choose Change email, and give another address.'

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
    expect((await given('invalid')).visitor.words).toContain(INVALID)
  })

  it.each([
    ['bounce', BOUNCED],
    ['full', FULL],
    ['suppressed', SUPPRESSED],
  ])('that comes back (%s) is told when the page is looked at again, and another address helps', async (local, words) => {
    const dana = await given(local)
    await pageSays(dana, words)
    await dana.visitor.press('Change email')
    const corrected = { ...dana, email: freshEmail() }
    await giveEmail(corrected)
    await verifyEmail(corrected)
    expect(dana.visitor.path).toBe('/auth/register/set-password')
  })

  it('that its server holds back is told, and its code still works', async () => {
    const dana = await given('slow')
    await pageSays(dana, 'Your mail server is holding our message. It can take a few minutes.')
    await verifyEmail(dana)
    expect(dana.visitor.path).toBe('/auth/register/set-password')
  })

  it('that the provider has no time for yet is said to be on its way', async () => {
    expect((await given('limited')).visitor.words).toMatch(/from our email to l•••@.* On its way\./)
  })
})
