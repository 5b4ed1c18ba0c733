import { describe, expect, it } from 'vitest'
import { advance, leave, show, showAnew, showFault, showPart } from '../../src/routes/answers.tsx'
import type { AppContext } from '../../src/routes/context.ts'
import { text } from '../../views/text.ts'
import { request } from './request.ts'

const SCREEN = { title: 'Check your email', main: <main id="step">here</main> }
const FAULT = { ...text.faults.down, href: '/auth/register' }
const HTMX = { headers: { 'HX-Request': 'true', 'HX-Request-Type': 'partial' } }

/** The answer to a browser without htmx, and to htmx. */
const both = async (handle: (c: AppContext) => Response | Promise<Response>) => {
  const [plain, swapped] = [await request(handle), await request(handle, HTMX)]
  return { plain, swapped, page: await plain.text(), fragment: await swapped.text() }
}

it('shows a whole page, or to htmx the step alone, at the address where it is', async () => {
  const { plain, swapped, page, fragment } = await both((c) => show(c, SCREEN, 422))
  expect([plain.status, swapped.status]).toEqual([422, 422])
  expect(page).toMatch(/^<!doctype html><html/)
  expect(fragment).toMatch(/^<title>Check your email/)
  expect(fragment).not.toContain('<html')
  expect(swapped.headers.get('HX-Push-Url')).toBe('false')
  expect(plain.headers.get('HX-Push-Url')).toBeNull()
})

it('moves on in one answer under htmx, and by a redirect without it', async () => {
  const { plain, swapped, fragment } = await both((c) => advance(c, '/auth/register/verify-email', SCREEN))
  expect([plain.status, plain.headers.get('location')]).toEqual([303, '/auth/register/verify-email'])
  expect([swapped.status, swapped.headers.get('HX-Push-Url')]).toEqual([200, '/auth/register/verify-email'])
  expect(fragment).toContain('<main id="step">here</main>')
})

it('leaves for another page either way', async () => {
  const { plain, swapped, fragment } = await both((c) => leave(c, '/'))
  expect([plain.status, plain.headers.get('location')]).toEqual([303, '/'])
  expect([swapped.status, swapped.headers.get('HX-Redirect'), fragment]).toEqual([200, '/', ''])
})

it('tells a fault above the form, so that what was typed stays', async () => {
  const { plain, swapped, page, fragment } = await both((c) => showFault(c, FAULT, 503))
  expect([plain.status, swapped.status]).toEqual([503, 503])
  expect([swapped.headers.get('HX-Retarget'), swapped.headers.get('HX-Reswap')]).toEqual(['#fault', 'innerHTML'])
  expect(page).toContain(FAULT.lead)
  expect(fragment).toContain(FAULT.lead)
  expect(fragment).not.toContain('id="step"')
})

it('answers a poll with the whole step where its part is not enough', async () => {
  const { plain, swapped, page, fragment } = await both((c) => showAnew(c, SCREEN))
  expect([swapped.headers.get('HX-Retarget'), swapped.headers.get('HX-Push-Url')]).toEqual(['#step', 'false'])
  expect(swapped.headers.get('HX-Reswap')).toMatch(/^outerHTML /)
  expect(fragment).toMatch(/^<title>Check your email.*<main id="step">here<\/main>/)
  expect([plain.headers.get('HX-Retarget'), page.slice(0, 15)]).toEqual([null, '<!doctype html>'])
})

it('answers a poll with nothing where nothing changed', async () => {
  const { swapped, fragment } = await both((c) => showPart(c, null))
  expect([swapped.status, fragment]).toEqual([204, ''])
})

/** E09, L03. */
describe('headers of htmx', () => {
  it.each([{ 'HX-Request': 'true' }, { 'HX-Request': 'true', 'HX-Request-Type': 'full' }, { 'HX-Request-Type': 'partial' }])(
    'get the whole page unless they ask for a part (%j)',
    async (headers) => {
      const answer = await request((c) => show(c, SCREEN), { headers: headers as Record<string, string> })
      expect(await answer.text()).toMatch(/^<!doctype html>/)
    },
  )
})
