import { afterAll, beforeAll, expect, it } from 'vitest'
import { PLACES } from '../../views/portal/places.ts'
import { DANA, type OpenPortal, openPortal } from './open-portal.tsx'

let portal: OpenPortal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

it.each(PLACES.map(({ path }) => path).concat('/?q=26%2F1'))('%s leads to the login page and back without a session', async (path) => {
  const answer = await portal.get(path, null)
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe(`/auth/login?return_to=${encodeURIComponent(path)}`)
  expect(answer.headers.get('cache-control')).toBe('no-store')
})

it('has no dead link', async () => {
  const page = await (await portal.get('/', DANA)).text()
  const links = [...page.matchAll(/href="(\/[^"]*)"/g)].map(([, path]) => path ?? '')
  expect(links.length).toBeGreaterThan(5)
  for (const path of links) expect((await portal.get(path, DANA)).status).toBe(200)
})

it.each([
  ['/cases', 'Cases are not available here yet.'],
  ['/create-case', 'Create case is not available here yet.'],
  ['/setup', 'Setup is not available here yet.'],
  ['/messages', 'Message center is not available here yet.'],
  ['/help', 'Help is not available here yet.'],
])('%s says so, with the way back', async (path, words) => {
  const page = await (await portal.get(path, DANA)).text()
  expect(page).toContain(words)
  expect(page).toContain('Go back to the <a class="go" href="/">home page</a>.')
  expect(page).toContain(`href="${path}" aria-current="page"`)
})
