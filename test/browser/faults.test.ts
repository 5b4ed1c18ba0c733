import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FaultNotice } from '../../views/screens/fault.tsx'
import { text } from '../../views/text.ts'
import { openBrowser } from '../support/chromium.ts'
import { fill, type Guest, guest, guestAt, logIn, press } from '../support/guest.ts'
import { small } from '../support/reach.ts'
import { placeOf, standsOn } from '../support/screen.ts'
import { SIZES } from '../support/sizes.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** The notice can be seen beside a form that is as it was, on a page that is as it was. */
async function noticed(who: Guest, words: string, typed: Record<string, string>): Promise<void> {
  const notice = who.page.locator('#fault').getByText(words)
  await notice.waitFor()
  expect(await notice.evaluate(isInSight)).toBe(true)
  for (const [label, value] of Object.entries(typed)) expect(await who.page.getByLabel(label, { exact: true }).inputValue()).toBe(value)
  expect([...(await who.audit()), ...(await who.page.evaluate(small))]).toEqual([])
}

const isInSight = (element: Element) => {
  const { top, bottom } = element.getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight
}

const GIVE_PHONE = { path: '/auth/register/give-phone', heading: 'Enter your phone number' }

async function atPhone(viewport: (typeof SIZES)[number]) {
  const who = await guestAt(browser, 'give-phone', { viewport })
  const typed = { 'Phone number': who.phone.typed }
  await fill(who, typed)
  await who.page.getByRole('button', { name: 'Use another method' }).scrollIntoViewIfNeeded()
  return { who, typed }
}

describe.concurrent.each(SIZES)('beside the form, in a window of $width by $height', (viewport) => {
  it('is said that the service is away, and the same form goes on afterwards', async () => {
    const { who: dana, typed } = await atPhone(viewport)
    const headers = { 'HX-Retarget': '#fault', 'HX-Reswap': 'innerHTML', 'HX-Push-Url': 'false', 'content-type': 'text/html' }
    const body = String(await FaultNotice({ ...text.faults.down, href: '/auth/register/choose-method' }))
    await dana.page.route('**/give-phone', (route) => route.fulfill({ status: 503, headers, body }), { times: 1 })
    await dana.page.getByRole('button', { name: 'Send Code' }).click()
    await noticed(dana, 'What you confirmed is kept.', typed)
    expect(await placeOf(dana)).toMatchObject(GIVE_PHONE)
    await press(dana, 'Send Code')
    await dana.page.waitForURL('**/verify-phone')
    expect(await dana.page.locator('#fault').textContent()).toBe('')
    await dana.close()
  })

  it('is said that no answer came, and the same form goes on afterwards', async () => {
    const { who: ruth, typed } = await atPhone(viewport)
    await ruth.page.context().setOffline(true)
    await ruth.page.getByRole('button', { name: 'Send Code' }).click()
    await noticed(ruth, 'There was no answer. Check your connection', typed)
    expect(await placeOf(ruth)).toMatchObject(GIVE_PHONE)
    await ruth.page.context().setOffline(false)
    await press(ruth, 'Send Code')
    await ruth.page.waitForURL('**/verify-phone')
    await ruth.close()
  })

  it('is said that the page belongs to an earlier registration, with the way on', async () => {
    const { who: dana, typed } = await atPhone(viewport)
    const lee = await guest(browser)
    const page = await dana.page.context().newPage()
    await logIn({ ...lee, page })
    await page.waitForURL('**/choose-method')
    await press(dana, 'Send Code')
    await noticed(dana, 'It belongs to an earlier login or registration', typed)
    await dana.page.getByRole('link', { name: 'Go on from where you are' }).click()
    await standsOn({ ...dana, complaints: [] }, '/auth/register/choose-method', 'Choose how you will log in')
    await Promise.all([dana.close(), lee.close()])
  })

  it('is said that the browser lost its cookies, and the login form keeps what was typed', async () => {
    const dana = await guest(browser, { viewport })
    const typed = { Username: dana.person.username, Password: dana.person.password }
    await dana.page.goto('/auth/register')
    await fill(dana, typed)
    await dana.page.context().clearCookies()
    await press(dana, 'Login')
    await noticed(dana, 'your browser does not keep cookies', typed)
    await dana.page.getByRole('link', { name: 'Go on from where you are' }).click()
    await dana.page.locator('#fault:empty').waitFor({ state: 'attached' })
    await logIn(dana)
    await standsOn({ ...dana, complaints: [] }, '/auth/register/choose-method', 'Choose how you will log in')
    await dana.close()
  })
})
