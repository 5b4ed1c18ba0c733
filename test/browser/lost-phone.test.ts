import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/chromium.ts'
import { continueIn, type Guest, press } from '../support/guest.ts'
import { stackNamed } from '../support/journey.ts'
import { cancelCodeIn, phoneMember, requestAges } from '../support/lost-phone.ts'
import { givePassword } from '../support/member.ts'
import { freshPhone } from '../support/people.ts'
import { standsOn } from '../support/screen.ts'
import { SIZES } from '../support/sizes.ts'
import { Visitor } from '../support/visitor.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

type Size = (typeof SIZES)[number]

/** Somebody whose phone is the only way in, in a window behind the password. */
async function behindPassword(viewport: Size, who?: Guest): Promise<Guest> {
  const person = who ? { ...who, visitor: new Visitor(who.stack.origin) } : await phoneMember(stackNamed('workerd'))
  await givePassword(person)
  return continueIn(person, browser, { viewport })
}

const enter = async (who: Guest, code: string) => {
  await who.page.getByLabel('Verification code').fill(code)
  await press(who, 'Verify code')
}

async function loseIt(who: Guest, mails: number): Promise<void> {
  await standsOn(who, '/auth/login/send-code', 'Confirm it is you, by phone')
  await press(who, 'I no longer have this phone')
  await standsOn(who, '/auth/login/check-mailbox', 'Check your email')
  await enter(who, await who.mailbox.code(who.email, mails))
}

describe.concurrent.each(SIZES)('a lost phone in a window of $width by $height', (viewport) => {
  it('is asked for and, a day later, set: each screen in order, each step in one trip', async () => {
    const dana = await behindPassword(viewport)
    await loseIt(dana, 1)
    await standsOn(dana, '/auth/login/phone-requested', 'Come back to set your new phone')
    await dana.mailbox.expect(dana.email, 2)
    await dana.close()

    await requestAges(dana)
    const later = await behindPassword(viewport, dana)
    await loseIt(later, 3)
    await standsOn(later, '/auth/login/new-phone', 'Enter your new phone number')
    const { typed, e164 } = freshPhone()
    await later.page.getByLabel('Phone number').fill(typed)
    await press(later, 'Send Code')
    await standsOn(later, '/auth/login/check-new-phone', 'Check your phone')
    await enter(later, await later.mailbox.code(e164))
    await standsOn(later, '/', 'Home')
    const posts = later.answers.filter((answer) => answer.startsWith('POST'))
    expect(posts).toEqual(['lost-phone', 'check-mailbox', 'new-phone', 'check-new-phone'].map((step) => `POST 200 /auth/login/${step}`))
    await later.close()
  })

  it('that is not lost is kept, by whoever was told', async () => {
    const lee = await behindPassword(viewport)
    await loseIt(lee, 1)
    const [text] = await lee.mailbox.expect(lee.phone.e164)
    await lee.page.goto('/auth/lost-phone/cancel')
    await standsOn(lee, '/auth/lost-phone/cancel', 'Cancel the request for a new phone')
    await lee.page.getByLabel('Username or email address').fill(lee.person.username)
    await lee.page.getByLabel('Code to cancel').fill('00000000')
    await press(lee, 'Cancel the request')
    await lee.page.getByText('No open request has this username').first().waitFor()
    await standsOn(lee, '/auth/lost-phone/cancel', 'Cancel the request for a new phone')
    await lee.page.getByLabel('Code to cancel').fill(text ? cancelCodeIn(text) : '')
    await press(lee, 'Cancel the request')
    await standsOn(lee, '/auth/lost-phone/cancel', 'The request is cancelled')
    await lee.close()
  })
})
