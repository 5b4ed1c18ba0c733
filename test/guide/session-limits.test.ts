import { describe, expect, it } from 'vitest'
import { enterCode, givePassword, logInFully, memberOn } from '../support/member.ts'
import { RUNTIMES } from '../support/runtimes.ts'
import { ask, extend, idleFor, sessionRow, told } from '../support/session.ts'

const signedIn = async (runtime: (typeof RUNTIMES)[number]) => {
  const dana = await memberOn(runtime)
  await logInFully(dana)
  return dana
}

const HOUR = 3600
const onTheClock = (at: number) =>
  new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' })
    .format(at)
    .replaceAll('\u202f', ' ')

/** Idle and absolute limits, for whoever has no JavaScript; what the script makes of them is in test/browser. */
describe.concurrent.each(RUNTIMES)('whoever is signed in on %s', (runtime) => {
  it('reads at the foot of every page until when it is open', async () => {
    const dana = await signedIn(runtime)
    const { endsAt } = await sessionRow(dana)
    const words = `You are signed out after 30 minutes without a new page, and at ${onTheClock(endsAt)} at the latest.`
    for (const path of ['/', '/?q=26', '/help']) {
      await dana.visitor.open(path)
      expect(dana.visitor.words.replaceAll('\u202f', ' ')).toContain(words)
    }
  })

  it('is told as JSON how and when they were authenticated, and when that ends', async () => {
    const dana = await signedIn(runtime)
    const { createdAt, seenAt, endsAt } = await sessionRow(dana)
    const answer = await ask(dana)
    expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      'application/json',
      'no-store, private',
    ])
    const { now, token, subject, ...rest } = JSON.parse(answer.text)
    const seconds = (at: number) => Math.floor(at / 1000)
    expect(rest).toEqual({
      amr: ['pwd', 'sms', 'mfa'],
      authTime: seconds(createdAt),
      warnAt: seconds(seenAt) + 1650,
      idleEndsAt: seconds(seenAt) + 1800,
      endsAt: seconds(endsAt),
    })
    expect(rest.endsAt - rest.authTime).toBe(12 * HOUR)
    expect(Math.abs(now - Date.now() / 1000)).toBeLessThan(5)
    expect(token).toBe(dana.visitor.page.querySelector('[name=token]')?.getAttribute('value'))
    expect(subject).toBe(dana.visitor.page.querySelector('script[data-subject]')?.getAttribute('data-subject'))
  })

  it('stays signed in by opening a page or by asking for it, and not by having a page ask when it ends', async () => {
    const dana = await signedIn(runtime)
    await idleFor(dana, 1000)
    const first = await told(dana)
    expect((await told(dana)).idleEndsAt).toBe(first.idleEndsAt)
    const extended = JSON.parse((await extend(dana)).text)
    expect(extended.idleEndsAt - first.idleEndsAt).toBeGreaterThanOrEqual(1000)
    expect([extended.endsAt, extended.authTime, extended.token]).toEqual([first.endsAt, first.authTime, first.token])
    await idleFor(dana, 1000)
    await dana.visitor.open('/help')
    expect((await told(dana)).idleEndsAt).toBeGreaterThanOrEqual(extended.idleEndsAt)
  })

  it('is told in a form that programs read, and in words, once it is over', async () => {
    const dana = await signedIn(runtime)
    await idleFor(dana, 1800)
    for (const answer of [await ask(dana), await extend(dana)]) {
      expect([answer.status, answer.headers['content-type']]).toEqual([401, 'application/problem+json'])
      expect(JSON.parse(answer.text)).toEqual({
        type: 'about:blank',
        title: 'You are signed out',
        status: 401,
        detail: 'There is no session, or it is over. Log in again.',
      })
    }
  })

  it('finds what was typed into the search again after a login, when it was sent too late', async () => {
    const dana = await signedIn(runtime)
    await idleFor(dana, 1800)
    await dana.visitor.fill({ 'Search for case # or program #': '26 000417' }).press('Search')
    expect(dana.visitor.path).toBe('/auth/login')
    await givePassword(dana)
    await dana.visitor.press('Send Code')
    await enterCode(dana, await dana.mailbox.code(dana.phone.e164, 2))
    expect([dana.visitor.path, dana.visitor.heading]).toEqual(['/', 'Search results'])
    expect(dana.visitor.words).toContain('26 000417')
  })
})
