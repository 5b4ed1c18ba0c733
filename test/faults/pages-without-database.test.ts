import { afterEach, describe, expect, it } from 'vitest'
import { STEPS } from '../../src/domain/flow.ts'
import { documentOf, wordsOn } from '../support/document.ts'
import { giveEmail, stackNamed, traveller, walkTo } from '../support/journey.ts'
import { Line } from '../support/line.ts'
import { memberAt } from '../support/member.ts'
import { count, flowOf } from '../support/rows.ts'
import { passRunsOut } from '../support/session.ts'
import { askedAgain, stepUpFor } from '../support/step-up.ts'
import { expectWayBack } from './way-back.ts'

const stack = stackNamed('quiet')
const line = new Line(stack.line)
afterEach(() => line.mend())

describe('without the database', () => {
  it('the first screens are served as ever', async () => {
    const { visitor } = await traveller(stack)
    await line.failing({ kind: 'refuse' }, async () => {
      for (const path of ['/auth/login', '/auth/login/with-phone', '/auth/login/with-email', '/auth/register'])
        expect((await visitor.open(path)).status).toBe(200)
    })
  })

  it.each(STEPS)('the page of %s says so, and leads back to itself', async (step) => {
    const { visitor } = await walkTo(await traveller(stack), step)
    const path = `/auth/register/${step}`
    expectWayBack(await line.failing({ kind: 'refuse' }, () => visitor.send(path)), path)
    expect((await visitor.open(path)).path).toBe(path)
  })

  it.each(['send-code', 'enter-code'] as const)('the page of %s says so, and leads back to itself', async (step) => {
    const { visitor } = await memberAt(stack, step)
    const path = `/auth/login/${step}`
    expectWayBack(await line.failing({ kind: 'refuse' }, () => visitor.send(path)), path)
    expect((await visitor.open(path)).path).toBe(path)
  })

  it.each([stepUpFor({ method: 'phone', max_age: '1' }), '/auth/sign-out'])('the page %s says so, and leads on', async (path) => {
    const { visitor } = await askedAgain(stack)
    expectWayBack(await line.failing({ kind: 'refuse' }, () => visitor.send(path)), path === '/auth/sign-out' ? '/' : path)
    expect((await visitor.open(path)).status).toBe(200)
  })

  /** Fault 5: nothing fails open. */
  it('nobody is let into the portal without a fresh pass, whatever else they hold', async () => {
    const dana = await walkTo(await traveller(stack), 'portal')
    passRunsOut(dana.visitor.cookies)
    const refused = await line.failing({ kind: 'refuse' }, () => dana.visitor.send('/', { headers: { accept: 'text/html' } }))
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '10'])
    const page = documentOf(refused.text)
    expect(wordsOn(page)).toContain('We can’t check your session at the moment')
    expect(page.querySelector('a[href=""]')?.textContent?.trim()).toBe('Try again')
    expect(refused.text).not.toContain(dana.person.name)
    expect(dana.visitor.cookies.names()).not.toContain('latchkey-pass')
    expect((await dana.visitor.reload()).words).toContain(dana.person.name)
  })

  it('whoever has a fresh pass goes on in the portal', async () => {
    const dana = await walkTo(await traveller(stack), 'portal')
    await line.failing({ kind: 'refuse' }, () => dana.visitor.open('/help'))
    expect([dana.visitor.status, dana.visitor.path]).toEqual([200, '/help'])
    expect(dana.visitor.words).toContain(dana.person.name)
  })

  it('nobody is told to be signed out who is not', async () => {
    const dana = await walkTo(await traveller(stack), 'portal')
    await line.failing({ kind: 'refuse' }, () => dana.visitor.press('Sign out'))
    expect(dana.visitor.status).toBe(503)
    passRunsOut(dana.visitor.cookies)
    await dana.visitor.open('/')
    expect(dana.visitor.words).toContain(dana.person.name)
    await dana.visitor.press('Sign out')
    expect(dana.visitor.path).toBe('/auth/login')
  })

  it('what was typed stays on the page with htmx, above it what happened', async () => {
    const dana = await walkTo(await traveller(stack, { htmx: true }), 'give-email')
    await line.failing({ kind: 'refuse' }, () => giveEmail(dana))
    expect([dana.visitor.status, dana.visitor.path]).toEqual([503, '/auth/register/give-email'])
    expect(dana.visitor.heading).toBe('Enter your email address')
    expect(dana.visitor.words).toContain('What you confirmed is kept. Wait a minute, then send the form again.')
    await giveEmail(dana)
    expect(dana.visitor.path).toBe('/auth/register/verify-email')
  })

  /** P11. */
  it('a wrong code costs no try', async () => {
    const dana = await walkTo(await traveller(stack), 'verify-email')
    await line.failing({ kind: 'busy' }, () => dana.visitor.fill({ 'Verification code': '000000' }).press('Verify code'))
    const { id } = await flowOf(stack, dana.person.username)
    expect(await count(stack, 'challenges', 'flow_id = ? and attempts > 0', String(id))).toBe(0)
  })
})
