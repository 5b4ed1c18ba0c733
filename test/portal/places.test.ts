import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addSamples } from '../../src/portal/samples.ts'
import { PLACES } from '../../views/portal/places.ts'
import { TEXT } from '../../views/portal/text.ts'
import { documentOf } from '../support/document.ts'
import { NOON, type OpenPortal, openPortal } from './open-portal.ts'

let portal: OpenPortal
beforeAll(async () => {
  portal = await openPortal({ SUPPORT: 'the help desk, (312) 555-0100' })
  await addSamples(portal.database, 'dana', NOON)
})
afterAll(() => portal.close())

it('has no dead link, however far one follows', async () => {
  const seen = new Set<string>()
  const follow = async (path: string): Promise<void> => {
    if (seen.has(path) || path.startsWith('/auth/')) return
    seen.add(path)
    const answer = await portal.get(path)
    expect([path, answer.status]).toEqual([path, 200])
    const links = [...documentOf(await answer.text()).querySelectorAll('a[href^="/"]')]
    for (const link of links) await follow(link.getAttribute('href') ?? '')
  }
  await follow('/')
  expect(seen.size).toBeGreaterThan(15)
})

const EVERY = [
  ...PLACES.map(({ path }) => path),
  '/cases/sample-26-000417',
  '/cases/sample-26-000407',
  '/messages/sample-1',
  '/?q=26',
  '/nothing',
]

describe.each(EVERY)('the page at %s', (path) => {
  it('has one heading, its place in the navigation, a way past it, and a label for every field', async () => {
    const page = documentOf(await portal.read(path))
    expect([...page.querySelectorAll('h1')]).toHaveLength(1)
    expect(page.querySelector('html')?.getAttribute('lang')).toBe('en-US')
    expect(page.querySelector('a.skip')?.getAttribute('href')).toBe('#content')
    expect(page.querySelector('main')?.id).toBe('content')
    expect(page.querySelectorAll('nav.main [aria-current="page"]').length).toBe(path === '/nothing' ? 0 : 1)
    for (const field of page.querySelectorAll('input:not([type="hidden"]), select')) {
      expect(page.querySelector(`label[for="${field.id}"]`)?.textContent).toBeTruthy()
      for (const id of (field.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean))
        expect(page.getElementById(id)).toBeTruthy()
    }
    for (const table of page.querySelectorAll('table'))
      expect(page.getElementById(table.getAttribute('aria-labelledby') ?? '')).toBeTruthy()
    const ids = [...page.querySelectorAll('[id]')].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

it('says whom to ask, and leads to the login’s own help for a new phone', async () => {
  const page = await portal.read('/help')
  expect(page).toContain('Ask the help desk, (312) 555-0100.')
  expect(page).toContain('<a class="go" href="/auth/trouble">Get help with logging in</a>')
})

it('shows at Setup what the pass says of the person', async () => {
  const page = (await portal.read('/setup')).replaceAll('\u202f', ' ')
  for (const words of ['Dana Reyes', 'dana.reyes', 'Riverside Rehabilitation', '11/24/2026, 11:00 AM EST', '/auth/trouble'])
    expect(page).toContain(words)
})

it.each(['/nothing', '/cases/nothing', '/messages/nothing', '/cases/sample-26-000417/'])(
  'answers %s in words, with the way back',
  async (path) => {
    const answer = await portal.get(path)
    expect(answer.status).toBe(404)
    const page = await answer.text()
    expect(page).toContain(TEXT.faults.notFound.title)
    expect(page).toContain('<a class="go" href="/">Back to the home page</a>')
  },
)
