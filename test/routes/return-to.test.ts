import { expect, it } from 'vitest'
import { newlyRegistered, portalPath } from '../../src/routes/return-to.ts'

const ORIGIN = 'https://portal.example'

it.each([
  ['/', '/'],
  ['/cases', '/cases'],
  ['/cases?page=2&sort=name', '/cases?page=2&sort=name'],
  ['/a/../cases', '/cases'],
  ['/authors', '/authors'],
  ['/caf\u00e9', '/caf%C3%A9'],
])('takes %s for the portal’s page %s', (asked, path) => expect(portalPath(asked, ORIGIN)).toBe(path))

/** H01, H02 */
it.each([
  null,
  '',
  'cases',
  'https://evil.example',
  `${ORIGIN}/cases`,
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  '/%2e//evil.example',
  'javascript:alert(1)',
  '/auth',
  '/auth/register/cancel',
  '/x/../auth/login',
  '/AUTH/login',
  `/${'x'.repeat(600)}`,
])('takes %j for no page of the portal', (asked) => expect(portalPath(asked, ORIGIN)).toBeNull())

it('never gives what could split a header', () => {
  expect(portalPath('/a\r\nset-cookie: b=c', ORIGIN)).not.toMatch(/[\r\n]/)
})

it.each([
  ['/', '/?registered'],
  ['/cases', '/cases?registered'],
  ['/cases?page=2&sort=name', '/cases?page=2&sort=name'],
  ['/?q=26%2F1', '/?q=26%2F1'],
  ['/?registered', '/?registered'],
])('leads whoever has just registered and wanted %s to %s', (wanted, path) => expect(newlyRegistered(wanted)).toBe(path))
