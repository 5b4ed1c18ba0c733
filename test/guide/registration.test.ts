import { describe, expect, it } from 'vitest'
import { stackNamed, traveller, walkTo } from '../support/journey.ts'

const MANNERS = { 'without JavaScript': {}, 'with htmx': { htmx: true }, 'in a text browser': { textBrowser: true } }

describe.each(['workerd', 'deno'] as const)('registration on %s', (runtime) => {
  describe.each(Object.entries(MANNERS))('%s', (_, manner) => {
    it('leads from the current login to the portal by text message', async () => {
      const dana = await walkTo(await traveller(stackNamed(runtime), manner), 'portal', 'Phone')
      expect(dana.visitor.words).toContain(dana.person.name)
    })

    it('leads from the current login to the portal by email alone', async () => {
      const dana = await walkTo(await traveller(stackNamed(runtime), manner), 'portal', 'Email')
      expect(dana.visitor.words).toContain(dana.person.name)
    })
  })
})
