import { describe, expect, it } from 'vitest'
import { stackNamed, type Traveller, traveller, walkTo, walkToPhone } from '../support/journey.ts'
import { post } from '../support/post.ts'
import { flowOf } from '../support/rows.ts'

const stack = stackNamed('workerd')

const steady = async (who: Traveller) => JSON.stringify(await flowOf(stack, who.person.username))

describe('an address that was made up', () => {
  /** H04 */
  it.each([
    'dana@clinic.example\r\nBcc: x@evil.example',
    'dana@clinic.example, x@evil.example',
    '"Dana <x@evil.example>" <dana@clinic.example>',
    'dana@clinic.example%0aBcc:x@evil.example',
    '<script>@clinic.example',
  ])('sends no mail to more than the one who was meant: %j', async (email) => {
    const dana = await walkTo(await traveller(stack), 'give-email')
    const answer = await post(dana.visitor, '/auth/register/give-email', { email })
    expect(answer.status).toBe(422)
    expect(answer.text).not.toContain('<script>@')
    expect(await dana.mailbox.messages('x@evil.example')).toHaveLength(0)
  })

  /** H06 */
  it('is not repeated in a mail: a name that reads like a message', async () => {
    const dana = await walkTo(await traveller(stack, {}, { name: 'Your account is blocked, visit http://evil.example' }), 'portal', 'Email')
    const mails = await dana.mailbox.expect(dana.email, 2)
    for (const mail of mails) expect(JSON.stringify(mail)).not.toContain('evil')
  })

  /** J04, J05 */
  it.each([
    ['US', '900 664 0123'],
    ['US', '800 664 0123'],
    ['US', '876 664 0123'],
    ['US', '+44 7911 123456'],
    ['US', '+881 6 1234 5678'],
    ['AX', '+358 18 12345'],
    ['+1', '312 664 0123'],
  ])('reaches no phone that is not offered: %s %s', async (country, number) => {
    const dana = await walkToPhone(await traveller(stack))
    const before = await steady(dana)
    for (const channel of ['sms', 'voice']) {
      const answer = await post(dana.visitor, '/auth/register/give-phone', { country, number, channel })
      expect(answer.status).toBe(country.length > 2 ? 400 : 422)
    }
    expect(await steady(dana)).toBe(before)
  })
})
