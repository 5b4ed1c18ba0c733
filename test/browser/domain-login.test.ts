import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openBrowser, openWindow, type Window } from '../support/chromium.ts'
import { stackNamed } from '../support/journey.ts'
import { member } from '../support/member.ts'
import { standsOn } from '../support/screen.ts'
import { SIZES } from '../support/sizes.ts'
import { hire } from '../support/staff.ts'

const stack = stackNamed('workerd')
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** By the link of the login page to the issuer, which is another site, and back from it. */
async function logIn({ page }: Window, number: string): Promise<void> {
  await page.getByRole('link', { name: 'Login', exact: true }).click()
  await page.getByRole('heading', { name: 'Log in to your domain' }).waitFor()
  await page.getByLabel('Staff number').fill(number)
  await page.getByRole('button', { name: 'Log in' }).click()
}

/** Chromium reports an answer of 403 as an error, and nothing else is one. */
async function isRefused({ complaints }: Window): Promise<void> {
  await vi.waitFor(() => expect(complaints).toEqual([expect.stringContaining('status of 403')]), { timeout: 20_000 })
  complaints.splice(0)
}

describe.concurrent.each(SIZES)('a domain account in a window of $width by $height', (viewport) => {
  it('leads over to its issuer and back to the page that was asked for, past the content security policy', async () => {
    const dana = await member(stack)
    const window = await openWindow(browser, stack.origin, { viewport })
    await window.page.goto('/messages')
    await standsOn(window, '/auth/login', 'Log in')
    await logIn(window, await hire(stack, { email: dana.email, email_verified: true }))
    await standsOn(window, '/messages', 'Message center')
    expect(await window.page.locator('body').textContent()).toContain(dana.person.name)
    const kept = (await window.page.context().cookies(stack.origin)).map(({ name }) => name)
    expect(kept).toContain('latchkey')
    expect(kept).not.toContain('latchkey-domain')
    await window.close()
  })

  it('that nobody here knows is told so, on a page in good order that leads on', async () => {
    const window = await openWindow(browser, stack.origin, { viewport })
    await window.page.goto('/auth/login')
    await logIn(window, await hire(stack, { email: 'a.stranger@harbor.example', email_verified: true }))
    await isRefused(window)
    await standsOn(window, '/auth/login/domain/callback', 'No account was found')
    await window.page.getByRole('link', { name: 'Use another domain account' }).click()
    await window.page.getByRole('heading', { name: 'Log in to your domain' }).waitFor()
    await window.page.getByRole('button', { name: 'Cancel' }).click()
    await isRefused(window)
    await standsOn(window, '/auth/login/domain/callback', 'You were not logged in')
    await window.page.getByRole('link', { name: 'Back to log in' }).click()
    await standsOn(window, '/auth/login', 'Log in')
    await window.close()
  })
})
