import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { anotherThan, answerAndKey, phoneRings } from '../support/call.ts'
import { openBrowser } from '../support/chromium.ts'
import { callSays, fill, type Guest, memberGuest, press } from '../support/guest.ts'
import { standsOn } from '../support/screen.ts'
import { SIZES } from '../support/sizes.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

type Kind = 'phone' | 'email'

/** From the login page to the form for the password, and through it. */
async function givePassword(who: Guest, kind: Kind, { password = who.person.password, remember = false } = {}): Promise<void> {
  await who.page.goto('/auth/login')
  await standsOn(who, '/auth/login', 'Log in')
  if (remember) await who.page.getByLabel('Remember me').check()
  await who.page.getByRole('button', { name: `Login with ${kind}`, exact: true }).click()
  await standsOn(who, `/auth/login/with-${kind}`, `Log in with your ${kind}`)
  expect(await who.page.getByLabel('Remember me on this browser').isChecked()).toBe(remember)
  await fill(who, { 'Username or email address': who.person.username, Password: password })
  await press(who, 'Login')
}

const atSendCode = (who: Guest, kind: Kind) => standsOn(who, '/auth/login/send-code', `Confirm it is you, by ${kind}`)
const atCode = (who: Guest, heading: string) => standsOn(who, '/auth/login/enter-code', heading)
const atHome = (who: Guest) => standsOn(who, '/', 'Home')

async function enterCode(who: Guest, code: string): Promise<void> {
  await fill(who, { 'Verification code': code })
  await press(who, 'Verify code')
}

async function logIn(who: Guest, more: { remember?: boolean } = {}): Promise<void> {
  await givePassword(who, 'phone', more)
  await atSendCode(who, 'phone')
  await press(who, 'Send Code')
  await atCode(who, 'Check your phone')
  await enterCode(who, await who.mailbox.code(who.phone.e164))
  await atHome(who)
}

/** What the browser asked while `act` ran; how a call goes, and what the portal's script asks, is left out. */
async function askedFor({ answers }: Guest, act: () => Promise<unknown>): Promise<string[]> {
  const before = answers.length
  await act()
  return answers.slice(before).filter((answer) => !/enter-code\/call$|\/auth\/session/.test(answer))
}

describe.concurrent.each(SIZES)('logging in, in a window of $width by $height', (viewport) => {
  it('leads to the portal by text message, each step in one trip', async () => {
    const dana = await memberGuest(browser, { viewport })
    await givePassword(dana, 'phone')
    await atSendCode(dana, 'phone')
    const sent = await askedFor(dana, async () => {
      await press(dana, 'Send Code')
      await atCode(dana, 'Check your phone')
    })
    expect(sent).toEqual(['POST 200 /auth/login/send-code'])
    const code = await dana.mailbox.code(dana.phone.e164)
    await enterCode(dana, anotherThan(code))
    await atCode(dana, 'Check your phone')
    expect(await dana.page.locator('#step [role=alert]').textContent()).toContain('That is not the code we sent.')
    const entered = await askedFor(dana, async () => {
      await enterCode(dana, code)
      await atHome(dana)
    })
    expect(entered).toEqual(['POST 200 /auth/login/enter-code', 'GET 200 /'])
    expect(await dana.page.locator('body').textContent()).toContain(dana.person.name)
    await dana.close()
  })

  it('follows the call, and moves on to the portal by itself once the number is keyed in', async () => {
    const ruth = await memberGuest(browser, { viewport })
    await givePassword(ruth, 'phone')
    await atSendCode(ruth, 'phone')
    await press(ruth, 'Call Me')
    await atCode(ruth, 'Answer your phone')
    const call = await phoneRings(ruth)
    await callSays(ruth, 'Your phone is ringing.')
    await answerAndKey(ruth, call, `${await ruth.page.locator('.big').textContent()}#`)
    await atHome(ruth)
    await ruth.close()
  })

  it('leads to the portal by mail', async () => {
    const lee = await memberGuest(browser, { viewport })
    await givePassword(lee, 'email')
    await atSendCode(lee, 'email')
    await press(lee, 'Send Code')
    await atCode(lee, 'Check your email')
    await enterCode(lee, await lee.mailbox.code(lee.email))
    await atHome(lee)
    await lee.close()
  })

  it('tries another way, before and after a code was sent', async () => {
    const dana = await memberGuest(browser, { viewport })
    await givePassword(dana, 'phone')
    await atSendCode(dana, 'phone')
    await press(dana, 'Try another way')
    await atSendCode(dana, 'email')
    await press(dana, 'Send Code')
    await atCode(dana, 'Check your email')
    await press(dana, 'Try another way')
    await atSendCode(dana, 'phone')
    await press(dana, 'Send Code')
    await atCode(dana, 'Check your phone')
    await enterCode(dana, await dana.mailbox.code(dana.phone.e164))
    await atHome(dana)
    await dana.close()
  })

  it('says what is wrong with a password, and keeps the name', async () => {
    const dana = await memberGuest(browser, { viewport })
    await givePassword(dana, 'phone', { password: 'not this one' })
    await vi.waitFor(async () =>
      expect(await dana.page.locator('#step [role=alert]').textContent()).toContain('The username and password do not match'),
    )
    await standsOn(dana, '/auth/login/with-phone', 'Log in with your phone')
    expect(await dana.page.getByLabel('Username or email address').inputValue()).toBe(dana.person.username)
    await fill(dana, { Password: dana.person.password })
    await press(dana, 'Login')
    await atSendCode(dana, 'phone')
    await dana.close()
  })

  it('asks a remembered browser for the password alone, until it signs out everywhere', async () => {
    const dana = await memberGuest(browser, { viewport })
    await logIn(dana, { remember: true })
    await press(dana, 'Sign out')
    await standsOn(dana, '/auth/login', 'Log in')
    const asked = await askedFor(dana, async () => {
      await givePassword(dana, 'phone')
      await atHome(dana)
    })
    expect(asked.slice(-2)).toEqual(['POST 200 /auth/login/with-phone', 'GET 200 /'])
    await press(dana, 'Sign out everywhere')
    await standsOn(dana, '/auth/login', 'Log in')
    expect(await dana.page.locator('main').textContent()).toContain('You are signed out everywhere')
    await givePassword(dana, 'phone')
    await atSendCode(dana, 'phone')
    await dana.close()
  })

  it('sends one code, and begins one session, for a double click', async () => {
    const dana = await memberGuest(browser, { viewport })
    await givePassword(dana, 'phone')
    await atSendCode(dana, 'phone')
    const twice = (words: string) => dana.page.getByRole('button', { name: words, exact: true }).dblclick({ delay: 10 })
    const posts = (path: string) => dana.answers.filter((answer) => answer === `POST 200 /auth/login/${path}`)
    await twice('Send Code')
    await dana.page.getByRole('heading', { name: 'Check your phone', exact: true }).waitFor()
    await fill(dana, { 'Verification code': await dana.mailbox.code(dana.phone.e164) })
    await twice('Verify code')
    await dana.page.waitForURL((url) => url.pathname === '/')
    expect([posts('send-code'), posts('enter-code')]).toMatchObject([{ length: 1 }, { length: 1 }])
    expect(await dana.mailbox.messages(dana.phone.e164)).toHaveLength(1)
    await dana.close()
  })
})
