import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerAndKey, phoneRings } from '../support/call.ts'
import { openBrowser } from '../support/chromium.ts'
import { callSays, fill, type Guest, memberIn, press, verifyEmail, verifyText } from '../support/guest.ts'
import { standsOn } from '../support/screen.ts'
import { SIZES } from '../support/sizes.ts'

const NEW = 'copper lanterns over water'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

async function forget(who: Guest): Promise<void> {
  await who.page.goto('/auth/login/with-phone')
  await who.page.getByRole('link', { name: 'Forgot password?' }).click()
  await standsOn(who, '/auth/forgot-password', 'Forgot your password?')
  await fill(who, { 'Username or email address': who.person.username })
  await press(who, 'Send verification code')
  await standsOn(who, '/auth/recover/check-email', 'Check your email')
}

async function setNew(who: Guest): Promise<void> {
  await standsOn(who, '/auth/recover/new-password', 'Set a new password')
  await fill(who, { 'New password': NEW, 'Confirm new password': NEW })
  await press(who, 'Save')
  await standsOn(who, '/auth/login', 'Log in')
  await who.page.getByText('Your password is changed').waitFor()
}

describe.each(SIZES)('recovering in a window of $width by $height', (viewport) => {
  it('sets a new password after a code by mail and one by text', async () => {
    const dana = await memberIn(browser, { viewport })
    await forget(dana)
    await verifyEmail(dana)
    await standsOn(dana, '/auth/recover/choose-phone', 'Confirm your phone, too')
    await press(dana, 'Send Code')
    await standsOn(dana, '/auth/recover/check-phone', 'Check your phone')
    await verifyText(dana)
    await setNew(dana)
    await dana.close()
  })

  it('or by a call, which the screen follows', async () => {
    const ruth = await memberIn(browser, { viewport })
    await forget(ruth)
    await verifyEmail(ruth)
    await press(ruth, 'Call Me')
    await standsOn(ruth, '/auth/recover/check-phone', 'Answer your phone')
    const call = await phoneRings(ruth)
    await callSays(ruth, 'Your phone is ringing.')
    await answerAndKey(ruth, call, `${await ruth.page.locator('.big').textContent()}#`)
    await setNew(ruth)
    await ruth.close()
  })

  it('says what is wrong with a code, and begins again when it is dead', async () => {
    const lee = await memberIn(browser, { viewport })
    await forget(lee)
    for (const code of ['000000', '111111', '222222', '333333', '444444']) {
      if (!(await lee.page.getByLabel('Verification code').count())) break
      await fill(lee, { 'Verification code': code })
      await press(lee, 'Verify code')
      await lee.page.locator('main [role=alert]').waitFor()
    }
    await standsOn(lee, '/auth/recover/check-email', 'Check your email')
    await press(lee, 'Start again')
    await standsOn(lee, '/auth/forgot-password', 'Forgot your password?')
    await lee.close()
  })

  it('sends a forgotten username', async () => {
    const dana = await memberIn(browser, { viewport })
    await dana.page.goto('/auth/trouble')
    await dana.page.getByRole('link', { name: 'I forgot my username' }).click()
    await standsOn(dana, '/auth/forgot-username', 'Forgot your username?')
    await fill(dana, { 'Email address': dana.email })
    await press(dana, 'Send my username')
    await dana.page.getByText('its username is on its way there').waitFor()
    await standsOn(dana, '/auth/forgot-username', 'Forgot your username?')
    const [mail] = await dana.mailbox.expect(dana.email)
    expect(mail?.text).toContain(dana.person.username)
    await dana.close()
  })

  it('answers what stops people from logging in', async () => {
    const dana = await memberIn(browser, { viewport })
    await dana.page.goto('/auth/login')
    await dana.page.getByRole('link', { name: 'Get help' }).click()
    await standsOn(dana, '/auth/trouble', 'Having trouble logging in?')
    const questions = await dana.page.locator('ul.links a[href^="/auth/trouble/"]').allTextContents()
    expect(questions).toHaveLength(6)
    for (const question of questions) {
      await dana.page.getByRole('link', { name: question, exact: true }).click()
      await standsOn(dana, new URL(dana.page.url()).pathname, question)
      await dana.page.getByRole('link', { name: 'Back to the questions' }).click()
      await standsOn(dana, '/auth/trouble', 'Having trouble logging in?')
    }
    await dana.close()
  })
})
