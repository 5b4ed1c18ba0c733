import { describe, expect, it, vi } from 'vitest'
import { requestsTo } from '../support/carrier.ts'
import { giveEmail, stackNamed, type Traveller, traveller, verifyEmail, walkTo } from '../support/journey.ts'
import { enterCode, forgetPassword, givePassword, LONG_PASSWORD, memberOn } from '../support/member.ts'
import { becomes } from '../support/outbox.ts'
import { freshEmail, somebody } from '../support/people.ts'
import { rows } from '../support/rows.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import { Visitor } from '../support/visitor.ts'

const REFUSED = 'Mail to this address came back to us or was not wanted there, so no code was sent. Choose another address or another way'

/** An address whose mail fails on purpose, by what stands before the @. */
const failingEmail = (local: string) => freshEmail().replace(/^(.*)@/, (_, own: string) => `${local}@${own.replaceAll('.', '-')}.`)

/** I05: what came back, or was not wanted, is not sent again. */
describe.concurrent.each(RUNTIMES)('an address on %s', (runtime) => {
  const stack = () => stackNamed(runtime)
  const mails = async (to: string) => (await requestsTo(stack(), to)).length
  const given = async (email: string) => {
    const dana = { ...(await walkTo(await traveller(stack()), 'give-email')), email }
    await giveEmail(dana)
    return dana
  }
  const refuses = async ({ visitor, email }: Traveller, sent: number) => {
    expect([visitor.status, visitor.words]).toEqual([422, expect.stringContaining(REFUSED)])
    expect(await mails(email)).toBe(sent)
  }
  /** The owner of an account whose latest mail was reported as spam. */
  const complained = async (): Promise<Traveller> => {
    const who = { ...(await memberOn(runtime)), email: failingEmail('complain') }
    const registered = { email: who.email, phone: who.phone.e164 }
    who.person = await somebody(stack(), { password: LONG_PASSWORD, kept: 'ours', registered })
    await givePassword(who, 'email')
    await who.visitor.press('Send Code')
    await enterCode(who, await who.mailbox.code(who.email))
    expect(who.visitor.path).toBe('/')
    await reported(who.email)
    return { ...who, visitor: new Visitor(who.stack.origin) }
  }
  const reasonsFor = (email: string) =>
    rows(
      stack(),
      'select reason from suppressions join deliveries on suppressions.destination_key = deliveries.destination_key where destination = ?',
      email,
    )
  // Not with expect.poll, which cannot tell to which of several tests at once it belongs.
  const reported = (email: string) =>
    vi.waitFor(async () => expect(await reasonsFor(email)).toMatchObject([{ reason: 'complained' }]), { timeout: 10_000 })

  it.each([
    ['bounce', 'failed'],
    ['suppressed', 'refused'],
  ] as const)(
    'from which mail came back (%s) is refused when it is given again, whoever gives it, and another works',
    async (why, state) => {
      const dana = await given(failingEmail(why))
      await becomes(dana.stack, dana.email, state)
      await dana.visitor.reload()
      await dana.visitor.press('Change email')
      await giveEmail(dana)
      await refuses(dana, 1)
      await refuses(await given(dana.email), 1)
      const corrected = { ...dana, email: freshEmail() }
      await giveEmail(corrected)
      await verifyEmail(corrected)
      expect(dana.visitor.path).toBe('/auth/register/set-password')
    },
  )

  it('whose mailbox was full gets the next code', async () => {
    const dana = await given(failingEmail('full'))
    await becomes(dana.stack, dana.email, 'failed')
    await dana.visitor.reload()
    await dana.visitor.press('Send new code')
    expect(dana.visitor.status).toBe(200)
    expect(await mails(dana.email)).toBe(2)
  })

  it('that reported our mail as spam is refused another, at a login too, which goes on by phone', async () => {
    const lee = await complained()
    await givePassword(lee, 'email')
    await lee.visitor.press('Send Code')
    await refuses(lee, 1)
    await lee.visitor.press('Try another way')
    await lee.visitor.press('Send Code')
    await enterCode(lee, await lee.mailbox.code(lee.phone.e164))
    expect(lee.visitor.path).toBe('/')
  })

  it('that is suppressed gives nothing away where a password is forgotten', async () => {
    const [lee, ruth] = [await complained(), await memberOn(runtime)]
    for (const who of [lee, ruth]) await forgetPassword(who, who.person.username)
    const masked = ({ visitor }: Traveller) => visitor.words.replace(/\S+•+\S*/g, '')
    expect([lee.visitor.status, lee.visitor.path, masked(lee)]).toEqual([ruth.visitor.status, ruth.visitor.path, masked(ruth)])
    await ruth.mailbox.expect(ruth.email)
    expect(await mails(lee.email)).toBe(1)
  })
})
