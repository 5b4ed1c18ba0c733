import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { phoneRings } from '../support/call.ts'
import { openBrowser, type Window } from '../support/chromium.ts'
import { callSays, giveEmail, givePhone, guestAt } from '../support/guest.ts'
import { inOrder, standsOn } from '../support/screen.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const LOOKS: { look: string; options: BrowserContextOptions }[] = [
  { look: 'dark', options: { colorScheme: 'dark' } },
  { look: 'forced colours', options: { forcedColors: 'active' } },
  { look: 'forced colours in the dark', options: { forcedColors: 'active', colorScheme: 'dark' } },
]

/** axe asks for a contrast of 7:1 in `inOrder`. */
describe.concurrent.each(LOOKS)('the screens in $look', ({ options }) => {
  it('can be read: the login, a step, its refusal, a call and what became of it', async () => {
    const dana = await guestAt(browser, 'give-email', { ...options, viewport: { width: 360, height: 740 } })
    await dana.page.goto('/auth/login?notice=cancelled')
    await standsOn(dana, '/auth/login', 'Log in')
    await dana.page.goto('/auth/register/give-email')
    await giveEmail({ ...dana, email: 'dana' })
    await dana.page.getByRole('alert').getByText('There is a problem').waitFor()
    await inOrder(dana)
    await dana.close()

    const ruth = await guestAt(browser, 'give-phone', options)
    await givePhone(ruth, 'Call Me')
    await standsOn(ruth, '/auth/register/verify-phone', 'Answer your phone')
    await ruth.mailbox.busy(await phoneRings(ruth))
    await callSays(ruth, 'Your line was busy.')
    await inOrder(ruth)
    await ruth.close()
  })
})

/** How bright the page is behind its words, from 0 to 255. */
const ground = ({ page }: Window) =>
  page.evaluate(() => {
    const [painted] = [document.body, document.documentElement]
      .map((each) => getComputedStyle(each).backgroundColor)
      .filter((colour) => !colour.endsWith(', 0)'))
    return Number(/\d+/.exec(painted ?? '')?.[0])
  })

it.concurrent('a page is dark where the person prefers it, the portal too', async () => {
  const dana = await guestAt(browser, 'portal', { colorScheme: 'dark' })
  await standsOn(dana, '/', 'Home')
  expect(await ground(dana)).toBeLessThan(40)
  await dana.page.emulateMedia({ colorScheme: 'light' })
  expect(await ground(dana)).toBeGreaterThan(240)
  await inOrder(dana)
  await dana.close()
})

it.concurrent('on paper, the words stay and the buttons do not', async () => {
  const ruth = await guestAt(browser, 'give-phone')
  await givePhone(ruth, 'Call Me')
  await standsOn(ruth, '/auth/register/verify-phone', 'Answer your phone')
  await ruth.page.emulateMedia({ media: 'print' })
  expect(await ruth.page.getByRole('button').filter({ visible: true }).count()).toBe(0)
  expect(await ruth.page.locator('.big').isVisible()).toBe(true)
  expect(await ruth.audit()).toEqual([])
  await ruth.close()
})
