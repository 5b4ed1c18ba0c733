import type { OutgoingHttpHeaders } from 'node:http'
import { describe, expect, it } from 'vitest'
import { MOVES } from '../../src/domain/flow.ts'
import { exchange } from '../support/exchange.ts'
import { stackNamed, type Traveller, traveller, walkTo } from '../support/journey.ts'
import { post, tokenOf } from '../support/post.ts'
import { flowOf } from '../support/rows.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('workerd')
const FORM = 'application/x-www-form-urlencoded'
const POSTS = ['/auth/register', ...Object.keys(MOVES).map((move) => `/auth/register/${move}`), '/auth/sign-out']

/** Right in everything but the headers. */
const forged = async (who: Traveller, path: string, headers: OutgoingHttpHeaders, body?: string) =>
  who.visitor.send(path, {
    method: 'POST',
    headers: { 'content-type': FORM, ...headers },
    body: body ?? new URLSearchParams({ token: tokenOf(who.visitor), method: 'email', code: '123456' }).toString(),
  })

const steady = async (who: Traveller) => JSON.stringify(await flowOf(stack, who.person.username))

describe('a form that is not from our pages', () => {
  /** E01, E02, E03, E09 */
  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a neighbour', { origin: 'https://blog.portal.example', 'sec-fetch-site': 'same-site' }],
    ['another site, as its headers say, with our origin', { origin: stack.origin, 'sec-fetch-site': 'cross-site' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['nowhere', {}],
    ['another site by its referer', { referer: 'https://evil.example/' }],
    ['another site under htmx', { origin: 'https://evil.example', 'hx-request': 'true', 'hx-request-type': 'partial' }],
  ])('but from %s is refused everywhere, without effect', async (_, headers) => {
    const dana = await walkTo(await traveller(stack), 'choose-method')
    const before = await steady(dana)
    for (const path of POSTS) expect({ path, status: (await forged(dana, path, headers)).status }).toEqual({ path, status: 403 })
    expect(await steady(dana)).toBe(before)
  })

  /** E04, E07 */
  it('but carries no token, another’s, or an old one, is refused everywhere', async () => {
    const [dana, lee] = await Promise.all([
      walkTo(await traveller(stack), 'choose-method'),
      walkTo(await traveller(stack), 'choose-method'),
    ])
    const before = await steady(dana)
    const fresh = await new Visitor(stack.origin).open('/auth/register')
    for (const token of ['', tokenOf(lee.visitor), tokenOf(fresh), `${tokenOf(dana.visitor).slice(1)}A`]) {
      for (const path of POSTS.slice(0, -1)) {
        const { status } = await post(dana.visitor, path, { method: 'email' }, { token })
        expect({ path, status }).toEqual({ path, status: 403 })
      }
    }
    expect(await steady(dana)).toBe(before)
  })

  /** G03: two people at one desk, in two tabs of one browser. */
  it('but from the tab of somebody else who used this browser before is refused', async () => {
    const dana = await walkTo(await traveller(stack), 'give-email')
    const lee = { ...(await traveller(stack)), visitor: dana.visitor.tab() }
    await walkTo(lee, 'give-email')
    const before = [await steady(dana), await steady(lee)]
    const { status } = await post(dana.visitor, '/auth/register/give-email', { email: dana.email })
    expect(status).toBe(403)
    expect([await steady(dana), await steady(lee)]).toEqual(before)
  })

  /** E05 */
  it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x', '', 'application/x-www-form-urlencoded-not'])(
    'but of the type %j is refused everywhere',
    async (type) => {
      const dana = await walkTo(await traveller(stack), 'choose-method')
      for (const path of POSTS.slice(0, -1)) {
        const { status } = await forged(dana, path, { origin: stack.origin, 'content-type': type })
        expect({ path, status }).toEqual({ path, status: 415 })
      }
    },
  )
})

describe('a request that only looks', () => {
  /** E06 */
  it('changes nothing at the address of any form, whatever method it claims to mean', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-email')
    const before = await steady(dana)
    for (const path of POSTS) {
      for (const method of ['GET', 'HEAD']) {
        const headers = { 'x-http-method-override': 'POST' }
        const { status } = await dana.visitor.send(`${path}?_method=POST&method=email&code=1`, { method, headers })
        expect(status).toBeLessThan(405)
      }
    }
    expect(await steady(dana)).toBe(before)
  })

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])(
    'by any other method than GET, HEAD and POST, such as %s, is refused',
    async (method) => {
      const { status } = await exchange(`${stack.origin}/auth/register/cancel`, { method })
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    },
  )
})

describe('a header or a way back that was made up', () => {
  /** H03, L02 */
  it('appears in no link, redirect or cookie, and another name than ours is not answered', async () => {
    const { port } = new URL(stack.origin)
    const strange = await exchange(`${stack.origin}/auth/register/verify-email`, { headers: { host: `evil.example:${port}` } })
    expect(strange.status).toBe(421)
    expect(strange.text.replaceAll(stack.origin, '')).not.toContain('evil.example')
    const forwarded = await exchange(`${stack.origin}/auth/register/verify-email`, {
      headers: {
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        forwarded: 'host=evil.example',
        'x-original-url': '/evil',
      },
    })
    expect(forwarded.headers.location).toBe('/auth/register')
    expect(JSON.stringify(forwarded)).not.toContain('evil')
  })

  /** H01, H02 */
  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '\t//evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    'https:evil.example',
    `${stack.origin}@evil.example`,
    '/auth/register/cancel',
    '/\r\nset-cookie: evil=1',
  ])('leads nowhere after the last step: return_to=%j', async (to) => {
    const dana = await traveller(stack)
    await dana.visitor.open(`/auth/login?return_to=${encodeURIComponent(to)}`)
    expect(dana.visitor.latest?.text).not.toContain('evil')
    expect(dana.visitor.cookies.names().filter((name) => name !== 'latchkey-return')).toEqual([])
    await walkTo(dana, 'verify-phone')
    const { headers } = await post(dana.visitor, '/auth/register/verify-phone', { code: await dana.mailbox.code(dana.phone.e164) })
    expect(URL.parse(headers.location ?? '', stack.origin)?.origin).toBe(stack.origin)
    expect(headers.location).not.toMatch(/^\/[/\\]|^\/auth/)
  })
})
