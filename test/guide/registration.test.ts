import { describe, expect, it } from 'vitest'
import { answerAndKey, numberShown, phoneRings, screenSays } from '../support/call.ts'
import { givePhone, stackNamed, traveller, walkTo } from '../support/journey.ts'
import { RUNTIMES } from '../support/runtimes.ts'

const MANNERS = { 'without JavaScript': {}, 'with htmx': { htmx: true }, 'in a text browser': { textBrowser: true } }

/** The whole guide, from its first page to its last. */
describe.concurrent.each(RUNTIMES)('registration on %s', (runtime) => {
  describe.each(Object.entries(MANNERS))('%s', (_, manner) => {
    it('leads from the current login to the portal by text message', async () => {
      const dana = await walkTo(await traveller(stackNamed(runtime), manner), 'portal', 'Phone')
      expect(dana.visitor.words).toContain(dana.person.name)
    })

    it('leads from the current login to the portal by email alone', async () => {
      const lee = await walkTo(await traveller(stackNamed(runtime), manner), 'portal', 'Email')
      expect(lee.visitor.words).toContain(lee.person.name)
    })

    it('leads from the current login to the portal by a call', async () => {
      const ruth = await walkTo(await traveller(stackNamed(runtime), manner), 'give-phone')
      await givePhone(ruth, 'Call Me')
      await answerAndKey(ruth, await phoneRings(ruth), `${numberShown(ruth)}#`)
      if (!('htmx' in manner)) await screenSays(ruth, 'Your phone is confirmed').then(() => ruth.visitor.press('Continue'))
      await screenSays(ruth, ruth.person.name)
      expect([ruth.visitor.status, ruth.visitor.path]).toEqual([200, '/'])
    })
  })
})
