import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openBrowser } from '../support/chromium.ts'
import { fill, type Guest, guestAt } from '../support/guest.ts'
import { flowOf, rows } from '../support/rows.ts'
import { standsOn } from '../support/screen.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** A window among many may be slow to put the focus where the screen wants it. */
const hasFocus = ({ page }: Guest) => page.locator('main :focus').waitFor()

describe.concurrent('hands on the keyboard', () => {
  it('verify a pasted code with Enter, where the screen has put the focus', async () => {
    const dana = await guestAt(browser, 'verify-email')
    const code = await dana.mailbox.code(dana.email)
    await hasFocus(dana)
    await dana.page.keyboard.insertText(`${code.slice(0, 3)} ${code.slice(3)}`)
    await dana.page.keyboard.press('Enter')
    await standsOn(dana, '/auth/register/set-password', 'Set a new password')
    await dana.close()
  })

  it('choose the phone with Enter, and the text message with Enter in the number', async () => {
    const dana = await guestAt(browser, 'choose-method')
    await hasFocus(dana)
    await dana.page.keyboard.press('Enter')
    await standsOn(dana, '/auth/register/give-email', 'Enter your email address')
    await dana.close()
    const lee = await guestAt(browser, 'give-phone')
    await hasFocus(lee)
    await lee.page.keyboard.insertText(lee.phone.typed)
    await lee.page.keyboard.press('Enter')
    await standsOn(lee, '/auth/register/verify-phone', 'Check your phone')
    await lee.close()
  })

  it('can show the passwords while they are typed, and they are passwords again when they are sent', async () => {
    const ruth = await guestAt(browser, 'set-password')
    const boxes = ruth.page.locator('[autocomplete=new-password]')
    const types = () => boxes.evaluateAll((all) => all.map((box) => (box as HTMLInputElement).type))
    await fill(ruth, { 'New password': 'password1', 'Confirm new password': 'password1' })
    await ruth.page.getByRole('button', { name: 'Show passwords' }).click()
    expect(await types()).toEqual(['text', 'text'])
    await ruth.page.getByRole('button', { name: 'Hide passwords' }).click()
    expect(await types()).toEqual(['password', 'password'])
    await ruth.page.getByRole('button', { name: 'Show passwords' }).click()
    await ruth.page.evaluate(() =>
      document.addEventListener('submit', ({ target }) => {
        const sent = [...(target as HTMLFormElement).querySelectorAll<HTMLInputElement>('[autocomplete=new-password]')]
        document.title = sent.map(({ type }) => type).join()
      }),
    )
    await ruth.page.route('**/set-password', (route) => route.abort())
    await ruth.page.getByRole('button', { name: 'Create' }).click()
    await vi.waitFor(async () => expect(await ruth.page.title()).toBe('password,password'))
    await ruth.close()
  })

  it('see the wait for a new code count down, to where it says that one can be asked for', async () => {
    const lee = await guestAt(browser, 'give-phone')
    await fill(lee, { 'Phone number': lee.phone.typed })
    await lee.page.keyboard.press('Enter')
    await standsOn(lee, '/auth/register/verify-phone', 'Check your phone')
    const line = lee.page.locator('[data-wait]')
    const left = async () => Number(/in (\d+) seconds/.exec((await line.textContent()) ?? '')?.[1])
    const first = await left()
    expect(first).toBeGreaterThan(20)
    await vi.waitFor(async () => expect(await left()).toBeLessThanOrEqual(first - 2), { timeout: 6_000 })

    const { id } = await flowOf(lee.stack, lee.person.username)
    await rows(lee.stack, 'update challenges set last_sent_at = last_sent_at - 27000 where flow_id = ?', String(id))
    await lee.page.reload()
    await lee.page.getByText('No code? You can ask for a new one now.').waitFor({ timeout: 8_000 })
    await lee.close()
  })
})
