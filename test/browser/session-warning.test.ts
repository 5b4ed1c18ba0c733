import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openBrowser } from '../support/chromium.ts'
import { type Guest, memberAtHome } from '../support/guest.ts'
import { endsIn, idleFor, sessionRow } from '../support/session.ts'
import { SIZES } from '../support/sizes.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const UNTIL_WARNED = 1650
const WARNED_FOR = 150
const SOON = 'You will be signed out soon'
const FINAL = 'Your session ends soon'
const OVER = 'You are signed out'
const TYPED = '26-000417, of Ida'

const search = (page: Page) => page.getByLabel('Search for case # or program #')
const dialog = (page: Page, name: string) => page.getByRole('alertdialog', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('alertdialog').getByRole('button', { name, exact: true })
const isFocused = (place: Locator) => place.evaluate((element) => (element.getRootNode() as Document).activeElement === element)
const asked = ({ answers }: Guest) => answers.filter((answer) => answer.includes('/auth/session'))

/** On the portal's home, with something typed and not sent, and a clock that the test moves. */
async function working(options = {}): Promise<Guest> {
  const dana = await memberAtHome(browser, options)
  await dana.page.clock.install()
  await dana.page.reload()
  await search(dana.page).fill(TYPED)
  return dana
}

/** Lets time pass on both sides without a page. */
async function pass(dana: Guest, seconds: number): Promise<void> {
  await idleFor(dana, seconds)
  await dana.page.context().clearCookies({ name: 'latchkey-pass' })
  await dana.page.clock.fastForward(seconds * 1000)
}

const warned = async (options = {}): Promise<Guest> => {
  const dana = await working(options)
  await pass(dana, UNTIL_WARNED)
  await dialog(dana.page, SOON).waitFor()
  return dana
}

const closed = (page: Page) => page.getByRole('alertdialog').waitFor({ state: 'detached' })

/** For axe and the policy; large enough to touch, and not wider than the window. */
async function inOrder(dana: Guest, name: string): Promise<void> {
  expect([...(await dana.audit()), ...dana.complaints]).toEqual([])
  for (const target of await dialog(dana.page, name).locator('a, button').all()) {
    expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  }
  const { x = -1, width = 0 } = (await dialog(dana.page, name).boundingBox()) ?? {}
  expect(x).toBeGreaterThan(0)
  expect(x + width).toBeLessThan(dana.page.viewportSize()?.width ?? 0)
}

describe.concurrent.each(SIZES)('a session that comes to its end, in a window of $width by $height', (viewport) => {
  it('is announced 150 seconds before, and goes on where one was for whoever stays', async () => {
    const dana = await working({ viewport })
    expect(asked(dana)).toEqual([])
    const { endsAt } = await sessionRow(dana)
    await pass(dana, UNTIL_WARNED)
    await dialog(dana.page, SOON).waitFor()
    expect(await dialog(dana.page, SOON).textContent()).toMatch(/You are signed out in 2 minutes (2\d|30) seconds, unless you stay\./)
    expect(await isFocused(button(dana.page, 'Stay signed in'))).toBe(true)
    await inOrder(dana, SOON)
    await dana.page.keyboard.press('Enter')
    await vi.waitFor(() => expect(asked(dana).at(-1)).toBe('POST 200 /auth/session/extend'))
    await closed(dana.page)
    expect([await isFocused(search(dana.page)), await search(dana.page).inputValue()]).toEqual([true, TYPED])
    const extended = await sessionRow(dana)
    expect(Math.abs(extended.seenAt - Date.now())).toBeLessThan(20_000)
    expect(extended.endsAt).toBe(endsAt)
    await pass(dana, UNTIL_WARNED)
    await dialog(dana.page, SOON).waitFor()
    await dana.close()
  })

  it('keeps the page and what was typed once it is over, and sends it after another login in a new tab', async () => {
    const dana = await warned({ viewport })
    await pass(dana, WARNED_FOR)
    await dialog(dana.page, OVER).waitFor()
    await inOrder(dana, OVER)
    await button(dana.page, 'Back to the page').click()
    await search(dana.page).press('Enter')
    await dialog(dana.page, OVER).waitFor()
    expect([new URL(dana.page.url()).search, await search(dana.page).inputValue()]).toEqual(['', TYPED])
    const [tab] = await Promise.all([
      dana.page.context().waitForEvent('page'),
      dana.page.getByRole('link', { name: 'Log in again in a new tab, then go on here' }).click(),
    ])
    await logInAgain(dana, tab)
    await closed(dana.page)
    expect(await isFocused(search(dana.page))).toBe(true)
    await search(dana.page).press('Enter')
    await dana.page.waitForURL((url) => url.searchParams.get('q') === TYPED)
    expect(dana.complaints).toEqual([])
    await dana.close()
  })

  it('says 150 seconds before its last end that it can’t be extended', async () => {
    const dana = await working({ viewport })
    await endsIn(dana, WARNED_FOR)
    await dana.page.clock.fastForward(UNTIL_WARNED * 1000)
    await dialog(dana.page, FINAL).waitFor()
    expect(await dialog(dana.page, FINAL).textContent()).toContain('This cannot be extended: save your work now.')
    await inOrder(dana, FINAL)
    // A key that was meant for the page does nothing here.
    await dana.page.keyboard.press('Space')
    expect(await dialog(dana.page, FINAL).isVisible()).toBe(true)
    await dana.page.keyboard.press('Escape')
    await closed(dana.page)
    expect([await isFocused(search(dana.page)), await search(dana.page).inputValue()]).toEqual([true, TYPED])
    await endsIn(dana, 0)
    await dana.page.clock.fastForward(WARNED_FOR * 1000)
    await dialog(dana.page, OVER).waitFor()
    expect(asked(dana).filter((answer) => answer.startsWith('POST'))).toEqual([])
    await dana.close()
  })
})

async function logInAgain(dana: Guest, tab: Page): Promise<void> {
  const press = (name: string) => tab.getByRole('button', { name, exact: true }).click()
  await press('Login with phone')
  await tab.getByLabel('Username or email address').fill(dana.person.username)
  await tab.getByLabel('Password', { exact: true }).fill(dana.password)
  await press('Login')
  await press('Send Code')
  await tab.getByLabel('Verification code').fill(await dana.mailbox.code(dana.phone.e164, 2))
  await press('Verify code')
  await tab.getByRole('heading', { name: 'Home', exact: true }).waitFor()
}

describe.concurrent('the warning', () => {
  it('is answered by Escape as by “Stay signed in”', async () => {
    const dana = await warned()
    await dana.page.keyboard.press('Escape')
    await vi.waitFor(() => expect(asked(dana).at(-1)).toBe('POST 200 /auth/session/extend'))
    await closed(dana.page)
    expect(await search(dana.page).inputValue()).toBe(TYPED)
    await dana.close()
  })

  it('counts down without being read out, but for twice', async () => {
    const dana = await warned()
    const timer = dana.page.getByRole('alertdialog').getByRole('timer')
    const status = dana.page.getByRole('alertdialog').getByRole('status')
    const read = async (seconds: number) => {
      await dana.page.clock.fastForward(seconds * 1000)
      return status.textContent()
    }
    const before = await timer.textContent()
    expect(await read(30)).toBe('')
    expect(await timer.textContent()).not.toBe(before)
    expect(await read(62)).toMatch(/^(1 minute|5\d seconds) left\.$/)
    const said = await status.textContent()
    expect(await read(10)).toBe(said)
    expect(await read(30)).toMatch(/^(1\d|20) seconds left\.$/)
    await dana.close()
  })

  it('is asked for before it is shown: not in a tab that another has outlived, and gone where another tab stays', async () => {
    const dana = await warned()
    const tab = await dana.page.context().newPage()
    // Opening a page is a sign of life: the first tab takes its warning back.
    await tab.goto('/')
    await closed(dana.page)
    await pass(dana, UNTIL_WARNED)
    await tab.clock.fastForward(UNTIL_WARNED * 1000)
    await Promise.all([dialog(dana.page, SOON).waitFor(), dialog(tab, SOON).waitFor()])
    await button(tab, 'Stay signed in').click()
    await Promise.all([closed(dana.page), closed(tab)])
    await dana.page.clock.fastForward(UNTIL_WARNED * 1000 - 60_000)
    await tab.goto('/help')
    const looks = asked(dana).length
    await dana.page.clock.fastForward(60_000)
    await vi.waitFor(() => expect(asked(dana).length).toBe(looks + 1))
    expect(await dana.page.getByRole('alertdialog').count()).toBe(0)
    await dana.close()
  })

  it('lets one sign out', async () => {
    const dana = await warned()
    await button(dana.page, 'Sign out').click()
    await dana.page.waitForURL('**/auth/login?notice=signed-out')
    await dana.page.goto('/')
    expect(new URL(dana.page.url()).pathname).toBe('/auth/login')
    await dana.close()
  })

  it('says so when the line is cut, and can be answered again', async () => {
    const dana = await warned()
    await dana.page.context().setOffline(true)
    await button(dana.page, 'Stay signed in').click()
    await dialog(dana.page, SOON).getByText('There was no answer. Check your connection, then choose again.').waitFor()
    await dana.page.context().setOffline(false)
    await button(dana.page, 'Stay signed in').click()
    await closed(dana.page)
    await dana.close()
  })
})

describe.concurrent('a page of a session that is over', () => {
  /** G03: two people at one desk. */
  it('sends nothing in the name of somebody else who has logged in since', async () => {
    const [dana, lee] = await Promise.all([warned(), memberAtHome(browser)])
    await pass(dana, WARNED_FOR)
    await dialog(dana.page, OVER).waitFor()
    await dana.page.context().addCookies(await lee.page.context().cookies())
    await dana.page.keyboard.press('Escape')
    await search(dana.page).press('Enter')
    await dialog(dana.page, 'Somebody else is logged in').waitFor()
    await inOrder(dana, 'Somebody else is logged in')
    expect(new URL(dana.page.url()).search).toBe('')
    await Promise.all([dana.close(), lee.close()])
  })

  it('extends nothing for whoever has come since, even where the warning was still open', async () => {
    const [dana, lee] = await Promise.all([warned(), memberAtHome(browser)])
    await idleFor(lee, 600)
    const before = await sessionRow(lee)
    await dana.page.context().addCookies(await lee.page.context().cookies())
    await button(dana.page, 'Stay signed in').click()
    await dialog(dana.page, 'Somebody else is logged in').waitFor()
    expect(asked(dana).filter((answer) => answer.startsWith('POST'))).toEqual(['POST 403 /auth/session/extend'])
    expect(await sessionRow(lee)).toEqual(before)
    await Promise.all([dana.close(), lee.close()])
  })

  it('can sign out the session that came after it, since its forms are given the new token', async () => {
    const dana = await warned()
    await pass(dana, WARNED_FOR)
    await dialog(dana.page, OVER).waitFor()
    const tab = await dana.page.context().newPage()
    await tab.goto('/auth/login')
    await logInAgain(dana, tab)
    await closed(dana.page)
    await dana.page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await dana.page.waitForURL('**/auth/login?notice=signed-out')
    await dana.close()
  })
})
