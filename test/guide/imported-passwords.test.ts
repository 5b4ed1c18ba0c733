import { describe, expect, it } from 'vitest'
import { SEED_FORMATS } from '../../src/credentials/seeds.ts'
import { logIn, stackNamed, traveller, walkTo } from '../support/journey.ts'
import { rows } from '../support/rows.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import { Visitor } from '../support/visitor.ts'

const OURS = /^\$scrypt\$ln=15,r=8,p=3,k=[0-9a-f]+\$/

describe.concurrent.each(RUNTIMES)('a password that the portal kept, on %s', (runtime) => {
  it.each(SEED_FORMATS)('as %s lets its owner in once, and is replaced by the new one in our own format', async (kept) => {
    const stack = stackNamed(runtime)
    const ruth = await traveller(stack, {}, { kept, password: 'seven green herons' })
    const stored = async () =>
      (await rows(stack, 'select password_hash from accounts where username = ?', ruth.person.username))[0]?.password_hash
    expect(await stored()).not.toMatch(OURS)
    await walkTo(ruth, 'portal', 'Email')
    expect(await stored()).toMatch(OURS)

    const withOld = { ...ruth, visitor: new Visitor(stack.origin) }
    await logIn(withOld)
    expect([withOld.visitor.status, withOld.visitor.path]).toEqual([422, '/auth/register'])
    expect(withOld.visitor.words).toContain('The username and password do not match')

    const withNew = { ...ruth, visitor: new Visitor(stack.origin), person: { ...ruth.person, password: ruth.password } }
    await logIn(withNew)
    expect(withNew.visitor.words).toContain('You are already registered.')
  })
})
