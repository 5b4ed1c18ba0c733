import type { IncomingHttpHeaders } from 'node:http'
import { describe, expect, it } from 'vitest'
import { exchange } from '../support/exchange.ts'
import { stackNamed, traveller, walkTo } from '../support/journey.ts'
import { givePassword, logInFully, memberOn } from '../support/member.ts'
import { post } from '../support/post.ts'
import { secondCode, stepUpFor } from '../support/step-up.ts'

const stack = stackNamed('workerd')

const ELSEWHERE = [
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
]

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
  it.each(ELSEWHERE)('leads nowhere after the last step: return_to=%j', async (to) => {
    const dana = await traveller(stack)
    await dana.visitor.open(`/auth/login?return_to=${encodeURIComponent(to)}`)
    expect(dana.visitor.latest?.text).not.toContain('evil')
    expect(dana.visitor.cookies.names().filter((name) => name !== 'latchkey-return')).toEqual([])
    await walkTo(dana, 'verify-phone')
    const { headers } = await post(dana.visitor, '/auth/register/verify-phone', { code: await dana.mailbox.code(dana.phone.e164) })
    expect(URL.parse(headers.location ?? '', stack.origin)?.origin).toBe(stack.origin)
    expect(headers.location).not.toMatch(/^\/[/\\]|^\/auth/)
  })

  /** H01, H02 */
  it.each(ELSEWHERE)('leads nowhere after a login: return_to=%j', async (to) => {
    const dana = await memberOn('workerd')
    await dana.visitor.open(`/auth/login?return_to=${encodeURIComponent(to)}`)
    await givePassword(dana)
    await dana.visitor.press('Send Code')
    const { headers } = await post(dana.visitor, '/auth/login/enter-code', { code: await dana.mailbox.code(dana.phone.e164) })
    expect(URL.parse(headers.location ?? '', stack.origin)?.origin).toBe(stack.origin)
    expect(headers.location).not.toMatch(/^\/[/\\]|^\/auth/)
    expect(String(headers['set-cookie'])).not.toContain('evil')
  })

  /** H01, H02 */
  it.each(ELSEWHERE)('leads nowhere where somebody is asked again: return_to=%j', async (to) => {
    const dana = await memberOn('workerd')
    const ours = ({ headers }: { headers: IncomingHttpHeaders }) => {
      expect(URL.parse(headers.location ?? '', stack.origin)?.origin).toBe(stack.origin)
      expect(decodeURIComponent(headers.location ?? '')).not.toMatch(/^\/[/\\]|evil\.example|return_to=.*\/auth/)
    }
    ours(await dana.visitor.send(stepUpFor({ return_to: to })))
    await logInFully(dana)
    ours(await dana.visitor.send(stepUpFor({ return_to: to, max_age: '300' })))
    await dana.visitor.open(stepUpFor({ return_to: to }))
    await dana.visitor.press('Continue')
    await dana.visitor.press('Send Code')
    const entered = await post(dana.visitor, '/auth/login/enter-code', { code: await secondCode(dana) })
    ours(entered)
    expect(entered.headers.location).not.toMatch(/^\/auth/)
    expect(String(entered.headers['set-cookie'])).not.toContain('evil')
  })
})
