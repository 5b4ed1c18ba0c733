import { describe, expect, it } from 'vitest'
import { exchange } from '../support/exchange.ts'
import { stackNamed, traveller, walkTo } from '../support/journey.ts'

const stack = stackNamed('workerd')

describe('every answer, whatever its status', () => {
  /** L01, L03, L04, L05 */
  it.each<[string, string, number, string?]>([
    ['/auth/login', 'GET', 200],
    ['/auth', 'GET', 303],
    ['/auth/register/verify-email', 'GET', 303],
    ['/', 'GET', 303],
    ['/', 'GET', 401, 'application/json'],
    ['/auth/nowhere', 'GET', 404],
    ['/auth/login.css', 'GET', 404],
    ['/auth/register', 'POST', 403],
    ['/auth/login', 'DELETE', 405],
  ])('%s by %s carries the headers of safety, and is kept by no cache', async (path, method, status, accept = 'text/html') => {
    const { headers, ...answer } = await exchange(`${stack.origin}${path}`, { method, headers: { accept } })
    expect(answer.status).toBe(status)
    expect(headers['cache-control']).toBe('no-store, private')
    expect(headers.vary).toMatch(/HX-Request/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-frame-options']).toBe('DENY')
    expect(headers['referrer-policy']).toBe('same-origin')
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
    const policy = String(headers['content-security-policy'])
    for (const rule of ["default-src 'none'", "script-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      expect(policy).toContain(rule)
    }
    expect(policy).not.toContain('unsafe')
    expect(answer.text).not.toMatch(/ at .*\.[jt]sx?:\d+/)
  })

  /** L09 */
  it('lets managers fill in what they know', async () => {
    const dana = await walkTo(await traveller(stack), 'set-password')
    const asked = [...dana.visitor.page.querySelectorAll('input')].map((input) => input.getAttribute('autocomplete')).filter(Boolean)
    expect(asked).toEqual(['username', 'new-password', 'new-password'])
  })
})
