import { expect, vi } from 'vitest'
import type { Window } from './chromium.ts'
import { focused, small } from './reach.ts'

const PORTAL = 'Provider Portal'

/** What the screen before somebody is: its address, its title and its heading. */
export const placeOf = async ({ page }: Window) => ({
  path: new URL(page.url()).pathname,
  title: await page.title(),
  heading: await page.locator('h1').textContent(),
})

/** Stands on this screen, and it is in order. */
export async function standsOn(who: Window, path: string, heading: string): Promise<void> {
  const place = { path, title: titleOf(path, heading), heading }
  await vi.waitFor(async () => expect(await placeOf(who)).toEqual(place), { timeout: 20_000 })
  await inOrder(who)
}

const titleOf = (path: string, heading: string) => (path.startsWith('/auth/') ? `${heading} - ${PORTAL}` : `${heading} – ${PORTAL}`)

/**
 * The screen is in order: for axe, with a contrast of 7:1, for the content security policy and the console; no wider than the window,
 * with nothing too small to touch, and with the focus where one goes on.
 */
export async function inOrder(who: Window): Promise<void> {
  const { path, heading } = await placeOf(who)
  await vi.waitFor(async () => {
    const { actual, expected } = await who.page.evaluate(focused)
    expect({ path, heading, focus: actual }).toEqual({ path, heading, focus: expected })
  })
  const wrong = [...(await who.audit()), ...who.complaints, ...(await who.page.evaluate(small))]
  expect({ path, heading, wrong, beyond: await who.page.evaluate(overflow) }).toEqual({ path, heading, wrong: [], beyond: 0 })
}

/** How many pixels one would have to scroll sideways. */
const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth
