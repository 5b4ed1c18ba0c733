import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { anotherThan } from '../support/call.ts'
import { openBrowser } from '../support/chromium.ts'
import { fill, type Guest, guest, guestAt } from '../support/guest.ts'
import { count, flowOf, rows } from '../support/rows.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** Presses a button twice, as hands do that are used to icons. @returns the POSTs that left the browser */
async function pressTwice(who: Guest, words: string, path: string, heading: string): Promise<string[]> {
  const before = who.answers.length
  await who.page.getByRole('button', { name: words, exact: true }).dblclick({ delay: 10 })
  // The focus is left out: where the answer is quick, the second click falls on the next screen, and takes the focus with it.
  await who.page.waitForURL((url) => url.pathname === path)
  await who.page.getByRole('heading', { name: heading, exact: true, level: 1 }).waitFor()
  await vi.waitFor(() => expect(who.answers.slice(before).some((answer) => answer.startsWith('POST'))).toBe(true))
  expect(await who.audit()).toEqual([])
  return who.answers.slice(before).filter((answer) => answer.startsWith('POST'))
}

/** What a registration has sent and spent. */
async function spent({ stack, person }: Guest) {
  const { id, account_id } = await flowOf(stack, person.username)
  const [attempts] = await rows(stack, 'select coalesce(sum(attempts), 0) as n from challenges where flow_id = ?', String(id))
  return {
    messages: await count(stack, 'deliveries', "flow_id = ? and kind <> 'registered'", String(id)),
    attempts: Number(attempts?.n),
    sessions: await count(stack, 'sessions', 'account_id = ?', String(account_id)),
  }
}

const register = (path: string) => `/auth/register/${path}`

/** Two requests would be two at the server; here the second click never leaves the browser. */
describe.concurrent('a double click', () => {
  it('logs in once, chooses once, and sends one code to the address', async () => {
    const dana = await guest(browser)
    await dana.page.goto('/auth/register')
    await fill(dana, { Username: dana.person.username, Password: dana.person.password })
    expect(await pressTwice(dana, 'Login', register('choose-method'), 'Choose how you will log in')).toHaveLength(1)
    expect(await pressTwice(dana, 'Phone', register('give-email'), 'Enter your email address')).toHaveLength(1)
    await fill(dana, { 'Email address': dana.email })
    expect(await pressTwice(dana, 'Send verification code', register('verify-email'), 'Check your email')).toHaveLength(1)
    expect(await spent(dana)).toEqual({ messages: 1, attempts: 0, sessions: 0 })
    await dana.close()
  })

  it('spends one try of a code, wrong or right, and sets one password', async () => {
    const lee = await guestAt(browser, 'verify-email')
    await fill(lee, { 'Verification code': anotherThan(await lee.mailbox.code(lee.email)) })
    expect(await pressTwice(lee, 'Verify code', register('verify-email'), 'Check your email')).toEqual([
      'POST 422 /auth/register/verify-email',
    ])
    expect(await spent(lee)).toMatchObject({ attempts: 1 })
    await fill(lee, { 'Verification code': await lee.mailbox.code(lee.email) })
    expect(await pressTwice(lee, 'Verify code', register('set-password'), 'Set a new password')).toHaveLength(1)
    await fill(lee, { 'New password': lee.password, 'Confirm new password': lee.password })
    expect(await pressTwice(lee, 'Create', register('give-phone'), 'Enter your phone number')).toHaveLength(1)
    await lee.close()
  })

  it('sends one text, and begins one session', async () => {
    const ruth = await guestAt(browser, 'give-phone')
    await fill(ruth, { 'Phone number': ruth.phone.typed })
    expect(await pressTwice(ruth, 'Send Code', register('verify-phone'), 'Check your phone')).toHaveLength(1)
    await fill(ruth, { 'Verification code': await ruth.mailbox.code(ruth.phone.e164) })
    expect(await pressTwice(ruth, 'Verify code', '/', 'Home')).toHaveLength(1)
    expect(await spent(ruth)).toMatchObject({ messages: 2, sessions: 1 })
    expect(await ruth.mailbox.messages(ruth.phone.e164)).toHaveLength(1)
    await ruth.close()
  })

  it('makes one call', async () => {
    const dana = await guestAt(browser, 'give-phone')
    await fill(dana, { 'Phone number': dana.phone.typed })
    expect(await pressTwice(dana, 'Call Me', register('verify-phone'), 'Answer your phone')).toHaveLength(1)
    expect(await spent(dana)).toMatchObject({ messages: 2 })
    expect(await dana.mailbox.expect(dana.phone.e164)).toHaveLength(1)
    await dana.close()
  })
})
