import { describe, expect, it } from 'vitest'
import { stackNamed } from '../support/journey.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import { Visitor } from '../support/visitor.ts'

const PLACES = {
  '/auth/join': 'Registering without an account',
}

describe.each(RUNTIMES)('what this release does not have, on %s', (runtime) => {
  it.each(Object.entries(PLACES))('says so in plain words at %s, and what can be done instead', async (path, what) => {
    const visitor = await new Visitor(stackNamed(runtime).origin).open(path)
    expect([visitor.status, visitor.heading]).toEqual([200, 'Not available yet'])
    expect(visitor.words).toContain(`${what} is not available here yet.`)
    expect(visitor.words).toContain('you can complete your registration now')
    await visitor.follow('Complete your registration')
    expect(visitor.path).toBe('/auth/register')
    await visitor.open(path)
    await visitor.follow('Back to log in')
    expect(visitor.path).toBe('/auth/login')
  })

  it('leads back from an address that is no page', async () => {
    const visitor = await new Visitor(stackNamed(runtime).origin).open('/auth/nowhere')
    expect([visitor.status, visitor.heading]).toEqual([404, 'Page not found'])
    await visitor.follow('Go to log in')
    expect(visitor.path).toBe('/auth/login')
  })
})
