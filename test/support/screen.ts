import { expect } from 'vitest'
import type { Window } from './chromium.ts'

const PORTAL = 'Provider Portal'

/** What the screen before somebody is: its address, its title and its heading. */
export const placeOf = async ({ page }: Window) => ({
  path: new URL(page.url()).pathname,
  title: await page.title(),
  heading: await page.locator('h1').textContent(),
})

/** Stands on this screen, and it is in order: for axe, for the content security policy, for the console, and as wide as the window. */
export async function standsOn(who: Window, path: string, heading: string): Promise<void> {
  await expect.poll(() => placeOf(who), { timeout: 20_000 }).toEqual({ path, title: titleOf(path, heading), heading })
  expect({ path, wrong: [...(await who.audit()), ...who.complaints] }).toEqual({ path, wrong: [] })
  expect({ path, ...(await overflow(who)) }).toEqual({ path, beyond: 0 })
}

const titleOf = (path: string, heading: string) => (path.startsWith('/auth/') ? `${heading} - ${PORTAL}` : `${heading} – ${PORTAL}`)

/** How many pixels one would have to scroll sideways. */
const overflow = async ({ page }: Window) => ({
  beyond: await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
})
