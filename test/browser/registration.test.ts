import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerAndKey, phoneRings } from '../support/call.ts'
import { openBrowser } from '../support/chromium.ts'
import { callSays, type Guest, giveEmail, givePhone, guest, logIn, press, setPassword, verifyEmail, verifyText } from '../support/guest.ts'
import { standsOn } from '../support/screen.ts'
import { SIZES } from '../support/sizes.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** What the browser was answered while `act` ran, up to the screen it leads to. The call's screen asks how it goes in between. */
async function trips({ answers }: Guest, act: () => Promise<unknown>): Promise<string[]> {
  const before = answers.length
  await act()
  return answers.slice(before).filter((answer) => !answer.endsWith('/verify-phone/call'))
}

/** Takes a step: one answer, whose screen replaces the one before. */
async function step(who: Guest, act: (who: Guest) => Promise<unknown>, path: string, heading: string): Promise<void> {
  const asked = await trips(who, async () => {
    await act(who)
    await standsOn(who, `/auth/register/${path}`, heading)
  })
  expect(asked).toEqual([expect.stringMatching(/^POST 200 /)])
}

/** The last step: its answer, and the portal to which it leads. */
async function lastStep(who: Guest, act: (who: Guest) => Promise<unknown>): Promise<void> {
  const asked = await trips(who, async () => {
    await act(who)
    await standsOn(who, '/', 'Home')
  })
  expect(asked).toEqual([expect.stringMatching(/^POST 200 /), 'GET 200 /'])
  expect(await who.page.locator('body').textContent()).toContain(who.person.name)
  expect(await who.page.locator('main').textContent()).toContain('You are registered.')
}

async function toEmail(who: Guest, method: 'Phone' | 'Email'): Promise<void> {
  await who.page.goto('/auth/login')
  await standsOn(who, '/auth/login', 'Log in')
  await who.page.getByRole('link', { name: 'Complete your registration' }).click()
  await standsOn(who, '/auth/register', 'Register for multi-factor authentication')
  await logIn(who)
  await standsOn(who, '/auth/register/choose-method', 'Choose how you will log in')
  await step(who, () => press(who, method), 'give-email', 'Enter your email address')
  await step(who, giveEmail, 'verify-email', 'Check your email')
  await step(who, verifyEmail, 'set-password', 'Set a new password')
}

async function toPhone(who: Guest): Promise<void> {
  await toEmail(who, 'Phone')
  await step(who, setPassword, 'give-phone', 'Enter your phone number')
}

describe.concurrent.each(SIZES)('registration in a window of $width by $height', (viewport) => {
  it('leads to the portal by text message, each step in one trip', async () => {
    const dana = await guest(browser, { viewport })
    await toPhone(dana)
    await step(dana, () => givePhone(dana, 'Send Code'), 'verify-phone', 'Check your phone')
    await lastStep(dana, verifyText)
    await dana.close()
  })

  it('follows the call, and moves on to the portal by itself once the number is keyed in', async () => {
    const ruth = await guest(browser, { viewport })
    await toPhone(ruth)
    await step(ruth, () => givePhone(ruth, 'Call Me'), 'verify-phone', 'Answer your phone')
    const call = await phoneRings(ruth)
    await callSays(ruth, 'Your phone is ringing.')
    const number = await ruth.page.locator('.big').textContent()
    await lastStep(ruth, () => answerAndKey(ruth, call, `${number}#`))
    await ruth.close()
  })

  it('leads to the portal by email alone', async () => {
    const lee = await guest(browser, { viewport })
    await toEmail(lee, 'Email')
    await lastStep(lee, setPassword)
    await lee.close()
  })

  it('asks once before a registration is cancelled', async () => {
    const lee = await guest(browser, { viewport })
    await logIn(lee)
    await standsOn(lee, '/auth/register/choose-method', 'Choose how you will log in')
    await lee.page.getByRole('link', { name: 'Cancel' }).click()
    await standsOn(lee, '/auth/register/cancel', 'Cancel your registration?')
    await press(lee, 'Yes, cancel')
    await standsOn(lee, '/auth/login', 'Log in')
    expect(await lee.page.locator('main').textContent()).toContain('Your registration was cancelled')
    await lee.close()
  })
})
