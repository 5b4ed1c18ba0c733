import { describe, expect, it } from 'vitest'
import { answerAndKey, numberShown, pageSays, phoneRings, screenSays } from '../support/call.ts'
import { givePhone, stackNamed, traveller, verifyText, walkToPhone } from '../support/journey.ts'
import { failingPhone } from '../support/people.ts'
import { RUNTIMES } from '../support/runtimes.ts'

const LANDLINE = 'This number cannot get text messages. Choose Call Me, or change the number.'
const STOPPED =
  'This number has said STOP to our text messages. Choose Call Me, or text START to +1 202-555-0100 and then ask for a new code.'
const NO_SUCH_NUMBER = 'This number could not be reached: it may be mistyped or out of service. Use another number or another way.'
const UNREACHED = 'The text message could not be delivered. Choose Call Me, or check the number.'

/** Numbers whose text messages fail on purpose. */
describe.concurrent.each(RUNTIMES)('a text message on %s', (runtime) => {
  const sentTo = async (ending: string) => {
    const dana = { ...(await walkToPhone(await traveller(stackNamed(runtime)))), phone: failingPhone(ending) }
    await givePhone(dana, 'Send Code')
    expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/auth/register/verify-phone'])
    return dana
  }

  /** J11, J12 */
  it.each([
    ['a landline', '5550140', LANDLINE],
    ['a number that sent STOP', '5550142', STOPPED],
    ['a number out of service', '5550144', NO_SUCH_NUMBER],
  ])('that the provider refuses for %s is told on the very next screen', async (_, ending, words) => {
    const { visitor } = await sentTo(ending)
    expect(visitor.words).toContain(words)
    expect(visitor.words).not.toContain('Enter the code')
    expect(visitor.words).not.toContain('Verify code')
  })

  it.each([
    ['a landline', '5550141', LANDLINE],
    ['a phone that is out of reach', '5550143', UNREACHED],
  ])('that did not arrive at %s is told when the page is looked at again', async (_, ending, words) => {
    await pageSays(await sentTo(ending), words)
  })

  it('that a landline cannot get is made up for by a call, at once', async () => {
    const dana = await sentTo('5550140')
    await dana.visitor.press('Call Me')
    await answerAndKey(dana, await phoneRings(dana), `${numberShown(dana)}#`)
    await screenSays(dana, 'Your phone is confirmed')
    await dana.visitor.press('Continue')
    expect(dana.visitor.path).toBe('/')
  })

  it('that the provider has no time for yet is said to be on its way', async () => {
    expect((await sentTo('5550158')).visitor.words).toMatch(/from our text message to ••• ••• 0158\..* On its way\./)
  })

  it('that may or may not have left is not claimed to be sent', async () => {
    const dana = await sentTo('5550159')
    await dana.visitor.reload()
    expect(dana.visitor.words).toContain('We could not tell whether the text message went out.')
    expect(dana.visitor.words).not.toMatch(/\bSent\b|On its way/)
    expect(dana.visitor.words).toContain('Verify code')
  })

  it('that the number could not get is followed at once by one to another number', async () => {
    const dana = await sentTo('5550144')
    await dana.visitor.press('Change number')
    await givePhone(dana, 'Send Code')
    expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/auth/register/verify-phone'])
  })

  it('that is slow still brings a code that works', async () => {
    const dana = await sentTo('5550154')
    await verifyText(dana)
    expect(dana.visitor.path).toBe('/')
  })
})
