import { describe, expect, it } from 'vitest'
import { logInFully, memberOn } from '../support/member.ts'
import { WAYS } from '../support/runtimes.ts'
import { ask } from '../support/session.ts'
import { Visitor } from '../support/visitor.ts'

/** A portal that knows nothing of sessions links here. */
describe.concurrent.each(WAYS)('the page to sign out, on $runtime, $how', ({ runtime, manner }) => {
  const atPage = async () => {
    const dana = await memberOn(runtime, manner)
    await logInFully(dana)
    await dana.visitor.open('/auth/sign-out')
    expect([dana.visitor.status, dana.visitor.heading]).toEqual([200, 'Sign out?'])
    expect(dana.visitor.words).toContain(`You are signed in as ${dana.person.name}.`)
    return dana
  }

  it('signs nobody out by being opened', async () => {
    const dana = await atPage()
    await dana.visitor.reload()
    expect((await ask(dana)).status).toBe(200)
    await dana.visitor.follow('Stay signed in')
    expect([dana.visitor.path, dana.visitor.status]).toEqual(['/', 200])
  })

  it('signs this browser out', async () => {
    const dana = await atPage()
    const other = { ...dana, visitor: new Visitor(dana.stack.origin) }
    await logInFully(other, 'email')
    await dana.visitor.press('Sign out of this browser')
    expect(dana.visitor.path).toBe('/auth/login')
    expect(dana.visitor.words).toContain('You are signed out.')
    expect([(await ask(dana)).status, (await ask(other)).status]).toEqual([401, 200])
  })

  it('signs every browser out', async () => {
    const dana = await atPage()
    const other = { ...dana, visitor: new Visitor(dana.stack.origin) }
    await logInFully(other, 'email')
    await dana.visitor.press('Sign out everywhere')
    expect(dana.visitor.words).toContain('You are signed out everywhere')
    expect([(await ask(dana)).status, (await ask(other)).status]).toEqual([401, 401])
  })

  it('leads whoever is not signed in to the login', async () => {
    const visitor = await new Visitor((await memberOn(runtime)).stack.origin, manner).open('/auth/sign-out')
    expect([visitor.path, visitor.heading]).toEqual(['/auth/login', 'Log in'])
  })
})
