import { expect, it } from 'vitest'
import { stackNamed } from '../support/journey.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import { Visitor } from '../support/visitor.ts'

it.each(RUNTIMES)('an address that is no page leads back, on %s', async (runtime) => {
  const visitor = await new Visitor(stackNamed(runtime).origin).open('/auth/nowhere')
  expect([visitor.status, visitor.heading]).toEqual([404, 'Page not found'])
  await visitor.follow('Go to log in')
  expect(visitor.path).toBe('/auth/login')
})
