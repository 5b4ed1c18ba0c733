import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/chromium.ts'
import { continueIn, fill, type Guest, memberAtHome, press } from '../support/guest.ts'
import { logInFully, memberOn, SHORT_PASSWORD } from '../support/member.ts'
import { standsOn } from '../support/screen.ts'
import { loggedInBefore } from '../support/session.ts'
import { SIZES } from '../support/sizes.ts'
import { stepUpFor } from '../support/step-up.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const session = async ({ page }: Guest) => (await page.context().cookies()).find(({ name }) => name === 'latchkey')?.value
const posts = ({ answers }: Guest) => answers.filter((answer) => answer.startsWith('POST'))

describe.concurrent.each(SIZES)('a page that asks again, in a window of $width by $height', (viewport) => {
  it('is reached by a code, each step in one trip', async () => {
    const dana = await memberAtHome(browser, { viewport })
    const before = await session(dana)
    await loggedInBefore(dana, 600)
    await dana.page.goto(stepUpFor({ method: 'phone', max_age: '300' }))
    await standsOn(dana, '/auth/step-up', 'Confirm that it is you')
    await press(dana, 'Continue')
    await standsOn(dana, '/auth/login/send-code', 'Confirm it is you, by phone')
    await press(dana, 'Send Code')
    await standsOn(dana, '/auth/login/enter-code', 'Check your phone')
    await fill(dana, { 'Verification code': await dana.mailbox.code(dana.phone.e164, 2) })
    await press(dana, 'Verify code')
    await standsOn(dana, '/cases', 'Cases')
    expect(posts(dana)).toEqual(['POST 200 /auth/step-up', 'POST 200 /auth/login/send-code', 'POST 200 /auth/login/enter-code'])
    expect(await session(dana)).not.toBe(before)
    await dana.close()
  })

  it('is entered once by a double click', async () => {
    const dana = await memberAtHome(browser, { viewport })
    const twice = (words: string) => dana.page.getByRole('button', { name: words, exact: true }).dblclick({ delay: 10 })
    await dana.page.goto(stepUpFor())
    await press(dana, 'Continue')
    await standsOn(dana, '/auth/login/send-code', 'Confirm it is you, by phone')
    await press(dana, 'Send Code')
    await fill(dana, { 'Verification code': await dana.mailbox.code(dana.phone.e164, 2) })
    await twice('Verify code')
    await dana.page.waitForURL((url) => url.pathname === '/cases')
    expect(await dana.mailbox.messages(dana.phone.e164)).toHaveLength(2)
    await dana.close()
  })

  it('says what is missing where it cannot be reached', async () => {
    const lee = await memberOn('workerd', {}, SHORT_PASSWORD)
    await logInFully(lee)
    const window = await continueIn(lee, browser, { viewport })
    await window.page.goto(stepUpFor({ method: 'email' }))
    await standsOn({ ...window, complaints: complaintsBut(window, '403') }, '/auth/step-up', 'A code by email does not count here yet')
    await window.close()
  })

  it('is left by signing out, which is asked once', async () => {
    const dana = await memberAtHome(browser, { viewport })
    await dana.page.goto(stepUpFor())
    await dana.page.getByRole('link', { name: `I am not ${dana.person.name}` }).click()
    await standsOn(dana, '/auth/sign-out', 'Sign out?')
    await press(dana, 'Sign out everywhere')
    await standsOn(dana, '/auth/login', 'Log in')
    await dana.close()
  })
})

/** The browser itself complains of a page with such a status. */
const complaintsBut = ({ complaints }: Guest, status: string) => complaints.filter((complaint) => !complaint.includes(status))
