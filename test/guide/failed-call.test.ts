import { describe, expect, it } from 'vitest'
import { anotherThan, answerAndKey, numberShown, pageSays, phoneRings, screenSays } from '../support/call.ts'
import { givePhone, stackNamed, type Traveller, timePasses, traveller, verifyText, walkToPhone } from '../support/journey.ts'
import { failingPhone, freshPhone } from '../support/people.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import type { Manner } from '../support/visitor.ts'

/** Numbers that fail on purpose, and what the screen says of them. */
const FAILING: [ending: string, words: string][] = [
  ['5550150', 'Your line was busy. Call again when it is free, or change the number.'],
  ['5550151', 'Voicemail answered, so we hung up. Call again when you can answer yourself.'],
  ['5550152', 'Nobody answered. Call again when you are at the phone, or change the number.'],
  ['5550153', 'The call was declined. Call again, or change the number.'],
]

const NOT_YET = 'Your phone is not confirmed yet'
const TOO_MANY = 'The number was not right. Call again: a new number will be shown here.'

/** What can be pressed on the page. */
const offers = ({ visitor }: Traveller) => [...visitor.page.querySelectorAll('button')].map((button) => button.textContent?.trim())

describe.concurrent.each(RUNTIMES)('a call that fails on %s', (runtime) => {
  const called = async (phone = freshPhone(), manner: Manner = {}) => {
    const dana = { ...(await walkToPhone(await traveller(stackNamed(runtime), manner))), phone }
    await givePhone(dana, 'Call Me')
    expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/auth/register/verify-phone'])
    return dana
  }

  it.each(FAILING)('is told in words, with what to do next: %s', async (ending, words) => {
    const dana = await called(failingPhone(ending))
    await screenSays(dana, words)
    expect(dana.visitor.heading).toBe(NOT_YET)
    expect(offers(dana)).toEqual(['Call again', 'Send Code by text', 'Change number'])
    expect(dana.visitor.words).not.toMatch(/We are calling|key in|\d{6}/)
    await dana.visitor.follow('Cancel')
    expect(dana.visitor.heading).toBe('Cancel your registration?')
  })

  it('because the number cannot be called leads to another number first', async () => {
    const dana = await called(failingPhone('5550144'))
    await screenSays(dana, 'This number cannot be called. Check it, and choose Change number.')
    expect(dana.visitor.heading).toBe(NOT_YET)
    expect(offers(dana)).toEqual(['Change number', 'Send Code by text', 'Call again'])
    expect((await dana.visitor.press('Change number')).path).toBe('/auth/register/give-phone')
  })

  it('is told to htmx by a whole new screen, which asks no more', async () => {
    const dana = await called(failingPhone('5550150'), { htmx: true })
    await screenSays(dana, 'Your line was busy.')
    expect([dana.visitor.heading, dana.visitor.page.title]).toEqual([NOT_YET, `${NOT_YET} - Provider Portal`])
    expect(dana.visitor.words).not.toMatch(/We are calling|key in|\d{6}/)
    const { requests } = dana.visitor
    await dana.visitor.tick()
    expect(dana.visitor.requests).toBe(requests)
  })

  it('since it was hung up is told so, and made up for by a text message', async () => {
    const dana = await called()
    const call = await phoneRings(dana)
    await dana.mailbox.answer(call)
    await dana.mailbox.spoken(dana.phone.e164, /Key in that number/)
    await dana.mailbox.hangUp(call)
    await screenSays(dana, 'The call ended before it was confirmed. Call again, and stay on the line.')
    await timePasses(dana, 30)
    await dana.visitor.press('Send Code by text')
    await dana.mailbox.expect(dana.phone.e164, 2)
    await verifyText(dana)
    expect(dana.visitor.path).toBe('/')
  })

  it('since voicemail took it says nothing to the machine', async () => {
    const dana = await called()
    await dana.mailbox.voicemail(await phoneRings(dana))
    await screenSays(dana, 'Voicemail answered, so we hung up.')
    expect(await dana.mailbox.messages(dana.phone.e164)).toMatchObject([{ channel: 'voice', text: '' }])
  })

  it('since the number was wrong three times ends with that, and a new call has a new number', async () => {
    const dana = await called()
    const [number, call] = [numberShown(dana), await phoneRings(dana)]
    await answerAndKey(dana, call, `${anotherThan(number)}#`)
    for (const nth of [2, 3]) {
      await dana.mailbox.spoken(dana.phone.e164, new RegExp(`(Let us try that again.*){${nth - 1}}`, 's'))
      await dana.mailbox.digits(call, `${anotherThan(number, nth)}#`)
    }
    await screenSays(dana, TOO_MANY)
    await dana.mailbox.spoken(dana.phone.e164, /Your phone is not confirmed\. Please go back to your screen to try again\. Goodbye\./)
    await timePasses(dana, 30)
    await dana.visitor.press('Call again')
    expect(numberShown(dana)).not.toBe(number)
  })

  it('leaves the number to be changed, with what was typed', async () => {
    const dana = await called(failingPhone('5550153'))
    await screenSays(dana, 'The call was declined.')
    await dana.visitor.press('Change number')
    expect(dana.visitor.page.querySelector('#number')?.getAttribute('value')).toBe(dana.phone.e164)
    await givePhone({ ...dana, phone: freshPhone() }, 'Call Me')
    expect(dana.visitor.words).toContain('We are calling')
  })

  it('since the provider has too much to do is said to have failed, and a text can be had at once', async () => {
    const dana = await called(failingPhone('5550158'))
    expect(dana.visitor.words).toContain('The call did not get through. Get the code by text, or call again.')
    expect(dana.visitor.words).not.toContain('We are calling')
    await dana.visitor.press('Send Code by text')
    expect([dana.visitor.status, dana.visitor.heading]).toEqual([200, 'Check your phone'])
  })

  it('at the provider, and may still come, is waited for', async () => {
    const dana = await called(failingPhone('5550159'))
    await pageSays(dana, 'Trying to call your phone. If it does not ring within a minute, call again or get the code by text.')
    expect(offers(dana)).toEqual(['Call again', 'Send Code by text', 'Change number'])
  })

  it('to ring for a while does so when it gets there', async () => {
    const dana = await called(failingPhone('5550154'))
    expect(dana.visitor.words).toContain('Calling your phone…')
    await screenSays(dana, 'Your phone is ringing.')
  })
})
