import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anotherThan } from '../support/call.ts'
import { openBrowser } from '../support/chromium.ts'
import { fill, type Guest, giveEmail, givePhone, guest, guestAt, logIn, press } from '../support/guest.ts'
import { failingPhone } from '../support/people.ts'
import { standsOn } from '../support/screen.ts'
import { SIZES } from '../support/sizes.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** Refused on this screen: the address stays, the summary has the focus, and its link leads to the field that says the same. */
async function refused(who: Guest, path: string, heading: string, field: string, words: string): Promise<void> {
  const { page } = who
  await page.getByRole('alert').getByText('There is a problem').waitFor()
  await standsOn(who, `/auth/register${path}`, heading)
  const box = page.getByLabel(field, { exact: true })
  expect(await page.locator(`#${await box.getAttribute('id')}-error`).textContent()).toContain(words)
  expect(await box.getAttribute('aria-invalid')).toBe('true')
  await page.getByRole('alert').getByRole('link', { name: words }).click()
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true)
}

const warns = (who: Guest, words: string) => who.page.locator('p.alert').getByText(words).waitFor()

describe.concurrent.each(SIZES)('what is refused in a window of $width by $height', (viewport) => {
  it('is said of a wrong login, and the username is kept', async () => {
    const dana = await guest(browser, { viewport })
    await logIn({ ...dana, person: { ...dana.person, password: 'not the one' } })
    await refused(dana, '', 'Register for multi-factor authentication', 'Username', 'do not match')
    expect(await dana.page.getByLabel('Username').inputValue()).toBe(dana.person.username)
    await dana.close()
  })

  it('is said of an account that is switched off', async () => {
    const omar = await guest(browser, { viewport }, { disabled: true })
    await logIn(omar)
    await omar.page.getByRole('alert').getByText('This account is switched off.').waitFor()
    await standsOn(omar, '/auth/register', 'Register for multi-factor authentication')
    await omar.close()
  })

  it('is said of an address, a code and a password, each at its field', async () => {
    const lee = await guestAt(browser, 'give-email', { viewport })
    await giveEmail({ ...lee, email: 'lee@clinic.example, ruth@clinic.example' })
    await refused(lee, '/give-email', 'Enter your email address', 'Email address', 'Enter one email address only')
    expect(await lee.page.getByLabel('Email address').inputValue()).toBe('lee@clinic.example, ruth@clinic.example')
    await giveEmail(lee)
    await standsOn(lee, '/auth/register/verify-email', 'Check your email')

    const code = await lee.mailbox.code(lee.email)
    for (const [typed, words] of [
      ['12345', 'A code has 6 digits.'],
      [anotherThan(code), 'not the code we sent'],
      [anotherThan(code, 2), 'You have 3 tries left'],
      [anotherThan(code, 3), 'You have 2 tries left'],
    ] as const) {
      await fill(lee, { 'Verification code': typed })
      await press(lee, 'Verify code')
      await refused(lee, '/verify-email', 'Check your email', 'Verification code', words)
    }
    await press(lee, 'Send new code')
    await lee.page.getByRole('alert').getByText('You can ask for a new code or call in').waitFor()
    await standsOn(lee, '/auth/register/verify-email', 'Check your email')
    await fill(lee, { 'Verification code': code })
    await press(lee, 'Verify code')
    await standsOn(lee, '/auth/register/set-password', 'Set a new password')

    await fill(lee, { 'New password': 'password1', 'Confirm new password': 'password1' })
    await press(lee, 'Create')
    await refused(lee, '/set-password', 'Set a new password', 'New password', 'lists that attackers try first')
    await fill(lee, { 'New password': 'tall quiet meadow', 'Confirm new password': 'tall quiet willow' })
    await press(lee, 'Create')
    await refused(lee, '/set-password', 'Set a new password', 'Confirm new password', 'not the same')
    await lee.close()
  })

  it('is said of a phone number, of its country, and of a text that cannot be delivered', async () => {
    const ruth = await guestAt(browser, 'give-phone', { viewport })
    await givePhone({ ...ruth, phone: { typed: '312 661 0123 ext 45', e164: '' } }, 'Send Code')
    await refused(ruth, '/give-phone', 'Enter your phone number', 'Extension (for calls only)', 'A text message cannot reach an extension')
    expect(await ruth.page.getByLabel('Phone number').inputValue()).toBe('312 661 0123')
    expect(await ruth.page.getByLabel('Extension (for calls only)').inputValue()).toBe('45')
    await ruth.page.getByLabel('Extension (for calls only)').fill('')
    await givePhone({ ...ruth, phone: { typed: '+44 20 7946 0958', e164: '' } }, 'Call Me')
    await refused(ruth, '/give-phone', 'Enter your phone number', 'Country code', 'another country')
    await givePhone({ ...ruth, phone: failingPhone('5550140') }, 'Send Code')
    await standsOn(ruth, '/auth/register/verify-phone', 'Check your phone')
    await ruth.page.reload()
    await warns(ruth, 'This number cannot get text messages.')
    await standsOn(ruth, '/auth/register/verify-phone', 'Check your phone')
    expect(await ruth.page.getByLabel('Verification code').count()).toBe(0)
    await press(ruth, 'Call Me')
    await standsOn(ruth, '/auth/register/verify-phone', 'Answer your phone')
    await ruth.close()
  })
})
