import { describe, expect, it } from 'vitest'
import { anotherThan, answerAndKey, numberShown, phoneRings, screenSays } from '../support/call.ts'
import { givePhone, stackNamed, type Traveller, timePasses, traveller, verifyText, walkToPhone } from '../support/journey.ts'
import { post } from '../support/post.ts'
import { RUNTIMES, WAYS } from '../support/runtimes.ts'
import type { Manner } from '../support/visitor.ts'

const RINGING = 'Your phone is ringing.'
const ASKED = 'Key in the number, then press the pound key (#).'
const CONFIRMED = 'Your phone is confirmed'

/** "The user will receive a phone call on the registered phone number and will be prompted to press the # key." */
describe.concurrent.each(WAYS)('the call on $runtime, $how', ({ runtime, manner }) => {
  const called = async () => {
    const dana = await walkToPhone(await traveller(stackNamed(runtime), manner))
    await givePhone(dana, 'Call Me')
    return dana
  }
  /** htmx leads on by itself; everyone else presses the button that says so. */
  const arrives = async (dana: Traveller) => {
    if (!manner.htmx) {
      await screenSays(dana, CONFIRMED)
      expect([dana.visitor.heading, dana.visitor.page.title]).toEqual([CONFIRMED, `${CONFIRMED} - Provider Portal`])
      expect([...dana.visitor.page.querySelectorAll('#step button, #step a')].map((each) => each.textContent)).toEqual(['Continue'])
      await dana.visitor.press('Continue')
    }
    await screenSays(dana, dana.person.name)
    expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/'])
  }

  it('shows the number to key in, follows what happens at the phone, and leads on when it is confirmed', async () => {
    const dana = await called()
    const { visitor, mailbox, phone } = dana
    const call = await phoneRings(dana)
    const number = numberShown(dana)
    expect(visitor.words).toContain(`Step 6 of 6: confirm your phone`)
    expect(visitor.words).toContain(`We are calling ••• ••• ${phone.e164.slice(-4)}.`)
    await screenSays(dana, RINGING)
    await mailbox.answer(call)
    await screenSays(dana, ASKED)
    expect(numberShown(dana)).toBe(number)
    await mailbox.spoken(phone.e164, /Key in that number/)
    await mailbox.digits(call, `${number}#`)
    await arrives(dana)
  })

  it('can be wrong once and then right', async () => {
    const dana = await called()
    const number = numberShown(dana)
    const call = await phoneRings(dana)
    await answerAndKey(dana, call, `${anotherThan(number)}#`)
    await screenSays(dana, 'That was not the number on this screen. Listen, and key it in again.')
    await dana.mailbox.spoken(dana.phone.e164, /Let us try that again/)
    await dana.mailbox.digits(call, `${number}#`)
    await arrives(dana)
  })
})

describe.concurrent.each(RUNTIMES)('the call on %s', (runtime) => {
  const called = async (manner: Manner = {}) => {
    const dana = await walkToPhone(await traveller(stackNamed(runtime), manner))
    await givePhone(dana, 'Call Me')
    return dana
  }

  it('is made again after a wait, with a new number', async () => {
    const dana = await called()
    const first = numberShown(dana)
    await dana.visitor.press('Call again')
    expect(dana.visitor.status).toBe(422)
    expect(dana.visitor.words).toMatch(/You can ask for a new code or call in (30|2\d) seconds\./)
    await timePasses(dana, 30)
    await dana.visitor.press('Call again')
    expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/auth/register/verify-phone'])
    const second = numberShown(dana)
    expect(second).not.toBe(first)
    await answerAndKey(dana, await phoneRings(dana, 2), `${second}#`)
    await screenSays(dana, CONFIRMED)
  })

  it('gives way to a text message', async () => {
    const dana = await called()
    await timePasses(dana, 30)
    await dana.visitor.press('Send Code by text')
    expect([dana.visitor.status, dana.visitor.heading]).toEqual([200, 'Check your phone'])
    await dana.mailbox.expect(dana.phone.e164, 2)
    await verifyText(dana)
    expect(dana.visitor.path).toBe('/')
  })

  it('is looked at again by the page itself where there is no JavaScript, until it is over', async () => {
    const dana = await called()
    const refresh = () => dana.visitor.page.querySelector('noscript meta[http-equiv="refresh"]')?.getAttribute('content')
    expect(refresh()).toBe('8')
    await dana.visitor.follow('Check again')
    expect([dana.visitor.status, dana.visitor.path, refresh()]).toEqual([200, '/auth/register/verify-phone', '8'])
    await dana.mailbox.hangUp(await phoneRings(dana))
    await screenSays(dana, 'The call was declined.')
    expect(refresh()).toBeUndefined()
    expect(dana.visitor.words).not.toContain('Check again')
  })

  it('is asked about by htmx, and told in few bytes where nothing has changed', async () => {
    const { visitor, ...dana } = await called({ htmx: true })
    await screenSays({ visitor, ...dana }, RINGING)
    const before = visitor.words
    await visitor.tick()
    expect([visitor.status, visitor.latest?.bytes, visitor.path]).toEqual([204, 0, '/auth/register/verify-phone'])
    expect(visitor.words).toBe(before)
  })

  it('that is not confirmed yet leads nowhere', async () => {
    const { visitor } = await called()
    const answer = await post(visitor, '/auth/register/verify-phone')
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('The call has not confirmed your phone yet. Answer it and follow what it says.')
  })

  it('of which nothing is heard is given up, and can be made again', async () => {
    const dana = await called()
    await timePasses(dana, 181)
    await dana.visitor.reload()
    expect(dana.visitor.words).toContain('We have not heard from the phone network.')
    await dana.visitor.press('Call again')
    expect(dana.visitor.words).toContain('We are calling')
  })

  it('is over for whoever changes the number: what is keyed into it counts for nothing', async () => {
    const dana = await called()
    const [number, call] = [numberShown(dana), await phoneRings(dana)]
    await dana.mailbox.answer(call)
    await dana.mailbox.spoken(dana.phone.e164, /Key in that number/)
    await dana.visitor.press('Change number')
    expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/auth/register/give-phone'])
    await dana.mailbox.digits(call, `${number}#`)
    await dana.mailbox.spoken(dana.phone.e164, /Your phone is not confirmed/)
    expect((await dana.visitor.reload()).path).toBe('/auth/register/give-phone')
  })
})
