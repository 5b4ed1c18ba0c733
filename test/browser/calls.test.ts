import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anotherThan, answerAndKey, phoneRings } from '../support/call.ts'
import { openBrowser } from '../support/chromium.ts'
import { callSays, type Guest, givePhone, guestAt, press } from '../support/guest.ts'
import { timePasses } from '../support/journey.ts'
import { standsOn } from '../support/screen.ts'
import { SIZES } from '../support/sizes.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const HEADING = 'Answer your phone'
const NOT_YET = 'Your phone is not confirmed yet'

/** The screen comes to say so without anybody's touch, and is in order then. */
async function says(who: Guest, words: string, heading = HEADING): Promise<void> {
  await callSays(who, words)
  await standsOn(who, '/auth/register/verify-phone', heading)
}

/** The screen has come to what helps, says no more of what to key in, and asks the server nothing more. */
async function leadsOn(who: Guest, words: string): Promise<void> {
  await says(who, words, NOT_YET)
  expect(await who.page.locator('.big, [hx-get]').count()).toBe(0)
  expect(await who.page.getByRole('button').first().textContent()).toBe('Call again')
  expect(await who.page.getByRole('link', { name: 'Check again' }).count()).toBe(0)
}

/** Keeps what the screen sends by itself, so that it can be looked at. @returns what lets it go */
async function heldBack({ page }: Guest): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route('**/auth/register/verify-phone', (route) => promise.then(() => route.continue()))
  return resolve
}

const numberOn = async ({ page }: Guest): Promise<string> => (await page.locator('.big').textContent()) ?? ''

describe.concurrent.each(SIZES)('the screen of a call in a window of $width by $height', (viewport) => {
  it('shows each state of the call as it comes, down to the last try', async () => {
    const ruth = await guestAt(browser, 'give-phone', { viewport })
    await givePhone(ruth, 'Call Me')
    await says(ruth, 'Calling your phone…')
    const call = await phoneRings(ruth)
    await says(ruth, 'Your phone is ringing.')
    const wrong = anotherThan(await numberOn(ruth))
    await ruth.mailbox.answer(call)
    await says(ruth, 'Key in the number, then press the pound key (#).')
    await ruth.mailbox.digits(call, `${wrong}#`)
    await says(ruth, 'That was not the number on this screen.')
    await ruth.close()
  })

  it('says what went wrong and leads with calling again, and then moves on to the portal', async () => {
    const dana = await guestAt(browser, 'give-phone', { viewport })
    await givePhone(dana, 'Call Me')
    await standsOn(dana, '/auth/register/verify-phone', HEADING)
    await dana.mailbox.busy(await phoneRings(dana))
    await leadsOn(dana, 'Your line was busy.')
    await timePasses(dana, 30)
    await press(dana, 'Call again')
    await says(dana, 'ringing')
    await dana.mailbox.voicemail(await phoneRings(dana, 2))
    await leadsOn(dana, 'Voicemail answered, so we hung up.')
    await timePasses(dana, 60)
    await press(dana, 'Call again')
    await says(dana, 'ringing')
    const number = await numberOn(dana)
    const goOn = await heldBack(dana)
    await answerAndKey(dana, await phoneRings(dana, 3), `${number}#`)
    await says(dana, 'You can hang up.', 'Your phone is confirmed')
    expect(await dana.page.getByRole('button').allTextContents()).toEqual(['Continue'])
    expect(await dana.page.getByRole('link').count()).toBe(0)
    goOn()
    await standsOn(dana, '/', 'Home')
    await dana.close()
  })

  it('gives way to a text, and to another number', async () => {
    const lee = await guestAt(browser, 'give-phone', { viewport })
    await givePhone(lee, 'Call Me')
    await says(lee, 'Calling your phone…')
    await press(lee, 'Send Code by text')
    await lee.page.getByRole('alert').getByText('You can ask for a new code or call in').waitFor()
    await standsOn(lee, '/auth/register/verify-phone', HEADING)
    await timePasses(lee, 30)
    await press(lee, 'Send Code by text')
    await standsOn(lee, '/auth/register/verify-phone', 'Check your phone')
    await press(lee, 'Change number')
    await standsOn(lee, '/auth/register/give-phone', 'Enter your phone number')
    await lee.close()
  })
})
