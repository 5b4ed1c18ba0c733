import { describe, expect, it } from 'vitest'
import { ownForm, ownHost, ownPage, ownToken, smallBody } from '../../src/routes/doors.tsx'
import { HTTPS, KEYS, posted, request } from './request.ts'

const doors = [ownHost, ownPage, ownForm, smallBody, ownToken('flow')]
const TICKET = `${'i'.repeat(22)}.${'s'.repeat(43)}`
const COOKIE = { cookie: `__Host-latchkey-flow=${TICKET}` }
const TOKEN = KEYS.digest('form', 'flow', 'i'.repeat(22))
const OURS = { origin: HTTPS, 'sec-fetch-site': 'same-origin', ...COOKIE }

const knock = async (fields: Record<string, string>, headers: Record<string, string>, more: Parameters<typeof request>[1] = {}) =>
  (await request((c) => c.json('in'), { ...posted(fields, headers), doors, ...more })).status

/** E01 to E05. */
describe('a form is let in', () => {
  it.each([
    ['from our own page', OURS],
    ['from an old browser, by its origin', { origin: HTTPS, ...COOKIE }],
    ['from a text browser, by its referer', { referer: `${HTTPS}/auth/register/give-email`, ...COOKIE }],
  ])('%s', async (_, headers) => expect(await knock({ token: TOKEN }, headers)).toBe(200))

  it.each([
    ['of another site', { ...OURS, 'sec-fetch-site': 'cross-site' }],
    ['of a neighbour', { ...OURS, 'sec-fetch-site': 'same-site' }],
    ['typed by hand', { ...OURS, 'sec-fetch-site': 'none' }],
    ['of another origin', { ...OURS, origin: 'https://evil.example' }],
    ['of no origin', { ...OURS, origin: 'null' }],
    ['that does not say where it is from', COOKIE],
    ['of a page that only looks like ours', { referer: `https://evil.example/${HTTPS}/`, ...COOKIE }],
    ['of our name in the clear', { ...OURS, origin: HTTPS.replace('https', 'http') }],
  ])('and not one %s', async (_, headers) => expect(await knock({ token: TOKEN }, headers)).toBe(403))

  it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x', ''])('and not as %j', async (type) => {
    expect(await knock({ token: TOKEN }, { ...OURS, 'content-type': type })).toBe(415)
  })

  it.each([
    ['is missing', {}],
    ['is empty', { token: '' }],
    ['is another’s', { token: KEYS.digest('form', 'flow', 'j'.repeat(22)) }],
    ['is of another kind of cookie', { token: KEYS.digest('form', 'session', 'i'.repeat(22)) }],
  ])('and not when its token %s', async (_, fields) => expect(await knock(fields as Record<string, string>, OURS)).toBe(403))

  it('and not without the cookie that its token belongs to', async () => {
    expect(await knock({ token: TOKEN }, { origin: HTTPS, 'sec-fetch-site': 'same-origin' })).toBe(403)
  })

  /** N03. */
  it('and not when it is larger than 16 KB', async () => {
    expect(await knock({ token: TOKEN, more: 'x'.repeat(16 * 1024) }, OURS)).toBe(413)
  })
})

/** H03. */
it('answers under its own host only', async () => {
  const ask = async (url: string) => (await request((c) => c.json('in'), { doors: [ownHost], path: url })).status
  expect(await ask('/')).toBe(200)
  expect(await ask('.evil.example/')).toBe(421)
  expect(await ask(':8443/')).toBe(421)
})
