import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/chromium.ts'
import { type Guest, guest, guestAt, press } from '../support/guest.ts'
import { standsOn } from '../support/screen.ts'
import { SIZES } from '../support/sizes.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const PLACES = [
  ['Cases', '/cases'],
  ['Create case', '/create-case'],
  ['Setup', '/setup'],
  ['Message center', '/messages'],
  ['Help', '/help'],
] as const

/** The style sheet stands in the page, and the content security policy lets it in by its hash. */
const isStyled = ({ page }: Guest) => page.locator('nav ul').evaluate((list) => getComputedStyle(list).listStyleType === 'none')

describe.concurrent.each(SIZES)('the portal in a window of $width by $height', (viewport) => {
  it('shows the home page and each of its places, in its own look', async () => {
    const dana = await guestAt(browser, 'portal', { viewport }, { cases: true, name: 'Dana Whitfield' })
    await standsOn(dana, '/', 'Home')
    expect(await isStyled(dana)).toBe(true)
    expect(await dana.page.getByRole('rowheader', { name: 'Sampleton, Ida' }).isVisible()).toBe(true)
    for (const [name, path] of PLACES) {
      await dana.page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
      await standsOn(dana, path, name)
      expect(await isStyled(dana)).toBe(true)
    }
    await dana.page.getByLabel('Search for case # or program #').fill('26-000417')
    await dana.page.keyboard.press('Enter')
    await standsOn(dana, '/', 'Search results')
    expect(await dana.page.getByRole('rowheader').allTextContents()).toEqual(['Sampleton, Ida'])
    await dana.close()
  })

  it('says that there is nothing where nothing is, and lets one sign out for good', async () => {
    const lee = await guestAt(browser, 'portal', { viewport })
    await standsOn(lee, '/', 'Home')
    expect(await lee.page.getByRole('table').textContent()).toContain('No records found.')
    await press(lee, 'Sign out')
    await standsOn(lee, '/auth/login', 'Log in')
    expect(await lee.page.locator('main').textContent()).toContain('You are signed out.')
    await lee.page.goBack()
    await standsOn(lee, '/auth/login', 'Log in')
    await lee.close()
  })

  it('is shown to nobody who has not logged in', async () => {
    const ruth = await guest(browser, { viewport })
    await ruth.page.goto('/cases')
    await standsOn(ruth, '/auth/login', 'Log in')
    await ruth.close()
  })

  it('answers an unknown address and a page that is not there in words', async () => {
    const ruth = await guest(browser, { viewport })
    await ruth.page.goto('/auth/no-such-page')
    await standsOn({ ...ruth, complaints: [] }, '/auth/no-such-page', 'Page not found')
    await ruth.page.goto('/auth/register?expired')
    await standsOn({ ...ruth, complaints: [] }, '/auth/register', 'Register for multi-factor authentication')
    await ruth.close()
  })
})
