import { describe, expect, it } from 'vitest'
import { stackNamed, type Traveller, timePasses, traveller, walkTo } from '../support/journey.ts'
import { enterCode, givePassword, logInFully, member, memberAt } from '../support/member.ts'
import { post } from '../support/post.ts'
import { count, flowOf, rows } from '../support/rows.ts'
import { Visitor } from '../support/visitor.ts'

const stack = stackNamed('workerd')
const wrong = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, '0')
const accountOf = async ({ person }: Traveller) =>
  String((await rows(stack, 'select id from accounts where username = ?', person.username))[0]?.id)
const failuresOf = async (who: Traveller) =>
  Number((await rows(stack, "select count from failures where subject = 'code:' || ?", await accountOf(who)))[0]?.count ?? 0)
const elsewhere = (who: Traveller): Traveller => ({ ...who, visitor: new Visitor(stack.origin) })

async function guess(who: Traveller, times: number, code: string): Promise<void> {
  for (let by = 1; by <= times; by++) await enterCode(who, wrong(code, by))
}

describe.concurrent('guessing the code of a login', () => {
  /** B01 */
  it('ends after five wrong ones, even for the right one', async () => {
    const dana = await memberAt(stack, 'enter-code')
    const code = await dana.mailbox.code(dana.phone.e164)
    await guess(dana, 2, code)
    expect(dana.visitor.words).toContain('You have 3 tries left.')
    await guess(dana, 3, code)
    expect(dana.visitor.words).toContain('Too many wrong codes were entered')
    expect((await post(dana.visitor, '/auth/login/enter-code', { code })).status).toBe(422)
    expect((await dana.visitor.reload()).path).toBe('/auth/login/enter-code')
    expect(await count(stack, 'sessions', 'account_id = ?', await accountOf(dana))).toBe(0)
  })

  /** B02 */
  it('is counted on when a new code is sent', async () => {
    const dana = await memberAt(stack, 'enter-code')
    await guess(dana, 4, await dana.mailbox.code(dana.phone.e164))
    await timePasses(dana, 121)
    await dana.visitor.press('Send new code')
    const code = await dana.mailbox.code(dana.phone.e164, 2)
    await enterCode(dana, wrong(code))
    expect(dana.visitor.words).toContain('Too many wrong codes were entered')
    expect((await post(dana.visitor, '/auth/login/enter-code', { code })).status).toBe(422)
  })

  /** B03, B05, B06: neither a new cookie, another way nor another person's success begins the count anew. */
  it('rests the codes of the account after ten in a row, whatever the cookie or the way', async () => {
    const dana = await memberAt(stack, 'enter-code')
    await guess(dana, 5, await dana.mailbox.code(dana.phone.e164))
    await logInFully(await member(stack))
    const again = elsewhere(dana)
    await givePassword(again, 'email')
    await again.visitor.press('Send Code')
    await guess(again, 5, await again.mailbox.code(again.email))
    const third = elsewhere(dana)
    await givePassword(third)
    await third.visitor.press('Send Code')
    expect([third.visitor.status, third.visitor.path]).toEqual([422, '/auth/login/send-code'])
    expect(third.visitor.words).toMatch(/15 minutes/)
    expect(await dana.mailbox.messages(dana.phone.e164)).toHaveLength(1)
  })

  /** B02 */
  it('is over once its owner is in', async () => {
    const dana = await memberAt(stack, 'enter-code')
    const code = await dana.mailbox.code(dana.phone.e164)
    await guess(dana, 4, code)
    expect(await failuresOf(dana)).toBe(4)
    await enterCode(dana, code)
    expect([dana.visitor.path, await failuresOf(dana)]).toEqual(['/', 0])
  })

  /** B04, N06 */
  it('is nothing that a stranger without the password can do, so that nobody locks another’s codes', async () => {
    const dana = await member(stack)
    const stranger = elsewhere(dana)
    await givePassword(stranger, 'phone', { password: 'a guess' })
    for (const path of ['send-code', 'enter-code', 'enter-code/new-code', 'enter-code/call-me']) {
      for (let i = 0; i < 5; i++) {
        const { headers } = await post(stranger.visitor, `/auth/login/${path}`, { code: '123456', username: dana.person.username })
        expect(headers.location).toBe('/auth/login')
      }
    }
    expect([await failuresOf(dana), (await dana.mailbox.messages(dana.phone.e164)).length]).toEqual([0, 0])
    await logInFully(dana)
    expect(dana.visitor.path).toBe('/')
  })
})

/** D05: what a code is for, and for whom, is part of it. The two share a desk, and its phone. */
describe.concurrent('a code of one journey', () => {
  it('is none of another: neither a registration’s at a login, nor the other way round', async () => {
    const dana = await memberAt(stack, 'send-code')
    const lee = { ...(await traveller(stack)), phone: dana.phone }
    await walkTo(lee, 'verify-phone')
    const registering = await lee.mailbox.code(dana.phone.e164)
    await dana.visitor.press('Send Code')
    const loggingIn = await dana.mailbox.code(dana.phone.e164, 2)
    await enterCode(dana, registering)
    await enterCode(lee, loggingIn)
    for (const { visitor } of [dana, lee]) {
      expect(visitor.status).toBe(422)
      expect(visitor.words).toContain('That is not the code we sent.')
    }
    await enterCode(dana, loggingIn)
    await enterCode(lee, registering)
    expect([dana.visitor.path, lee.visitor.path]).toEqual(['/', '/'])
  })

  /** D01, D04 */
  it('is none of another login of the same person, and none a second time', async () => {
    const dana = await memberAt(stack, 'enter-code')
    const code = await dana.mailbox.code(dana.phone.e164)
    const other = elsewhere(dana)
    await givePassword(other, 'email')
    await other.visitor.press('Send Code')
    await enterCode(other, code)
    expect(other.visitor.words).toContain('That is not the code we sent.')
    await enterCode(dana, code)
    expect(dana.visitor.path).toBe('/')
    await enterCode(other, code)
    expect(other.visitor.status).toBe(422)
    expect(await count(stack, 'sessions', 'account_id = ?', await accountOf(dana))).toBe(1)
  })

  /** D07: the way is the account's, whatever the form says. */
  it('goes to no number or address but the account’s own', async () => {
    const dana = await memberAt(stack, 'send-code')
    const thief = await traveller(stack)
    const other = await member(stack)
    const [foreign] = await rows(stack, "select id from authenticators where account_id = ? and kind = 'phone'", await accountOf(other))
    for (const way of [thief.phone.e164, thief.email, String(foreign?.id)]) {
      const { status } = await post(dana.visitor, '/auth/login/send-code', {
        way,
        channel: 'sms',
        number: thief.phone.e164,
        email: thief.email,
      })
      expect(status).toBe(422)
    }
    expect(await count(stack, 'deliveries', 'flow_id = ?', String((await flowOf(stack, dana.person.username)).id))).toBe(0)
  })

  /** A code that a screen shows would otherwise prove itself. */
  it('that is shown to be keyed into a call is refused when typed', async () => {
    const dana = await memberAt(stack, 'send-code')
    await dana.visitor.press('Call Me')
    const code = dana.visitor.page.querySelector('.big')?.textContent ?? ''
    expect(code).toMatch(/^\d{6}$/)
    expect((await post(dana.visitor, '/auth/login/enter-code', { code })).status).toBe(422)
  })
})
