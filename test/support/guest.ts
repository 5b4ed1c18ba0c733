import type { Browser, BrowserContextOptions } from 'playwright-core'
import type { Person } from '../../src/cli/people.ts'
import type { Step } from '../../src/domain/flow.ts'
import { openWindow, type Window } from './chromium.ts'
import { stackNamed, type Traveller, traveller, walkTo, walkToPhone } from './journey.ts'
import { logInFully, memberOn } from './member.ts'

/** Somebody on the way through the registration in Chromium: what a visitor is over plain HTTP. */
export interface Guest extends Omit<Traveller, 'visitor'>, Window {
  /** Every answer but those that brought scripts, or asked for patience: method, status and path. */
  answers: string[]
}

/** A new person with a window of their own, on no page yet. */
export const guest = async (browser: Browser, options: BrowserContextOptions = {}, more: Partial<Person> = {}): Promise<Guest> =>
  seat(await traveller(stackNamed('workerd'), {}, more), browser, options)

/** Somebody who took the steps before this one elsewhere, and continues in a window. */
export async function guestAt(browser: Browser, step: Step | 'portal', options: BrowserContextOptions = {}, more: Partial<Person> = {}) {
  const who = await traveller(stackNamed('workerd'), {}, more)
  await (step === 'give-phone' ? walkToPhone(who) : walkTo(who, step))
  return continueIn(who, browser, options)
}

/** Somebody who has registered, and logged in elsewhere, continues on the portal's home. */
/** Somebody who has registered, with a window of their own, on no page yet. */
export const memberGuest = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Guest> =>
  seat(await memberOn('workerd'), browser, options)

export async function memberAtHome(browser: Browser, options: BrowserContextOptions = {}): Promise<Guest> {
  const who = await memberOn('workerd')
  await logInFully(who)
  return continueIn(who, browser, options)
}

/** Whoever took steps over plain HTTP continues in a window, with the same cookies. */
export async function continueIn(who: Traveller, browser: Browser, options: BrowserContextOptions): Promise<Guest> {
  const continued = await seat(who, browser, options)
  const { cookies } = who.visitor
  const url = who.stack.origin
  await continued.page.context().addCookies(cookies.names().map((name) => ({ name, value: cookies.get(name) ?? '', url, httpOnly: true })))
  await continued.page.goto(who.visitor.path)
  return continued
}

async function seat({ visitor: _, ...who }: Traveller, browser: Browser, options: BrowserContextOptions): Promise<Guest> {
  const window = await openWindow(browser, who.stack.origin, options)
  const answers: string[] = []
  window.page.on('response', (answer) => {
    const request = answer.request()
    if (request.resourceType() === 'script' || answer.status() === BUSY) return
    answers.push(`${request.method()} ${answer.status()} ${new URL(answer.url()).pathname}`)
  })
  return { ...who, ...window, answers }
}

const BUSY = 503

/** The call's screen comes to say so without anybody's touch. */
export const callSays = async ({ page }: Window, words: string): Promise<void> =>
  page.locator('#call', { hasText: words }).waitFor({ timeout: 15_000 })

/** Presses a button, again where the service is busy: the form stays as it is, and so do its fields. */
export async function press({ page }: Window, words: string): Promise<void> {
  const button = page.getByRole('button', { name: words, exact: true })
  for (;;) {
    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST')
    await button.click()
    if ((await answered).status() !== BUSY) return
  }
}

export const fill = async ({ page }: Window, fields: Record<string, string>): Promise<void> => {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value)
}

export async function logIn(who: Guest): Promise<void> {
  await who.page.goto('/auth/register')
  await fill(who, { Username: who.person.username, Password: who.person.password })
  await press(who, 'Login')
}

export async function giveEmail(who: Guest): Promise<void> {
  await fill(who, { 'Email address': who.email })
  await press(who, 'Send verification code')
}

export async function verifyEmail(who: Guest): Promise<void> {
  await fill(who, { 'Verification code': await who.mailbox.code(who.email) })
  await press(who, 'Verify code')
}

export async function setPassword(who: Guest, password = who.password): Promise<void> {
  await fill(who, { 'New password': password, 'Confirm new password': password })
  await press(who, 'Create')
}

export async function givePhone(who: Guest, button: 'Send Code' | 'Call Me'): Promise<void> {
  await fill(who, { 'Phone number': who.phone.typed })
  await press(who, button)
}

export async function verifyText(who: Guest): Promise<void> {
  await fill(who, { 'Verification code': await who.mailbox.code(who.phone.e164) })
  await press(who, 'Verify code')
}
