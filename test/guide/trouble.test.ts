import { describe, expect, it } from 'vitest'
import { stackNamed } from '../support/journey.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import { Visitor } from '../support/visitor.ts'

/** What somebody says, and where it leads. */
const QUESTIONS: Record<string, [words: string, leads: string]> = {
  'No code arrives': ['Call Me', '/auth/login'],
  'My code goes to a wrong number or address': ['Change number', '/auth/trouble/lost-phone'],
  'My phone is lost, or its number has changed': ['I no longer have this phone', '/auth/login/with-email'],
  'I have changed jobs': ['belongs to the facility that gave it to you', '/auth/join'],
  'I am locked out': ['rests for 15 minutes', '/auth/forgot-password'],
  'I have a username and a password, but have not registered': ['three minutes', '/auth/register'],
}

/** "Having trouble logging in? Click here." */
describe.concurrent.each(RUNTIMES)('having trouble logging in, on %s', (runtime) => {
  const asked = async () => (await new Visitor(stackNamed(runtime).origin).open('/auth/login')).follow('Get help')

  it.each(Object.entries(QUESTIONS))('“%s” is answered in words, and leads on', async (question, [words, leads]) => {
    const visitor = await (await asked()).follow(question)
    expect([visitor.status, visitor.heading]).toEqual([200, question])
    expect(visitor.words).toContain(words)
    const [first] = visitor.page.querySelectorAll('a.primary')
    expect(first?.getAttribute('href')).toBe(leads)
    expect((await visitor.open(leads)).status).toBe(200)
  })

  it('leads to a new password, and to the username', async () => {
    expect((await (await asked()).follow('I forgot my password')).path).toBe('/auth/forgot-password')
    expect((await (await asked()).follow('I forgot my username')).path).toBe('/auth/forgot-username')
  })

  it('knows no other question', async () => {
    expect((await new Visitor(stackNamed(runtime).origin).open('/auth/trouble/toString')).status).toBe(404)
  })
})
