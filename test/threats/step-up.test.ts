import { describe, expect, it } from 'vitest'
import { stackNamed, type Traveller } from '../support/journey.ts'
import { enterCode, givePassword, logInFully, member } from '../support/member.ts'
import { post, postAtOnce } from '../support/post.ts'
import { count, flowOf, rows } from '../support/rows.ts'
import { askedAgain, confirm, secondCode, stepUpAt, stepUpFor } from '../support/step-up.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('workerd')
const cookie = ({ visitor }: Traveller, name: string) => visitor.cookies.get(name) ?? ''
const withCookies = (cookies: Record<string, string>) => {
  const visitor = new Visitor(stack.origin)
  for (const [name, value] of Object.entries(cookies)) visitor.cookies.set(name, value)
  return visitor
}
const liveOf = async ({ person }: Traveller) =>
  count(stack, 'sessions', 'ended_at is null and account_id = (select id from accounts where username = ?)', person.username)

describe.concurrent('the session that was stepped up', () => {
  /** F01, F02 */
  it('is dead at once, has another id and secret, and is gone from the browser', async () => {
    const dana = await askedAgain(stack)
    const before = cookie(dana, 'latchkey')
    await confirm(dana)
    const after = cookie(dana, 'latchkey')
    const parts = [before, after].flatMap((value) => value.split('.'))
    expect(new Set(parts).size).toBe(4)
    expect((await withCookies({ latchkey: before }).open('/')).path).toBe('/auth/login')
    expect((await withCookies({ latchkey: after }).open('/')).path).toBe('/')
    expect(await liveOf(dana)).toBe(1)
    expect(dana.visitor.cookies.names()).not.toContain('latchkey-login')
  })

  /** F01: whoever planted a session learns nothing of the one that follows it. */
  it('of a stranger asks for the stranger’s code, never for one’s own', async () => {
    const [stranger, dana] = [await askedAgain(stack), await member(stack)]
    dana.visitor.cookies.set('latchkey', cookie(stranger, 'latchkey'))
    await dana.visitor.open(stepUpFor())
    await dana.visitor.press('Continue')
    await dana.visitor.press('Send Code')
    expect(await dana.mailbox.messages(dana.phone.e164)).toHaveLength(0)
    expect(await stranger.mailbox.messages(stranger.phone.e164)).toHaveLength(2)
  })
})

describe.concurrent('a step-up is finished by nobody', () => {
  it.each<[string, (who: Traveller) => Promise<Record<string, string>>]>([
    ['who has its cookie alone', async (who) => ({ 'latchkey-login': cookie(who, 'latchkey-login') })],
    [
      'who holds a session of another person',
      async (who) => ({ 'latchkey-login': cookie(who, 'latchkey-login'), latchkey: cookie(await askedAgain(stack), 'latchkey') }),
    ],
    [
      'who holds another session of the same person',
      async (who) => {
        const other = { ...who, visitor: new Visitor(stack.origin) }
        await logInFully(other, 'email')
        return { 'latchkey-login': cookie(who, 'latchkey-login'), latchkey: cookie(other, 'latchkey') }
      },
    ],
  ])('%s, though they know the code', async (_, cookies) => {
    const dana = await stepUpAt(stack, 'enter-code')
    const code = await secondCode(dana)
    const thief = withCookies(await cookies(dana))
    const [{ step }, sessions] = [await flowOf(stack, dana.person.username), await liveOf(dana)]
    thief.page = dana.visitor.page
    for (const path of ['/auth/login/enter-code', '/auth/login/enter-code/new-code', '/auth/login/other-way', '/auth/login/lost-phone']) {
      const { status, headers } = await post(thief, path, { code, kind: 'phone', channel: 'sms' })
      expect({ path, status, leads: headers.location }).toEqual({ path, status: 303, leads: '/auth/login' })
    }
    expect((await thief.open('/auth/login/enter-code')).path).toBe('/auth/login')
    expect(await liveOf(dana)).toBe(sessions)
    const flows = await rows(stack, 'select step from flows where steps_up = ?', cookie(dana, 'latchkey').split('.')[0] ?? '')
    expect([step, flows.map((flow) => flow.step)]).toEqual([expect.anything(), ['enter-code']])
    await enterCode(dana, code)
    expect(dana.visitor.path).toBe('/cases')
  })

  /** F06 */
  it.each([
    ['/auth/sign-out', 'Sign out of this browser'],
    ['/auth/sign-out', 'Sign out everywhere'],
  ])('who signed out meanwhile, by %s: %s', async (page, button) => {
    const dana = await stepUpAt(stack, 'enter-code')
    const code = await secondCode(dana)
    const login = cookie(dana, 'latchkey-login')
    const session = cookie(dana, 'latchkey')
    const tab = dana.visitor.tab()
    await tab.open(page)
    await tab.press(button)
    const held: Record<string, string>[] = [{ 'latchkey-login': login }, { 'latchkey-login': login, latchkey: session }]
    for (const cookies of held) {
      const thief = withCookies(cookies)
      thief.page = dana.visitor.page
      expect((await post(thief, '/auth/login/enter-code', { code })).headers.location).toBe('/auth/login')
    }
    expect(await liveOf(dana)).toBe(0)
  })
})

describe.concurrent('a session that was stolen', () => {
  it('binds no phone: nobody says in a step-up that theirs is lost, though the mailbox is open beside it', async () => {
    const dana = await member(stack, {}, 'dusk 7219')
    await logInFully(dana)
    await dana.visitor.open(stepUpFor())
    await dana.visitor.press('Continue')
    expect(dana.visitor.words).not.toContain('I no longer have this phone')
    const { status } = await post(dana.visitor, '/auth/login/lost-phone')
    expect(status).toBe(422)
    expect(await dana.mailbox.messages(dana.email)).toHaveLength(0)
  })

  /** 63B-4 §3.2.2: the tries are the account's. */
  it('guesses no more codes than a password would let it', async () => {
    const dana = await askedAgain(stack)
    let wrong = 0
    for (let round = 0; round < 3; round++) {
      await dana.visitor.open(stepUpFor())
      await dana.visitor.press('Continue')
      await dana.visitor.press('Send Code')
      if (dana.visitor.path !== '/auth/login/enter-code') break
      const code = await dana.mailbox.code(dana.phone.e164, round + 2)
      for (let tries = 0; tries < 5; tries++, wrong++)
        await post(dana.visitor, '/auth/login/enter-code', { code: code === '000000' ? '000001' : '000000' })
    }
    expect(wrong).toBe(10)
    expect([dana.visitor.status, dana.visitor.words]).toEqual([
      422,
      expect.stringContaining('Too many wrong codes were entered for your account'),
    ])
    await givePassword(dana)
    await dana.visitor.press('Send Code')
    expect(dana.visitor.status).toBe(422)
  })

  /** P01 */
  it('begins one step-up, however often the button is pressed at once', async () => {
    const dana = await askedAgain(stack)
    const answers = await postAtOnce(dana.visitor, 10, stepUpFor(), () => ({}))
    expect(answers.map(({ status, headers }) => [status, headers.location])).toEqual(Array(10).fill([303, '/auth/login/send-code']))
    expect(await count(stack, 'flows', 'steps_up = ?', cookie(dana, 'latchkey').split('.')[0] ?? '')).toBe(1)
  })

  /** E06: a link scanner that has the cookie does nothing. */
  it('sends nothing by looking', async () => {
    const dana = await askedAgain(stack)
    for (const method of ['GET', 'HEAD']) await dana.visitor.send(stepUpFor({ method: 'phone', max_age: '1' }), { method })
    expect(await dana.mailbox.messages(dana.phone.e164)).toHaveLength(1)
    expect(await count(stack, 'flows', 'steps_up = ?', cookie(dana, 'latchkey').split('.')[0] ?? '')).toBe(0)
  })
})
