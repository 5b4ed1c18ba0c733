import { describe, expect, it } from 'vitest'
import { stackNamed, traveller, verifyEmail, walkTo } from '../support/journey.ts'
import { freshEmail } from '../support/people.ts'
import { RUNTIMES, WAYS } from '../support/runtimes.ts'
import type { Visitor } from '../support/visitor.ts'

const SEVERAL = 'Enter one email address only, without spaces or commas.'
const TOO_LONG = 'This is longer than an email address can be. Check that only the address is in the box.'

const REFUSED: Record<string, string> = {
  ' ': 'Enter your email address, such as name@clinic.org.',
  'dana@clinic.org, lee@clinic.org': SEVERAL,
  'dana@clinic.org;lee@clinic.org': SEVERAL,
  'dana@lee@clinic.org': SEVERAL,
  'dana.clinic.org': 'An email address has an @ in it, such as name@clinic.org. Check it and send it again.',
  'dana@clinic': 'The part after the @ is not complete. It looks like clinic.org. Check it and send it again.',
  [`${'d'.repeat(65)}@clinic.org`]: TOO_LONG,
  [`dana@${'clinic.'.repeat(40)}org`]: TOO_LONG,
  'dána@clinic.org': 'This address has letters that mail cannot carry. Type it with plain letters, without accents.',
  '.dana@clinic.org': 'This does not look like an email address. It looks like name@clinic.org. Check it and send it again.',
}

const typedIn = ({ page }: Visitor) => page.querySelector('#email')?.getAttribute('value')

/** "Enter your work email address, then click Send Verification Code." */
describe.concurrent.each(WAYS)('the email address on $runtime, $how', ({ runtime, manner }) => {
  const asked = async () => walkTo(await traveller(stackNamed(runtime), manner), 'give-email')

  it('gets a code', async () => {
    const { visitor, mailbox, email } = await asked()
    expect([visitor.heading, typedIn(visitor)]).toEqual(['Enter your email address', ''])
    expect(visitor.words).toContain('We will send a verification code to it. Your work email is best.')
    await visitor.fill({ 'Email address': email }).press('Send verification code')
    expect([visitor.status, visitor.path]).toEqual([200, '/auth/register/verify-email'])
    expect(await mailbox.code(email)).toMatch(/^\d{6}$/)
  })

  it('is asked for again, in words and with what was typed, where no mail could go', async () => {
    const { visitor, mailbox, email } = await asked()
    for (const [typed, words] of Object.entries(REFUSED)) {
      await visitor.fill({ 'Email address': typed }).press('Send verification code')
      expect([visitor.status, visitor.path, typedIn(visitor)]).toEqual([422, '/auth/register/give-email', typed])
      expect(visitor.words).toContain(`There is a problem ${words}`)
    }
    await visitor.fill({ 'Email address': email }).press('Send verification code')
    expect(await mailbox.expect(email)).toHaveLength(1)
  })

  it('can be left for the choice of a method', async () => {
    const { visitor } = await asked()
    await visitor.press('Back')
    expect([visitor.status, visitor.path]).toEqual([200, '/auth/register/choose-method'])
  })
})

describe.concurrent.each(RUNTIMES)('the email address on %s', (runtime) => {
  const asked = async () => walkTo(await traveller(stackNamed(runtime)), 'give-email')

  it.each<[string, (address: string) => string]>([
    ['with spaces around it', (address) => `  ${address.replace('@', ' @ ')}\t`],
    ['as a link', (address) => `mailto:${address}`],
    ['with full-width signs', (address) => address.replace('@', '＠')],
    ['with signs that nobody sees', (address) => `\u200b${address.replace('@', '\u2060@')}\ufeff`],
    ['with the domain in capitals', (address) => address.replace('clinic.example', 'CLINIC.Example')],
  ])('is taken %s', async (_, written) => {
    const { visitor, mailbox } = await asked()
    const address = freshEmail()
    await visitor.fill({ 'Email address': written(address) }).press('Send verification code')
    expect(visitor.path).toBe('/auth/register/verify-email')
    const [mail] = await mailbox.expect(address)
    expect(mail?.to).toBe(address)
  })

  it('may look like a slip of the fingers: that is said, and hinders nobody', async () => {
    const dana = await asked()
    const slip = { ...dana, email: freshEmail().replace('clinic.example', 'gmial.com') }
    await dana.visitor.fill({ 'Email address': slip.email }).press('Send verification code')
    expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/auth/register/verify-email'])
    expect(dana.visitor.words).toContain(`Did you mean ${slip.email.replace('gmial', 'gmail')}? If so, choose Change email.`)
    await verifyEmail(slip)
    expect(dana.visitor.path).toBe('/auth/register/set-password')
  })
})

/** With htmx the answer is the step alone. */
it.each(RUNTIMES)('is answered with the step alone where htmx asks, on %s', async (runtime) => {
  const { visitor, email } = await walkTo(await traveller(stackNamed(runtime), { htmx: true }), 'give-email')
  await visitor.fill({ 'Email address': 'dana' }).press('Send verification code')
  expect([visitor.status, visitor.headers['hx-push-url']]).toEqual([422, 'false'])
  await visitor.fill({ 'Email address': email }).press('Send verification code')
  expect([visitor.status, visitor.headers['hx-push-url']]).toEqual([200, '/auth/register/verify-email'])
  expect(visitor.latest?.text).not.toMatch(/<html|<head|<script/)
  expect(visitor.title).toBe('Check your email - Provider Portal')
})
