import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/chromium.ts'
import { fill, type Guest, givePhone, guest, press, setPassword, verifyEmail, verifyText } from '../support/guest.ts'
import { registrationCode } from '../support/newcomer.ts'
import { standsOn } from '../support/screen.ts'
import { SIZES } from '../support/sizes.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const FORM = ['/auth/join', 'Register with a code from your facility'] as const
const PASSWORD = ['/auth/register/set-password', 'Set a new password'] as const

const entries = ({ email }: Guest, code: string, username: string) => ({
  ...{ 'Registration code': code, 'First name': 'Nora', 'Last name': 'Quist' },
  ...{ 'Work email address': email, 'NPI (optional)': '1234567893', 'Choose a username': username },
})

const linked = (who: Guest) => who.page.getByRole('alert').getByRole('link')

describe.concurrent.each(SIZES)('joining in a window of $width by $height', (viewport) => {
  it('leads from the login page to the portal, past what was wrong and a username that is taken', async () => {
    const nora = await guest(browser, { viewport })
    const code = await registrationCode(nora.stack)
    await nora.page.goto('/auth/login')
    await nora.page.getByRole('link', { name: 'Register here' }).click()
    await standsOn(nora, ...FORM)

    await fill(nora, { ...entries(nora, 'AAAA-AAAA', 'nora quist'), 'NPI (optional)': '123' })
    await press(nora, 'Continue')
    await linked(nora).nth(2).waitFor()
    await standsOn(nora, ...FORM)
    await linked(nora).first().click()
    expect(await nora.page.getByLabel('Registration code').evaluate((box) => box === document.activeElement)).toBe(true)
    expect(await nora.page.getByLabel('First name').inputValue()).toBe('Nora')

    await fill(nora, entries(nora, code.toLowerCase().replaceAll('-', ' '), nora.person.username))
    const before = nora.answers.length
    await press(nora, 'Continue')
    await standsOn(nora, '/auth/register/choose-method', 'Choose how you will log in')
    expect(nora.answers.slice(before)).toEqual(['POST 200 /auth/join'])
    await press(nora, 'Phone')
    await standsOn(nora, '/auth/register/give-email', 'Enter your email address')
    expect(await nora.page.getByLabel('Email address').inputValue()).toBe(nora.email)
    await press(nora, 'Send verification code')
    await standsOn(nora, '/auth/register/verify-email', 'Check your email')
    await verifyEmail(nora)
    await standsOn(nora, ...PASSWORD)
    expect(await nora.page.locator('#username-error').textContent()).toContain('This username belongs to somebody else.')
    await fill(nora, { 'Choose a username': `${nora.person.username}-2` })
    await setPassword(nora)
    await standsOn(nora, '/auth/register/give-phone', 'Enter your phone number')
    await givePhone(nora, 'Send Code')
    await standsOn(nora, '/auth/register/verify-phone', 'Check your phone')
    await verifyText(nora)
    await standsOn(nora, '/', 'Home')
    expect(await nora.page.locator('body').textContent()).toContain('Nora Quist')
    await nora.close()
  })

  it('goes on in the same browser, and leads back to its form when it was open for too long', async () => {
    const nora = await guest(browser, { viewport })
    await nora.page.goto('/auth/join?expired')
    await standsOn(nora, ...FORM)
    await fill(nora, entries(nora, await registrationCode(nora.stack), `${nora.person.username}-3`))
    await press(nora, 'Continue')
    await standsOn(nora, '/auth/register/choose-method', 'Choose how you will log in')
    await nora.page.goto('/auth/join')
    await standsOn(nora, ...FORM)
    await nora.page.getByRole('link', { name: 'Go on where you were' }).click()
    await standsOn(nora, '/auth/register/choose-method', 'Choose how you will log in')
    await nora.close()
  })
})
