import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerAndKey, phoneRings } from '../support/call.ts'
import { openBrowser } from '../support/chromium.ts'
import {
  callSays,
  fill,
  type Guest,
  giveEmail,
  givePhone,
  guest,
  guestAt,
  logIn,
  press,
  setPassword,
  verifyEmail,
  verifyText,
} from '../support/guest.ts'
import { inOrder, standsOn } from '../support/screen.ts'
import { SIZES } from '../support/sizes.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

async function toPhone(who: Guest): Promise<void> {
  await who.page.goto('/auth/login')
  await who.page.getByRole('link', { name: 'Complete your registration' }).click()
  await logIn(who)
  await standsOn(who, '/auth/register/choose-method', 'Choose how you will log in')
  await press(who, 'Phone')
  await standsOn(who, '/auth/register/give-email', 'Enter your email address')
  await giveEmail(who)
  await standsOn(who, '/auth/register/verify-email', 'Check your email')
  await verifyEmail(who)
  await standsOn(who, '/auth/register/set-password', 'Set a new password')
  await setPassword(who)
  await standsOn(who, '/auth/register/give-phone', 'Enter your phone number')
}

describe.concurrent('without JavaScript', () => {
  const [wide, narrow] = SIZES.map((viewport) => ({ viewport, javaScriptEnabled: false }))

  it('registers by text message', async () => {
    const dana = await guest(browser, narrow)
    await toPhone(dana)
    await givePhone(dana, 'Send Code')
    await standsOn(dana, '/auth/register/verify-phone', 'Check your phone')
    await verifyText(dana)
    await standsOn(dana, '/', 'Home')
    await dana.close()
  })

  it('registers by a call, whose page loads itself again until it can go on', async () => {
    const ruth = await guest(browser, wide)
    await toPhone(ruth)
    await givePhone(ruth, 'Call Me')
    await standsOn(ruth, '/auth/register/verify-phone', 'Answer your phone')
    const number = await ruth.page.locator('.big').textContent()
    await answerAndKey(ruth, await phoneRings(ruth), `${number}#`)
    await callSays(ruth, 'You can hang up.')
    await standsOn(ruth, '/auth/register/verify-phone', 'Your phone is confirmed')
    await press(ruth, 'Continue')
    await standsOn(ruth, '/', 'Home')
    await ruth.close()
  })
})

it.concurrent('a browser that saves data is sent no script, and goes on with whole pages', async () => {
  const lee = await guestAt(browser, 'verify-email', { extraHTTPHeaders: { 'Save-Data': 'on' } })
  const asked: string[] = []
  lee.page.on('request', (request) => asked.push(`${request.method()} ${request.resourceType()} ${new URL(request.url()).pathname}`))
  for (const path of ['/auth/login', '/auth/register', '/auth/register/verify-email']) await lee.page.goto(path)
  await standsOn(lee, '/auth/register/verify-email', 'Check your email')
  await fill(lee, { 'Verification code': 'wrong' })
  await press(lee, 'Verify code')
  await lee.page.getByRole('alert').getByText('There is a problem').waitFor()
  await inOrder(lee)
  expect(asked).toEqual([
    'GET document /auth/login',
    'GET document /auth/register',
    'GET document /auth/register/verify-email',
    'POST document /auth/register/verify-email',
  ])
  await lee.close()
})
