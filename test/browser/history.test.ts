import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/chromium.ts'
import { type Guest, giveEmail, givePhone, guestAt, press, setPassword, verifyEmail, verifyText } from '../support/guest.ts'
import { standsOn } from '../support/screen.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const STEPS: [path: string, heading: string, onward: (who: Guest) => Promise<void>][] = [
  ['/auth/register/choose-method', 'Choose how you will log in', (who) => press(who, 'Phone')],
  ['/auth/register/give-email', 'Enter your email address', giveEmail],
  ['/auth/register/verify-email', 'Check your email', verifyEmail],
  ['/auth/register/set-password', 'Set a new password', setPassword],
  ['/auth/register/give-phone', 'Enter your phone number', (who) => givePhone(who, 'Send Code')],
  ['/auth/register/verify-phone', 'Check your phone', verifyText],
]

describe.concurrent('the buttons of the browser', () => {
  it('reload every step where it stands, and lead back to the step that was reached', async () => {
    const dana = await guestAt(browser, 'choose-method')
    for (const [path, heading, onward] of STEPS) {
      await standsOn(dana, path, heading)
      await dana.page.reload()
      await standsOn(dana, path, heading)
      if (path !== STEPS[0]?.[0]) {
        await dana.page.goBack()
        await standsOn(dana, path, heading)
      }
      await onward(dana)
    }
    await standsOn(dana, '/', 'Home')
    await dana.page.goBack()
    await standsOn(dana, '/', 'Home')
    await dana.page.reload()
    await standsOn(dana, '/', 'Home')
    await dana.close()
  })

  it('lead from the steps to the pages beside them, and back again', async () => {
    const lee = await guestAt(browser, 'verify-email')
    await lee.page.getByRole('link', { name: 'Cancel' }).click()
    await standsOn(lee, '/auth/register/cancel', 'Cancel your registration?')
    await lee.page.reload()
    await standsOn(lee, '/auth/register/cancel', 'Cancel your registration?')
    await lee.page.goBack()
    await standsOn(lee, '/auth/register/verify-email', 'Check your email')
    await lee.page.goForward()
    await lee.page.getByRole('link', { name: 'No, go back' }).click()
    await standsOn(lee, '/auth/register/verify-email', 'Check your email')
    expect(await lee.mailbox.messages(lee.email)).toHaveLength(1)
    await lee.close()
  })

  it('need not scroll back to the top of a new step', async () => {
    const dana = await guestAt(browser, 'give-phone', { viewport: { width: 360, height: 500 } })
    const scrolled = () => dana.page.evaluate(() => scrollY)
    await dana.page.evaluate(() => scrollTo(0, 400))
    expect(await scrolled()).toBeGreaterThan(100)
    await givePhone(dana, 'Call Me')
    await standsOn(dana, '/auth/register/verify-phone', 'Answer your phone')
    expect(await scrolled()).toBe(0)
    await dana.close()
  })

  it('show nobody else the steps of a registration that was cancelled', async () => {
    const ruth = await guestAt(browser, 'set-password')
    await ruth.page.goto('/auth/register/cancel')
    await press(ruth, 'Yes, cancel')
    await standsOn(ruth, '/auth/login', 'Log in')
    await ruth.page.goBack()
    await standsOn(ruth, '/auth/register', 'Register for multi-factor authentication')
    await ruth.close()
  })
})
