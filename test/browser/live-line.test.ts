import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openBrowser } from '../support/chromium.ts'
import { type Guest, givePhone, guestAt } from '../support/guest.ts'
import { failingPhone } from '../support/people.ts'
import { rows } from '../support/rows.ts'
import { standsOn } from '../support/screen.ts'
import { SIZES } from '../support/sizes.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** Arrives late enough for a test to say what became of it. */
const SLOW = '5550154'
const LANDLINE = '5550141'
const PATH = '/auth/register/verify-phone'

describe.concurrent.each(SIZES)('the live line in a window of $width by $height', (viewport) => {
  const textTo = async (ending: string): Promise<Guest> => {
    const dana = { ...(await guestAt(browser, 'give-phone', { viewport })), phone: failingPhone(ending) }
    await givePhone(dana, 'Send Code')
    return dana
  }
  const stands = (who: Guest, set: string) => rows(who.stack, `update deliveries set ${set} where destination = ?`, who.phone.e164)
  const says = ({ page }: Guest, words: string) => page.locator('#line', { hasText: words }).waitFor({ timeout: 15_000 })

  it('changes beside a code that is being typed, takes neither the focus nor a digit, and is in order', async () => {
    const dana = await textTo(SLOW)
    await standsOn(dana, PATH, 'Check your phone')
    await stands(dana, "state = 'sent', rank = 2, sent_at = created_at")
    const code = dana.page.getByLabel('Verification code')
    await code.pressSequentially('482')
    await says(dana, 'Sent')
    await stands(dana, "state = 'delivered', rank = 4, delivered_at = created_at + 3000")
    await says(dana, 'Delivered to your phone')
    expect(await code.inputValue()).toBe('482')
    expect(await code.evaluate((box) => box === document.activeElement)).toBe(true)
    await code.pressSequentially('913')
    expect(await code.inputValue()).toBe('482913')
    await standsOn(dana, PATH, 'Check your phone')
    await dana.close()
  })

  it('gives way to the call where the number takes no text, with the focus on it', async () => {
    const dana = await textTo(LANDLINE)
    await dana.page.getByText('This number cannot get text messages.').waitFor({ timeout: 15_000 })
    await vi.waitFor(async () => expect(await dana.page.locator('button.primary').textContent()).toBe('Call Me'))
    expect(await dana.page.locator('#line').count()).toBe(0)
    await standsOn(dana, PATH, 'Check your phone')
    await dana.close()
  })
})
